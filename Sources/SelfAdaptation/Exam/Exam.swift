public import Grading
public import LanguageModel
import Text

/// Questions that are asked out of sight of the text, graded.
public struct Exam: Sendable {
    /// One graded answer.
    public struct Answer: Sendable, Equatable, Codable {
        /// What an answer comes to.
        public enum Outcome: String, Sendable, Codable, CaseIterable {
            /// The grader calls its first sentence, or the first twenty words of that, right, and it is no recitation.
            case answered
            /// The grader does not.
            case wrong
            /// Another question of the passage got it too, or nearly: right or not, it proves nothing.
            case recited
            /// It says nothing.
            case empty
        }

        /// What the model said, uncut.
        public var text: String
        /// Whether the grader accepts it as a whole.
        public var isCorrect: Bool
        /// What it comes to; `nil` where only `isCorrect` counts: for grids, and in runs without a ``Scoring``.
        public var outcome: Outcome?

        /// A graded answer.
        public init(text: String, isCorrect: Bool, outcome: Outcome? = nil) {
            self.text = text
            self.isCorrect = isCorrect
            self.outcome = outcome
        }

        /// Whether it counts.
        public var isAnswered: Bool { outcome.map { $0 == .answered } ?? isCorrect }
    }

    /// The longest answer, in tokens, as in SEAL's exam; it ends before that with its first line.
    ///
    /// Grading reads no further than the first sentence or twenty words, but a model may say more: whether it recites is
    /// told by all of it, and answers that were kept can be scored again.
    public static let answerLimit = 64

    /// What is asked.
    public var questions: [Question]
    /// How it is asked.
    public var prompt: ExamPrompt
    private let passages: [Int]
    private let grader: any Grader

    /// An exam of some questions; `passages` tells which passage each is about, one and the same unless given.
    public init(_ questions: [Question], passages: [Int]? = nil, prompt: ExamPrompt, grader: any Grader) {
        self.questions = questions
        self.passages = passages ?? questions.map { _ in 0 }
        self.prompt = prompt
        self.grader = grader
    }

    /// Lets several adapters (`nil`: the bare model) answer all questions in one batch, greedily;
    /// result [adapter][question].
    ///
    /// - Throws: `Diagnosis` for a question longer than the window, `CancellationError`.
    public func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [[Answer]] {
        try await sit(adapters, prompts: prompt.tokens(questions, model: engine.model), engine: engine)
    }

    /// Lets an adapter (`nil`: the bare model) answer all questions with the passage in view.
    ///
    /// - Throws: `Diagnosis` for a passage longer than the window, `CancellationError`.
    func sit(inView context: Context, by adapter: Adapter?, engine: Engine) async throws -> [Answer] {
        try await sit(
            [adapter], prompts: prompt.tokens(questions, inView: context, model: engine.model),
            engine: engine)[0]
    }

    private func sit(_ adapters: [Adapter?], prompts: [[Int32]], engine: Engine) async throws -> [[Answer]] {
        try await grade(Self.texts(of: adapters, to: prompts, engine: engine))
    }

    /// Answers that were given to all questions, [sheet][question], graded.
    ///
    /// - Throws: What the grader throws.
    func grade(_ sheets: [[String]]) async throws -> [[Answer]] {
        try await Scoring.grade(sheets, to: questions, passages: passages, by: grader)
    }

    /// What adapters (`nil`: the bare model) say, greedily and in one batch; result [adapter][prompt].
    ///
    /// - Throws: `Diagnosis` for a prompt longer than the window, `CancellationError`.
    static func texts(
        of adapters: [Adapter?], to prompts: [[Int32]], engine: Engine
    ) async throws -> [[String]] {
        let requests = adapters.flatMap { adapter in
            prompts.map {
                var request = GenerationRequest(
                    prompt: $0, adapter: adapter, maxTokens: answerLimit, stop: ["\n"])
                request.toleratesOverflow = true
                return request
            }
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        return adapters.indices.map { Array(texts[$0 * prompts.count..<($0 + 1) * prompts.count]) }
    }
}

extension [Exam.Answer] {
    /// Share of questions that were answered; 0 without questions.
    public var answered: Double { isEmpty ? 0 : Double(filter(\.isAnswered).count) / Double(count) }
}
