/// What is known about a model on a machine: measured rates, and what real jobs made of them.
public struct CostModel: Sendable, Equatable, Codable {
    /// As measured.
    public var rates: WorkRates
    /// What estimates of a kind of work are multiplied by, from what real jobs took.
    public var corrections: [WorkPart.Kind: Double]
    /// How much the model writes.
    public var habits: WritingHabits

    /// Part of a correction that the last job decides.
    private static let weight = 0.5
    /// A correction goes no further than this, either way: beyond, something else was wrong.
    private static let furthest = 5.0
    /// Less estimated work than this, in seconds, tells nothing about a kind.
    private static let least = 2.0

    /// Rates that nothing has corrected yet.
    public init(rates: WorkRates) {
        self.rates = rates
        corrections = [:]
        habits = WritingHabits()
    }

    /// Seconds of one step.
    public func seconds(_ part: WorkPart) -> Double {
        rates.seconds(part.amount) * (corrections[part.place.stage.kind] ?? 1)
    }

    /// Takes in how long steps of each kind took, set against what had been estimated.
    public mutating func learn(_ times: [WorkPart.Kind: WorkTracker.Time]) {
        for (kind, time) in times where time.estimated >= Self.least {
            let known = corrections[kind] ?? 1
            let factor = 1 - Self.weight + Self.weight * time.actual / time.estimated
            corrections[kind] = (known * factor).clamped(to: 1 / Self.furthest...Self.furthest)
        }
    }
}
