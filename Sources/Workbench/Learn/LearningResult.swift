import Memory
import RemoteModels
import SelfAdaptation
import Text

/// What a learning run came to, as scripts read it.
package struct LearningResult: Codable {
    private let documents: [Document]
    /// How long it took.
    package let seconds: Double
    /// Tokens that were trained on, by earlier processes of the run, too.
    package let rows: Int
    /// Tokens a second of training.
    package let rowsPerSecond: Double
    /// What was expected.
    package let estimate: JobEstimate
    private let tokensWritten: Int
    private let memory: MemoryFigures
    private let plan: RecordedPlan?
    private let planPath: String?
    /// Documents that were planned and not begun; none when the time sufficed.
    package let documentsCut: Int?
    private let remote: RemoteUsage.Cost?
    /// Whether the model knows more than before.
    package private(set) var isAnythingKept = false

    private enum CodingKeys: String, CodingKey {
        case documents, seconds, rows, estimate, memory, plan, remote
        case rowsPerSecond = "rows_per_second"
        case tokensWritten = "tokens_written"
        case planPath = "plan_path"
        case documentsCut = "documents_cut"
    }

    init(
        _ outcomes: [LearningOutcome], of schedule: LearningSchedule, seconds: Double, estimate: JobEstimate,
        memory: MemoryFigures, remote: RemoteUsage.Cost?
    ) {
        let reports = outcomes.map(\.report)
        let training = reports.map(\.trainingSeconds).reduce(0, +)
        rowsPerSecond = training > 0 ? Double(reports.map(\.lastRows).reduce(0, +)) / training : 0
        rows = reports.map(\.rows).reduce(0, +)
        tokensWritten = reports.map(\.tokensWritten).reduce(0, +)
        isAnythingKept = outcomes.contains(where: \.isAnswering)
        let begun = Set(schedule.jobs.prefix(outcomes.count).map(\.group.source))
        let cut = Set(schedule.jobs.map(\.group.source)).subtracting(begun)
        documentsCut = cut.isEmpty ? nil : cut.count
        documents = outcomes.map(Document.init)
        plan = schedule.budget.plan
        planPath = schedule.budget.path
        self.seconds = seconds
        self.estimate = estimate
        self.memory = memory
        self.remote = remote
    }
}

extension LearningResult {
    private struct Document: Codable {
        let title: String
        let measure: String
        let contexts: [String]
        let candidates: [Candidate]
        let questions: [Question]
        let scoreBefore: Double
        let scoreAfter: Double
        let scoreBeforeInterval: [Double]?
        let scoreAfterInterval: [Double]?
        let examBefore: AnswerFigures?
        let examAfter: AnswerFigures?
        let final: LearningReport.FinalTraining?
        let kept: Bool
        let adapter: String?
        let adapterName: String?
        let part: String?
        let version: VersionFigures?
        let cut: Cut?

        private enum CodingKeys: String, CodingKey {
            case title, measure, contexts, candidates, questions, final, kept, adapter, part, version, cut
            case adapterName = "adapter_name"
            case examBefore = "exam_before"
            case examAfter = "exam_after"
            case scoreBefore = "score_before"
            case scoreAfter = "score_after"
            case scoreBeforeInterval = "score_before_interval"
            case scoreAfterInterval = "score_after_interval"
        }

        init(_ outcome: LearningOutcome) {
            let report = outcome.report
            title = report.title
            measure = report.measure == .exam ? "exam" : "held_out"
            contexts = report.contexts.map(\.context.title)
            candidates = report.contexts.enumerated().flatMap { place, context in
                context.candidates.enumerated().map { index, candidate in
                    Candidate(candidate, context: place, isBest: index == context.best)
                }
            }
            questions = report.questions.indices.map { Question(report, index: $0) }
            scoreBefore = report.scoreBefore
            scoreAfter = report.scoreAfter
            scoreBeforeInterval = Self.interval(report.before)
            scoreAfterInterval = Self.interval(report.after)
            examBefore = AnswerFigures(report.before)
            examAfter = AnswerFigures(report.after, unanswerable: report.unanswerable)
            final = report.final
            kept = report.isKept
            adapter = outcome.folder
            adapterName = outcome.adapter?.name
            part = outcome.part
            version = outcome.version.map(VersionFigures.init)
            cut = report.cut.map(Cut.init)
        }

