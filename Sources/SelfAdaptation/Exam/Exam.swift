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
        /// What was recalled and the answer read from; `nil` where an answer was given directly.
        public var recalled: Recall?

        /// A graded answer.
        public init(text: String, isCorrect: Bool, outcome: Outcome? = nil, recalled: Recall? = nil) {
            self.text = text
            self.isCorrect = isCorrect
            self.outcome = outcome
            self.recalled = recalled
        }

        /// What an adapter says before it is read.
        public struct Recall: Sendable, Equatable, Codable {
            /// All that it said, to the question itself first.
            public var texts: [String]
            /// What that first text comes to as an answer.
            public var outcome: Outcome?
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
    /// How it is answered.
    public var answering: Answering
    /// Who reads what was recalled; the bare model unless given.
    public var reader: Adapter?
    private let passages: [Int]
    private let grader: any Grader

    /// An exam of some questions; `passages` tells which passage each is about, one and the same unless given.
    public init(
        _ questions: [Question], passages: [Int]? = nil, prompt: ExamPrompt, answering: Answering = .directly,
        reader: Adapter? = nil, grader: any Grader
    ) {
        self.questions = questions
        self.passages = passages ?? questions.map { _ in 0 }
        self.prompt = prompt
        self.answering = answering
        self.reader = reader
        self.grader = grader
    }

    /// Lets several adapters (`nil`: the bare model) answer all questions in one batch, greedily;
    /// result [adapter][question].
    ///
    /// - Throws: `Diagnosis` for a question longer than the window, `CancellationError`.
    public func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [[Answer]] {
        let replies = try await Respondent(
            engine: engine, prompt: prompt, answering: answering, reader: reader
        )
        .replies(of: adapters, to: questions)
        return try await Scoring.grade(replies, to: questions, passages: passages, by: grader)
    }

    /// Lets an adapter (`nil`: the bare model) answer all questions with the passage in view.
    ///
    /// - Throws: `Diagnosis` for a passage longer than the window, `CancellationError`.
    func sit(inView context: Context, by adapter: Adapter?, engine: Engine) async throws -> [Answer] {
        let prompts = try prompt.tokens(questions, inView: context, model: engine.model)
        return try await grade([
            Respondent.texts(
                prompts.map { Respondent.request($0, adapter: adapter) }, engine: engine)
        ])[0]
    }

    /// Answers that were given to all questions, [sheet][question], graded.
    ///
    /// - Throws: What the grader throws.
    func grade(_ sheets: [[String]]) async throws -> [[Answer]] {
        try await Scoring.grade(sheets, to: questions, passages: passages, by: grader)
    }
}

extension [Exam.Answer] {
    /// Share of questions that were answered; 0 without questions.
    public var answered: Double { isEmpty ? 0 : Double(filter(\.isAnswered).count) / Double(count) }
}
