/// Time and tokens spent, by stage.
public struct StageCost: Sendable, Equatable, Codable {
    /// Seconds of writing self-edits.
    public var writingSeconds = 0.0
    /// Tokens written.
    public var writtenTokens = 0
    /// Seconds of training candidates.
    public var trainingSeconds = 0.0
    /// Rows (tokens) trained on, over all epochs.
    public var trainedRows = 0
    /// Optimizer steps; `nil` in runs from before they were counted.
    public var steps: Int? = 0
    /// Seconds of exams.
    public var examSeconds = 0.0

    /// Nothing spent.
    public init() {}

    /// Both together.
    public static func + (one: StageCost, other: StageCost) -> StageCost {
        var sum = one
        sum.writingSeconds += other.writingSeconds
        sum.writtenTokens += other.writtenTokens
        sum.trainingSeconds += other.trainingSeconds
        sum.trainedRows += other.trainedRows
        sum.steps = if let mine = one.steps, let others = other.steps { mine + others } else { nil }
        sum.examSeconds += other.examSeconds
        return sum
    }
}

extension StageCost {
    /// A share of a cost, 0...1, with the steps that are its own.
    func share(_ share: Double, steps: Int?) -> StageCost {
        var part = self
        part.writingSeconds *= share
        part.trainingSeconds *= share
        part.examSeconds *= share
        part.writtenTokens = Int((Double(writtenTokens) * share).rounded())
        part.trainedRows = Int((Double(trainedRows) * share).rounded())
        part.steps = steps
        return part
    }
}

extension Domain {
    /// Lets an author write self-edits, and counts what that costs.
    func write(
        _ item: Item, count: Int, by author: any SelfEditAuthor, seed: UInt64, clock: WorkClock,
        cost: inout StageCost
    ) async throws -> [[Completion]] {
        let start = clock.now
        let written = try await write(item, count: count, by: author, seed: seed)
        cost.writingSeconds += clock.now - start
        cost.writtenTokens += written.joined().map(\.tokens).reduce(0, +)
        return written
    }
}
