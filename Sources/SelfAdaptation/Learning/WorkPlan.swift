import LanguageModel

/// How much of what was asked for a learning run does: what makes it fit into a budget of time.
///
/// The rule, the same for everybody: self-edits are given up first, down to the text alone, for a text teaches about as
/// much as the best of several self-edits; then epochs, down to six; then passages, from the
/// end. Nothing is given up that need not be.
public struct WorkPlan: Sendable, Equatable, Codable {
    /// Passages that are learned, the first ones.
    public var passages: Int
    /// Self-edits of each passage; 0 for the text alone.
    public var candidates: Int
    /// Passes over the study material.
    public var epochs: Int

    /// Fewer epochs than this teach too little.
    public static let fewestEpochs = 6

    /// A plan with all its parts.
    public init(passages: Int, candidates: Int, epochs: Int) {
        self.passages = passages
        self.candidates = candidates
        self.epochs = epochs
    }

    /// The most of `asked` that fits.
    ///
    /// - Parameters:
    ///   - budget: Seconds that there are.
    ///   - asked: Everything that was asked for.
    ///   - seconds: What a plan takes; no less for more of anything.
    /// - Returns: `nil` when not even the text of one passage fits.
    /// - Throws: What `seconds` throws.
    public static func fitting(
        _ budget: Double, asked: WorkPlan, seconds: (WorkPlan) throws -> Double
    ) rethrows -> WorkPlan? {
        var plan = asked
        while try seconds(plan) > budget {
            if plan.candidates > 0 {
                plan.candidates -= 1
            } else if plan.epochs > fewestEpochs {
                plan.epochs -= 1
            } else {
                return try mostPassages(of: plan, budget, seconds)
            }
        }
        return plan
    }

    /// The plan with the most passages that fit; found by halving, since estimates take time.
    private static func mostPassages(
        of plan: WorkPlan, _ budget: Double, _ seconds: (WorkPlan) throws -> Double
    ) rethrows -> WorkPlan? {
        var plan = plan
        var (fits, tooMany) = (0, plan.passages)
        while tooMany - fits > 1 {
            plan.passages = (fits + tooMany) / 2
            if try seconds(plan) > budget { tooMany = plan.passages } else { fits = plan.passages }
        }
        plan.passages = fits
        return fits > 0 ? plan : nil
    }
}

extension LearningSettings {
    /// The settings as a plan has them.
    public func following(_ plan: WorkPlan) -> LearningSettings {
        var settings = self
        settings.passageOnly = passageOnly || plan.candidates == 0
        settings.candidates = max(1, plan.candidates)
        settings.innerLoop.training.epochs = plan.epochs
        settings.race = false
        settings.isStepwise = true
        return settings
    }
}

extension Question {
    /// The questions about the first contexts of a document, where the others are not learned.
    public static func asked(_ questions: [Question], of contexts: [Context], first count: Int) -> [Question]
    {
        guard count < contexts.count else { return questions }
        let owners = QuestionOwners(questions, contexts: contexts)
        let taught = Set((0..<count).flatMap(owners.questions))
        return questions.indices.filter(taught.contains).map { questions[$0] }
    }
}
