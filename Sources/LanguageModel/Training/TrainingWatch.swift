/// Questions that adapters are asked while they are trained: what they answer, and how far they have come from the base,
/// shows when one has forgotten everything but its text.
///
/// Looking changes nothing that is learned: who is not stopped ends with the same bits as without a watch.
public struct TrainingWatch: Sendable {
    /// What is asked.
    public struct Probes: Sendable, Equatable {
        /// Prompts, of the same adapter one after the other.
        public var prompts: [[Int32]]
        /// The longest answer, in tokens.
        public var maxTokens: Int
        /// Strings that end an answer before that.
        public var stop: [String]

        /// Probes with all their parts.
        public init(prompts: [[Int32]], maxTokens: Int, stop: [String] = []) {
            self.prompts = prompts
            self.maxTokens = maxTokens
            self.stop = stop
        }

        /// Tokens whose keys and values are there while one adapter is asked.
        var cachedTokens: Int { prompts.map { $0.count + maxTokens }.reduce(0, +) }
    }

    /// What is asked.
    public var probes: Probes
    /// Why a training stops after a look; `nil` lets it go on.
    public var verdict: @Sendable (TrainingLook, TrainingJob) -> String?

    /// A watch that asks some probes; ``TrainingJob/looks`` says when.
    public init(_ probes: Probes, verdict: @escaping @Sendable (TrainingLook, TrainingJob) -> String?) {
        self.probes = probes
        self.verdict = verdict
    }
}

/// What an adapter under training was like.
public struct TrainingLook: Sendable, Equatable {
    /// Optimizer steps that it had made.
    public var step: Int
    /// KL(base ‖ adapter) of the next token, in nats: the mean over the places of the base's own answers, the one after
    /// each answer among them; infinite or not a number where the adapter's logits are.
    public var divergence: Double
    /// What it answers, greedily, by probe.
    public var answers: [String]
    /// What the base answers.
    public var baseAnswers: [String]

    /// A look with all its parts.
    public init(step: Int, divergence: Double, answers: [String], baseAnswers: [String]) {
        self.step = step
        self.divergence = divergence
        self.answers = answers
        self.baseAnswers = baseAnswers
    }
}
