/// What a job will come to: its steps in the order in which they are done.
public struct WorkEstimate: Sendable, Equatable, Codable {
    /// The steps.
    public var parts: [WorkPart]
    /// Passages or tasks.
    public var items: Int

    /// An estimate from steps.
    public init(items: Int, parts: [WorkPart]) {
        self.items = items
        self.parts = parts
    }

    /// Tokens of self-edits that are to be written.
    public var tokensToWrite: Double {
        parts.filter { $0.place.stage == .writing }.map(\.amount.written).reduce(0, +)
    }

    /// Tokens that are to be trained on, over all epochs.
    public var tokensToTrain: Double { parts.map(\.amount.trained).reduce(0, +) }

    /// Seconds of the whole job.
    public func seconds(_ costs: CostModel) -> Double { parts.map(costs.seconds).reduce(0, +) }

    /// Two jobs, one after the other.
    public static func + (one: WorkEstimate, other: WorkEstimate) -> WorkEstimate {
        WorkEstimate(items: one.items + other.items, parts: one.parts + other.parts)
    }
}
