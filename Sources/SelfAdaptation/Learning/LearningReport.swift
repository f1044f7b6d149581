import LanguageModel
public import Text

/// What one candidate update of a context was and how it did.
public struct CandidateReport: Sendable, Equatable, Codable {
    /// Where the study material came from.
    public enum Origin: String, Sendable, Codable {
        /// The text alone.
        case passage
        /// A self-edit of the policy.
        case selfEdit
        /// Study material from a file.
        case given
    }

    /// Where the study material came from.
    public var origin: Origin
    /// Style of the self-edit; `nil` for the text alone and for given material.
    public var style: SelfEditStyle?
    /// The completion; empty for the text alone.
    public var text: String
    /// How the self-edit asked to be trained on.
    public var directives: TrainingDirectives?
    /// What is trained on, the text itself (in pieces) last.
    public var items: [StudyItem]
    /// What of it was too long to be trained on as it is; `nil` where nothing was.
    public var excess: ExcessMaterial?
    /// Training sequences.
    public var sequences = 0
    /// Rows (tokens) trained on, over all epochs.
    public var rows = 0
    /// Mean loss of the first optimizer step, in nats a token.
    public var firstLoss: Float?
    /// Mean loss of the last optimizer step.
    public var lastLoss: Float?
    /// Score of the exam, or the gain on held-out sentences; `nil` when training failed or was given up.
    public var score: Double?
    /// How far training had come when the race gave this candidate up.
    public var dropped: Dropped?
    /// Answers to the context's questions.
    public var answers: [Exam.Answer] = []
    /// Why training ended early.
    public var failure: String?
    /// What was seen of the adapter while it was trained, by epoch; `nil` in runs from before it was watched.
    public var watch: [WatchFigures]?

    /// Takes in what its trial has come to: a failed or given up update has no score.
    mutating func take(_ outcome: Trial.Outcome, _ reward: Reward, base: Judgement?) {
        let trained = outcome.trained
        sequences = outcome.job.sequences.count
        watch = outcome.figures
        rows = trained.rows
        firstLoss = trained.losses.first
        lastLoss = trained.losses.last
        failure = trained.failure
        dropped = outcome.dropped
        score = outcome.score(reward, base: base)
        answers = score == nil ? [] : outcome.judgement?.answers ?? []
    }

    /// Where and why a race left a candidate behind.
    public struct Dropped: Sendable, Equatable, Codable {
        /// Share of its optimizer steps that had been made.
        public var share: Double
        /// Its score at that time.
        public var score: Double
    }
}

extension CandidateReport {
    /// A self-edit, with the text in pieces after it.
    init(_ edit: SelfEdit, passage: [StudyItem]) {
        self.init(
            origin: edit.style == nil ? .given : .selfEdit, style: edit.style, text: edit.text,
            directives: edit.directives, items: edit.items + passage)
    }

    /// The text alone, in pieces.
    init(passage: [StudyItem]) { self.init(origin: .passage, style: nil, text: "", items: passage) }
}

/// What was tried for one context.
public struct ContextReport: Sendable, Equatable, Codable {
    /// The context.
    public var context: Context
    /// Indices of the document's questions that concern it.
    public var questions: [Int]
    /// Answers to them without an update.
    public var before: [Exam.Answer]
    /// Candidates in the order in which they were made; the text alone is the last.
    public var candidates: [CandidateReport]
    /// Index of the best candidate.
    public var best: Int

    /// Whether it was taught by itself at all: where nothing can be chosen, all contexts are taught together at once.
    public var isTried: Bool { candidates.contains { $0.score != nil || $0.failure != nil } }
}

extension ContextReport {
    /// A context of which there is nothing but the text, to be taught together with others.
    init(untried context: Context, questions: [Int], _ material: [StudyItem]) {
        self.init(
            context: context, questions: questions, before: [],
            candidates: [CandidateReport(passage: material)], best: 0)
    }
}

/// What learning one document came to.
public struct LearningReport: Sendable, Equatable, Codable {
    /// What scores mean.
    public enum Measure: String, Sendable, Codable {
        /// Share of exam questions answered, out of sight of the text.
        case exam
        /// Gain in mean log-probability of held-out sentences, in nats a token.
        case heldOut
    }

    /// Title of the document.
    public var title: String
    /// What scores mean.
    public var measure: Measure
    /// Contexts with their candidates.
    public var contexts: [ContextReport]
    /// Exam questions; empty when there were too few.
    public var questions: [Question]
    /// Answers of the model without the update.
    public var before: [Exam.Answer]
    /// Answers with the final adapter.
    public var after: [Exam.Answer]
    /// Score without the update (0 on held-out sentences, whose score is a gain).
    public var scoreBefore: Double
    /// Score with the final adapter.
    public var scoreAfter: Double
    /// Answers with the final adapter to questions that the document does not answer; `nil` without an exam.
    public var unanswerable: [UnanswerableQuestions.Answer]?
    /// The training of one adapter for several contexts; `nil` where a candidate's is the final one, and in runs from
    /// before it was told.
    public var final: FinalTraining?
    /// Whether the update was kept.
    public var isKept: Bool
    /// Rows (tokens) trained on in all, those of earlier processes included.
    public var rows: Int
    /// Rows that the process which ended the run has trained on.
    public var lastRows: Int
    /// Seconds that it has spent on them.
    public var trainingSeconds: Double
    /// Tokens of the self-edits, whichever process wrote them.
    public var tokensWritten = 0
    /// What the time did not suffice for; `nil` when everything was done.
    public var cut: Cut?

    /// How the training of the final adapter went.
    public struct FinalTraining: Sendable, Equatable, Codable {
        /// What was seen of it, by epoch.
        public var watch: [WatchFigures]
        /// Why it ended early; nothing is kept then.
        public var failure: String?
    }

    /// What was left out when the time was up.
    public struct Cut: Sendable, Equatable, Codable {
        /// Contexts that were not begun.
        public var contexts = 0
        /// Candidates, of contexts that were begun, that were not begun or not finished.
        public var candidates = 0
        /// Whether the adapter for all contexts has not made all its steps.
        public var isFinalCut = false
    }
}