        private static func interval(_ answers: [Exam.Answer]) -> [Double]? {
            Proportion.interval(successes: answers.filter(\.isAnswered).count, of: answers.count).map {
                [$0.low, $0.high]
            }
        }
    }

    private struct Cut: Codable {
        let contexts: Int
        let candidates: Int
        let isFinalCut: Bool

        private enum CodingKeys: String, CodingKey {
            case contexts, candidates
            case isFinalCut = "is_final_cut"
        }

        init(_ cut: LearningReport.Cut) {
            contexts = cut.contexts
            candidates = cut.candidates
            isFinalCut = cut.isFinalCut
        }
    }

    private struct Candidate: Codable {
        let context: Int
        let style: String
        let text: String
        let sequences: Int
        let rows: Int
        let lossFirst: Float?
        let lossLast: Float?
        let score: Double?
        let best: Bool
        let failure: String?
        let tooLong: ExcessMaterial?
        let watch: [WatchFigures]?
        let directives: Directives?
        let droppedAt: Double?
        let droppedScore: Double?

        private enum CodingKeys: String, CodingKey {
            case context, style, text, sequences, rows, score, best, failure, watch, directives
            case droppedAt = "dropped_at"
            case droppedScore = "dropped_score"
            case tooLong = "too_long"
            case lossFirst = "loss_first"
            case lossLast = "loss_last"
        }

        init(_ candidate: CandidateReport, context: Int, isBest: Bool) {
            self.context = context
            style =
                switch candidate.origin {
                case .passage: "passage"
                case .selfEdit: candidate.style?.rawValue ?? ""
                case .given: "given"
                }
            text = candidate.text
            sequences = candidate.sequences
            rows = candidate.rows
            lossFirst = candidate.firstLoss
            lossLast = candidate.lastLoss
            score = candidate.score
            best = isBest && candidate.failure == nil
            failure = candidate.failure
            tooLong = candidate.excess
            watch = candidate.watch
            directives = candidate.directives.map(Directives.init)
            droppedAt = candidate.dropped?.share
            droppedScore = candidate.dropped?.score
        }
    }

    private struct Directives: Codable {
        let learningRate: Float?
        let epochs: Int?
        let rank: Int?
        let layers: String?

        private enum CodingKeys: String, CodingKey {
            case epochs, rank, layers
            case learningRate = "learning_rate"
        }

        init(_ directives: TrainingDirectives) {
            learningRate = directives.learningRate
            epochs = directives.epochs
            rank = directives.rank
            layers = directives.layers?.rawValue
        }
    }

    private struct Question: Codable {
        let question: String
        let gold: [String]
        let before: String
        let after: String
        let beforeOutcome: Exam.Answer.Outcome?
        let afterOutcome: Exam.Answer.Outcome?
        let beforeCorrect: Bool
        let afterCorrect: Bool
        let recalled: [String]?

        private enum CodingKeys: String, CodingKey {
            case question, gold, before, after, recalled
            case beforeOutcome = "before_outcome"
            case afterOutcome = "after_outcome"
            case beforeCorrect = "before_correct"
            case afterCorrect = "after_correct"
        }

        init(_ report: LearningReport, index: Int) {
            question = report.questions[index].question
            gold = report.questions[index].gold
            before = report.before[index].text
            after = report.after[index].text
            beforeOutcome = report.before[index].outcome
            afterOutcome = report.after[index].outcome
            beforeCorrect = report.before[index].isCorrect
            afterCorrect = report.after[index].isCorrect
            recalled = report.after[index].recalled?.texts
        }
    }
}
