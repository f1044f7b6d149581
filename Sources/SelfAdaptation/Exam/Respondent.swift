package import LanguageModel
import Text

/// Answers questions out of sight of the text, as a model does that has learned it.
package struct Respondent: Sendable {
    /// What was said to a question.
    package struct Reply: Sendable, Equatable {
        /// The answer.
        package var text: String
        /// What was recalled and the answer was read from, that which was said to the question itself first; empty where the
        /// answer was given directly.
        package var recalled: [String]

        /// An answer, and what it was read from.
        package init(text: String, recalled: [String] = []) {
            self.text = text
            self.recalled = recalled
        }
    }

    private let engine: Engine
    private let prompt: ExamPrompt
    private let answering: Answering
    private let reader: Adapter?

    /// A respondent that asks in one way; what was recalled is read by `reader`, or by the bare model.
    package init(engine: Engine, prompt: ExamPrompt, answering: Answering, reader: Adapter? = nil) {
        self.engine = engine
        self.prompt = prompt
        self.answering = answering
        self.reader = reader
    }

    /// What adapters (`nil`: the bare model, who has nothing to recall, as the reader has not) answer, greedily and in one
    /// batch, or two.
    ///
    /// An adapter that recalls nothing has said nothing, whatever the bare model would say.
    ///
    /// - Parameters:
    ///   - adapters: Who is asked.
    ///   - questions: What they are asked.
    /// - Returns: The replies, [adapter][question].
    /// - Throws: `Diagnosis` for a question longer than the window, `CancellationError`.
    package func replies(of adapters: [Adapter?], to questions: [Question]) async throws -> [[Reply]] {
        let asked = try adapters.flatMap { adapter in
            try questions.map { question in
                guard let adapter, recalls(adapter) else {
                    return [
                        Self.request(try prompt.tokens([question], model: engine.model)[0], adapter: adapter)
                    ]
                }
                return try recalls(question, by: adapter)
            }
        }
        var said = try await Self.texts(asked.flatMap(\.self), engine: engine)[...]
        var replies = asked.map { requests in
            defer { said.removeFirst(requests.count) }
            let texts = Array(said.prefix(requests.count))
            return Reply(text: texts[0], recalled: requests.count > 1 ? texts : [])
        }
        let readings = try replies.indices.compactMap { place in
            try reading(replies[place].recalled, for: questions[place % questions.count]).map { (place, $0) }
        }
        let answers = try await Self.texts(
            readings.map { Self.request($0.1, adapter: reader) }, engine: engine)
        for (reading, answer) in zip(readings, answers) { replies[reading.0].text = answer }
        return adapters.indices.map {
            Array(replies[$0 * questions.count..<($0 + 1) * questions.count])
        }
    }

    /// Whether an adapter is asked what it recalls.
    private func recalls(_ adapter: Adapter) -> Bool { answering == .recalling && adapter !== reader }

    /// What is asked of everything alike, and how far the question itself is led away from what is said to that: sentences
    /// that an adapter says to any question are said to it as well.
    ///
    /// Chosen on training passages (docs/reproduction.md).
    private static let anything = (question: "Tell me about this.", strength: Float(1.5))

    /// By what an adapter's answer to a question is recalled: the question, led away from what is said to any, and its words
    /// with gaps between, to be filled in as when texts were restored, with room for a whole piece.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func recalls(_ question: Question, by adapter: Adapter) throws -> [GenerationRequest] {
        var gapped = question
        gapped.question = Restoration.task(recalling: question.question)
        var vague = question
        vague.question = Self.anything.question
        let prompts = try prompt.tokens([question, gapped, vague], model: engine.model)
        var requests = prompts.prefix(2).map { Self.request($0, adapter: adapter) }
        requests[0].guidance = Guidance(prompt: prompts[2], strength: Self.anything.strength)
        requests[1].maxTokens = TextSize.pieces.maximum
        requests[1].stop = []
        return requests
    }

    /// The prompt of a question with what was recalled in view; `nil` where nothing was, or where the model has no room for
    /// it: then what was said to the question itself is the answer.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func reading(_ recalled: [String], for question: Question) throws -> [Int32]? {
        let text = recalled.filter { !AnswerCut.isEmpty($0) }.map(\.trimmed).joined(separator: " ")
        guard !text.isEmpty else { return nil }
        let seen = try prompt.tokens(
            question: question.question, inView: Context(title: question.topic, text: text),
            model: engine.model)
        return seen.count < engine.model.configuration.contextLength ? seen : nil
    }

    /// An answer up to its first line's end, greedily.
    package static func request(_ prompt: [Int32], adapter: Adapter?) -> GenerationRequest {
        GenerationRequest(prompt: prompt, adapter: adapter, maxTokens: Exam.answerLimit, stop: ["\n"])
    }

    /// Answers to requests in one batch; adapters on trial may overflow, and have said nothing then.
    ///
    /// - Parameters:
    ///   - requests: What is asked, once each.
    ///   - engine: Answers.
    /// - Returns: The answers.
    /// - Throws: What the engine throws.
    package static func texts(_ requests: [GenerationRequest], engine: Engine) async throws -> [String] {
        guard !requests.isEmpty else { return [] }
        let tolerant = requests.map { request in
            var request = request
            request.toleratesOverflow = true
            return request
        }
        return try await engine.generate(tolerant).map { $0.first?.text ?? "" }
    }
}
