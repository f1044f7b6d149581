/// How much of what was asked for a job does: what makes it fit into a budget of time.
///
/// What is given up, and in which order, is a fixed rule for each kind of job; nothing is given up that need not be.
public struct WorkPlan: Sendable, Equatable, Codable {
    /// Passages or tasks that are worked on, the first ones.
    public var passages: Int
    /// Self-edits of each passage; 0 for the text alone.
    public var candidates: Int
    /// Passes over the study material.
    public var epochs: Int
    /// Rounds of an outer loop; 1 for other jobs.
    public var rounds: Int
    /// Trainings of each self-edit.
    public var repeats: Int

    /// A plan with all its parts.
    public init(passages: Int, candidates: Int, epochs: Int, rounds: Int = 1, repeats: Int = 1) {
        self.passages = passages
        self.candidates = candidates
        self.epochs = epochs
        self.rounds = rounds
        self.repeats = repeats
    }

    /// The most of `asked` that fits.
    ///
    /// - Parameters:
    ///   - budget: Seconds that there are.
    ///   - asked: Everything that was asked for.
    ///   - rule: What is given up, the first first; less of the next only when there is the least of the one before.
    ///   - seconds: What a plan takes; no less for more of anything.
    /// - Returns: `nil` when not even the least fits.
    /// - Throws: What `seconds` throws.
    public static func fitting(
        _ budget: Double, asked: WorkPlan, rule: [Reduction],
        seconds: (WorkPlan) async throws -> Double
    ) async rethrows -> WorkPlan? {
        var plan = asked
        if try await seconds(plan) <= budget { return plan }
        for reduction in rule where plan[reduction.quantity] > reduction.least {
            // Estimates take time, so that the most that fits is found by halving.
            var (fits, tooMany) = (reduction.least - 1, plan[reduction.quantity])
            while tooMany - fits > 1 {
                plan[reduction.quantity] = (fits + tooMany) / 2
                if try await seconds(plan) <= budget {
                    fits = plan[reduction.quantity]
                } else {
                    tooMany = plan[reduction.quantity]
                }
            }
            plan[reduction.quantity] = max(fits, reduction.least)
            if fits >= reduction.least { return plan }
        }
        return nil
    }

    /// The least of `asked` that a rule leaves.
    public static func least(of asked: WorkPlan, rule: [Reduction]) -> WorkPlan {
        var plan = asked
        for reduction in rule {
            plan[reduction.quantity] = min(plan[reduction.quantity], reduction.least)
        }
        return plan
    }

    private subscript(quantity: Quantity) -> Int {
        get {
            switch quantity {
            case .passages: passages
            case .candidates: candidates
            case .epochs: epochs
            case .rounds: rounds
            case .repeats: repeats
            }
        }
        set {
            switch quantity {
            case .passages: passages = newValue
            case .candidates: candidates = newValue
            case .epochs: epochs = newValue
            case .rounds: rounds = newValue
            case .repeats: repeats = newValue
            }
        }
    }
}
