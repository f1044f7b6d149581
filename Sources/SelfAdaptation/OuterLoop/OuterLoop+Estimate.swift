import LanguageModel

extension OuterLoop {
    /// Preferences need the likelihoods of two answers before each step, and train on both.
    private static var preferring: Double { 2.7 }

    /// What the run will come to, without what its journal holds already.
    ///
    /// - Throws: `Diagnosis` for items that the model can't be asked about, the journal's errors.
    public func estimate(_ items: [D.Item], habits: WritingHabits) async throws -> WorkEstimate {
        try await estimate(try items.map { try domain.outlook($0, habits: habits) })
    }

    /// The same for items whose outlooks are known.
    ///
    /// - Throws: The journal's errors.
    public func estimate(_ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        var parts: [WorkPart] = []
        var open: Set<Int> = []
        for round in 0..<rounds {
            for (index, outlook) in outlooks.enumerated() {
                let key = OuterLoopKey.item(index, round: round).description
                guard try await journal.entry(key) == nil else { continue }
                open.insert(index)
                parts += steps(outlook, index, round: round)
            }
            guard teacher.engine != nil,
                try await journal.entry(OuterLoopKey.policy(after: round, of: nil).description) == nil
            else { continue }
            parts.append(WorkPart(WorkPart.Place(.policy, group: round), policyTraining(outlooks)))
        }
        return WorkEstimate(items: open.count, parts: parts)
    }

    /// The steps of one item in a round.
    private func steps(_ outlook: ItemOutlook, _ index: Int, round: Int) -> [WorkPart] {
        let updates = settings.candidates * settings.repeats
        let place = { WorkPart.Place($0, group: round, item: index) }
        return [
            WorkPart(place(.writing), outlook.writing(settings.candidates)),
            WorkPart(place(.training), outlook.training(selfEdits: updates, material: 0)),
            // What the model knows without an update is asked in the first round alone.
            WorkPart(place(.examining), outlook.examining(round == 0 ? updates + 1 : updates)),
        ]
    }

    /// The same as an allowance has to know them.
    func steps(of item: D.Item, _ index: Int, round: Int) throws -> [WorkPart] {
        guard let allowance else { return [] }
        return steps(try domain.outlook(item, habits: allowance.costs.habits), index, round: round)
    }

    /// The policy's training on some items, where it can be trained, as an allowance has to know it.
    func policySteps(_ items: [D.Item], round: Int) throws -> [WorkPart] {
        guard let allowance, teacher.engine != nil else { return [] }
        let outlooks = try items.map { try domain.outlook($0, habits: allowance.costs.habits) }
        return [WorkPart(WorkPart.Place(.policy, group: round), policyTraining(outlooks))]
    }

    /// Fine-tuning on what is selected of each item.
    private func policyTraining(_ outlooks: [ItemOutlook]) -> WorkAmount {
        let policy = settings.policy
        let selected = settings.selection == .best ? 1 : Double(settings.candidates) / 2
        let rows = outlooks.map(\.turns).reduce(0, +) * selected * Double(policy.training.epochs)
        let share = policy.lora.share(of: student.model)
        return policy.step == .sft
            ? .training(rows, share: share) : Self.preferring * WorkAmount.training(rows, share: share)
    }
}
