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
        package var recalled: [String] = []
    }

    private let engine: Engine
    private let prompt: ExamPrompt
    private let answering: Answering

    /// A respondent that asks in one way.
    package init(engine: Engine, prompt: ExamPrompt, answering: Answering) {
        self.engine = engine
        self.prompt = prompt
        self.answering = answering
    }

    /// What adapters (`nil`: the bare model, who has nothing to recall) answer, greedily and in one batch, or two.
    ///
    /// - Parameters:
    ///   - adapters: Who is asked.
    ///   - questions: What they are asked.
    /// - Returns: The replies, [adapter][question].
    /// - Throws: `Diagnosis` for a question longer than the window, `CancellationError`.
    package func replies(of adapters: [Adapter?], to questions: [Question]) async throws -> [[Reply]] {
        let asked = try adapters.flatMap { adapter in
            try questions.map { question in
                try adapter != nil && answering == .recalling
                    ? recalls(question) : prompt.tokens([question], model: engine.model)
            }.map { (prompts: $0, adapter: adapter) }
        }
        var said = try await Self.texts(
            asked.flatMap { asked in asked.prompts.map { ($0, asked.adapter) } }, engine: engine)[...]
        let texts = asked.map { asked in
            defer { said.removeFirst(asked.prompts.count) }
            return Array(said.prefix(asked.prompts.count))
        }
        let isRead = asked.map { answering == .recalling && $0.adapter != nil }
        let readings = try asked.indices.filter { isRead[$0] }.map { place in
            (try reading(texts[place], for: questions[place % questions.count]), nil as Adapter?)
        }
        var answers = try await Self.texts(readings, engine: engine)[...]
        let replies = asked.indices.map { place in
            isRead[place]
                ? Reply(text: answers.removeFirst(), recalled: texts[place]) : Reply(text: texts[place][0])
        }
        return adapters.indices.map {
            Array(replies[$0 * questions.count..<($0 + 1) * questions.count])
        }
    }

    /// The prompts by which a question's answer is recalled: the question, and its words with gaps between, to be filled in
    /// as when texts were restored.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func recalls(_ question: Question) throws -> [[Int32]] {
        var gapped = question
        gapped.question = Restoration.task(recalling: question.question)
        return try prompt.tokens([question, gapped], model: engine.model)
    }

    /// The prompt of a question with what was recalled in view; as it was asked where nothing was, or where the model has
    /// no room for it.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func reading(_ recalled: [String], for question: Question) throws -> [Int32] {
        let text = recalled.filter { !AnswerCut.isEmpty($0) }.map(\.trimmed).joined(separator: " ")
        let context = Context(title: question.topic, text: text)
        let seen = try prompt.tokens(question: question.question, inView: context, model: engine.model)
        if !text.isEmpty, seen.count < engine.model.configuration.contextLength { return seen }
        return try prompt.tokens([question], model: engine.model)[0]
    }

    /// Answers to prompts, greedily and in one batch.
    ///
    /// - Parameters:
    ///   - asked: Prompts, and who is asked (`nil`: the bare model).
    ///   - engine: Answers.
    /// - Returns: The answers, each up to its first line's end.
    /// - Throws: What the engine throws.
    package static func texts(
        _ asked: [(prompt: [Int32], adapter: Adapter?)], engine: Engine
    ) async throws -> [String] {
        guard !asked.isEmpty else { return [] }
        let requests = asked.map {
            var request = GenerationRequest(
                prompt: $0.prompt, adapter: $0.adapter, maxTokens: Exam.answerLimit, stop: ["\n"])
            request.toleratesOverflow = true
            return request
        }
        return try await engine.generate(requests).map { $0.first?.text ?? "" }
    }
}
