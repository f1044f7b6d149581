public import LanguageModel

/// Notices while an update is trained that it makes the model say one thing whatever it is asked, and ends its training.
///
/// The model answers a few questions that everybody can, after the last epoch and, unless training is short, after half of
/// the epochs. Its update has collapsed when more than half of the questions get an answer that another got too, where the
/// bare model tells the two apart, or when it is further from the bare model than ``highestDivergence``.
public struct CollapseWatch: Sendable {
    /// What is asked: nothing that a text is likely to be about, and no two with the same answer.
    public static let probes = [
        Question(question: "How many legs does a spider have?", gold: [], topic: "Spiders"),
        Question(question: "Which day comes after Monday?", gold: [], topic: "Days"),
        Question(question: "What is frozen water called?", gold: [], topic: "Water"),
        Question(question: "What do bees make?", gold: [], topic: "Bees"),
        Question(question: "What colour is a ripe banana?", gold: [], topic: "Bananas"),
        Question(question: "Which planet do people live on?", gold: [], topic: "Planets"),
    ]

    /// The longest answer, in tokens: enough to tell answers apart.
    static let answerLimit = 12

    /// Rows of training for each token of the probes from which on there is a look half-way, so that both looks together
    /// take about 3 % of the training, as measured with the default model.
    private static let fewestRows = 30.0

    /// The highest KL(bare model ‖ update), in nats a token, that is no collapse: of 96 updates that were measured none that
    /// answered anything was above 1.9 (docs/architecture.md), and one that gave a single answer was at 5.
    public static let highestDivergence = 3.0

    /// What the engine is told.
    public let training: TrainingWatch

    /// A watch that asks as exams do.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none and the prompt needs one.
    public init(_ prompt: ExamPrompt, model: LanguageModel) throws {
        let probes = TrainingWatch.Probes(
            prompts: try prompt.tokens(Self.probes, model: model), maxTokens: Self.answerLimit, stop: ["\n"])
        training = TrainingWatch(probes) { look, job in
            WatchFigures(look, of: job).collapse
        }
    }

    /// Tokens of all probes.
    var tokens: Int { training.probes.prompts.map(\.count).reduce(0, +) }

    /// What looking at a training of so many rows takes, with so many tokens of probes.
    ///
    /// As measured, a look takes as long as reading the probes one by one; what they begin with is read once, and the time
    /// that saves goes into short answers.
    static func amount(rows: Double, probes tokens: Int) -> WorkAmount {
        rows == 0 ? WorkAmount() : .reading((isLong(rows, tokens) ? 2 : 1) * Double(tokens))
    }

    private static func isLong(_ rows: Double, _ tokens: Int) -> Bool {
        rows >= fewestRows * Double(tokens)
    }

    /// A job with the steps after which it is looked at.
    func watching(_ job: TrainingJob) -> TrainingJob {
        let epochs = job.settings.epochs
        let half = epochs > 1 && Self.isLong(Double(job.rows), tokens) ? [epochs / 2] : []
        var job = job
        job.looks = Set((half + [epochs]).map { $0 * job.steps.count / max(1, epochs) })
        return job
    }
}
