public import LanguageModel

/// Questions that are asked out of sight of the text, graded.
public struct Exam: Sendable {
    /// One graded answer.
    public struct Answer: Sendable, Equatable, Codable {
        /// What the model said.
        public var text: String
        /// Whether the grader accepted it.
        public var isCorrect: Bool

        /// A graded answer.
        public init(text: String, isCorrect: Bool) {
            self.text = text
            self.isCorrect = isCorrect
        }
    }

    /// The longest answer, in tokens, as in SEAL's exam.
    public static let answerLimit = 64

    /// What is asked.
    public var questions: [Question]
    /// How it is asked.
    public var prompt: ExamPrompt
    private let grader: any Grader

    /// An exam of some questions.
    public init(_ questions: [Question], prompt: ExamPrompt, grader: any Grader) {
        self.questions = questions
        self.prompt = prompt
        self.grader = grader
    }

    /// Lets several adapters (`nil`: the bare model) answer all questions in one batch, greedily;
    /// result [adapter][question].
    ///
    /// - Throws: `ModelError` for a question longer than the window, `CancellationError`.
    public func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [[Answer]] {
        let prompts = try questions.map {
            try prompt.tokens(question: $0.question, topic: $0.topic, model: engine.model)
        }
        return try await sit(adapters, prompts: prompts, engine: engine)
    }

    /// Lets the bare model answer all questions with the passage in view.
    ///
    /// - Throws: `ModelError` for a passage longer than the window, `CancellationError`.
    func sit(inView context: Context, engine: Engine) async throws -> [Answer] {
        let prompts = try questions.map {
            try prompt.tokens(question: $0.question, inView: context, model: engine.model)
        }
        return try await sit([nil], prompts: prompts, engine: engine)[0]
    }

    private func sit(_ adapters: [Adapter?], prompts: [[Int32]], engine: Engine) async throws -> [[Answer]] {
        let requests = adapters.flatMap { adapter in
            prompts.map {
                GenerationRequest(prompt: $0, adapter: adapter, maxTokens: Self.answerLimit, stop: ["\n"])
            }
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        let verdicts = try await grader.grade(
            texts.enumerated().map { index, text in
                let question = questions[index % questions.count]
                return GradingTask(question: question.question, gold: question.gold, answer: text)
            })
        let answers = zip(texts, verdicts).map { Answer(text: $0, isCorrect: $1.correct) }
        return adapters.indices.map { index in
            Array(answers[index * questions.count..<(index + 1) * questions.count])
        }
    }
}

extension [Exam.Answer] {
    /// Share of right answers; 0 without questions.
    public var accuracy: Double { isEmpty ? 0 : Double(filter(\.isCorrect).count) / Double(count) }
}
