import LanguageModel
public import Text

/// How passages are taught.
public struct KnowledgeSettings: Sendable, Equatable, Codable {
    /// What authors are asked to write.
    public var style = SelfEditStyle.rewrite
    /// The inner loop.
    public var innerLoop = InnerLoopSettings()
    /// How exam questions are asked.
    public var prompt = ExamPrompt.chat
    /// How they are answered; `nil` for directly.
    public var answering: Answering?
    /// Whether passages are shown to authors, and learned, some sentences at a time; else whole, as SEAL does.
    public var isPiecewise = true
    /// How long these pieces are; `nil` in runs that were begun when they were measured in words.
    public var pieceSize: TextSize? = .pieces
    /// Times that each piece of a passage is learned with words left out, beside itself; `nil` for none.
    public var restorations: Int?
    /// How exams are scored; `nil` in runs that were begun when there was another way.
    public var scoring: Scoring? = .answered

    /// The defaults, which are what measurements favour.
    public init() {}

    /// Passes over study material that suit it: half as many where each piece comes several times in each.
    package static func epochs(restorations: Int) -> Int {
        restorations > 0 ? 5 : InnerLoopSettings().training.epochs
    }

    /// How long the pieces are that passages are taught in; `nil` where they are taught whole.
    public var pieces: TextSize? { isPiecewise ? pieceSize ?? .pieces : nil }
}
