/// How an evaluation is made.
public struct EvaluationSettings: Sendable, Equatable, Codable {
    /// Self-edits of each author for each item; their scores are averaged.
    public var samples = 1
    /// Trainings of each self-edit; their scores are averaged.
    public var repeats = 1
    /// Whether all items are learned into one adapter, rather than each into one of its own.
    public var isJoint = false
    /// Seed of everything random.
    public var seed: UInt64 = 0

    /// One self-edit, trained once.
    public init() {}
}
