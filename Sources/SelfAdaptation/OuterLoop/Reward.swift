/// What candidates are ranked by.
public enum Reward: String, Sendable, Codable, CaseIterable {
    /// The exam's score, for passages the share of questions answered; candidates that answer none are not learned from.
    case accuracy
    /// The same less what the model reaches without an update: candidates that gain nothing are not learned from.
    case gain
    /// How near the update came (``Judgement/dense``).
    case dense = "closeness"

    /// The value of a judgement; `nil` where an item's exam can't give it.
    public func value(of judgement: Judgement, before: Judgement) -> Double? {
        switch self {
        case .accuracy: judgement.accuracy
        case .gain: judgement.accuracy - before.accuracy
        case .dense: judgement.dense
        }
    }

    /// What decides between candidates of equal reward.
    public var tieBreaker: Reward { self == .dense ? .accuracy : .dense }
}
