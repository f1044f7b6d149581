public import LanguageModel
public import Text

/// Everything that decides what a learning run does, its inputs apart.
public struct LearningSettings: Sendable, Equatable, Codable {
    /// Self-edits sampled for each context.
    public var candidates = 5
    /// What the policy is asked to write.
    public var style = SelfEditStyle.rewrite
    /// How self-edits are sampled.
    public var sampling = SamplingOptions(temperature: 0.5, topP: 0.95)
    /// The inner loop.
    public var innerLoop = InnerLoopSettings()
    /// How exam questions are asked.
    public var prompt = ExamPrompt.chat
    /// How they are answered; `nil` for directly.
    public var answering: Answering?
    /// Fewer questions of the model's own than this can't tell candidates apart; held-out sentences take their place.
    public var fewestQuestions = 3
    /// Gives up the worse half of a context's self-edits part of the way.
    public var race = false
    /// How long the pieces are that a text is taught in; `nil` in runs that were begun when they were measured in words.
    public var pieceSize: TextSize? = .pieces
    /// Times that each piece of a text is learned with words left out, beside itself; `nil` for none.
    public var restorations: Int?
    /// Trains on the text alone, without self-edits.
    public var passageOnly = false
    /// Whether candidates come one after the other, the text alone first, so that those which are finished count when
    /// the time is up; else those of a context are trained together.
    public var isStepwise = false
    /// How exams are scored.
    public var scoring: Scoring? = .answered
    /// Seed of everything random.
    public var seed: UInt64 = 0

    /// The defaults, which are what measurements favour.
    public init() {}

    /// Whether so many contexts are taught together at once: where there is nothing to choose from, each by itself would tell
    /// nothing that is of use.
    func isJointAlone(_ contexts: Int, given completions: [[String]]?) -> Bool {
        passageOnly && completions == nil && contexts > 1
    }

    /// The settings of the domain that a document's passages belong to.
    var knowledge: KnowledgeSettings {
        var knowledge = KnowledgeSettings()
        knowledge.style = style
        knowledge.innerLoop = innerLoop
        knowledge.prompt = prompt
        knowledge.answering = answering
        knowledge.restorations = restorations
        knowledge.pieceSize = pieceSize
        return knowledge
    }
}
