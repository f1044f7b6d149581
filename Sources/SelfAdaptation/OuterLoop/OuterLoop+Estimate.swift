import LanguageModel

extension OuterLoop {
    /// Preferences need the likelihoods of two answers before each step, and train on both.
    private static var preferring: Double { 2.7 }

    /// What the run will come to, without what its journal holds already.
    ///
    /// - Throws: `ModelError` for items that the model can't be asked about, the journal's errors.
    public func estimate(_ items: [D.Item], habits: WritingHabits) async throws -> WorkEstimate {
        let outlooks = try items.map { try domain.outlook($0, habits: habits) }
        let updates = settings.candidates * settings.repeats
        var parts: [WorkPart] = []
        var open: Set<Int> = []
        for round in 0..<rounds {
            for (index, outlook) in outlooks.enumerated() {
                let key = OuterLoopKeys.item(index, round: round)
                guard try await journal.entry(key) == nil else { continue }
                open.insert(index)
                let place = { WorkPart.Place($0, group: round, item: index) }
                parts.append(WorkPart(place(.writing), outlook.writing(settings.candidates)))
                parts.append(WorkPart(place(.training), outlook.training(selfEdits: updates, material: 0)))
                // What the model knows without an update is asked in the first round alone.
                parts.append(
                    WorkPart(place(.examining), outlook.examining(round == 0 ? updates + 1 : updates)))
            }
            guard teacher.engine != nil,
                try await journal.entry(OuterLoopKeys.policy(after: round)) == nil
            else { continue }
            parts.append(WorkPart(WorkPart.Place(.policy, group: round), policyTraining(outlooks)))
        }
        return WorkEstimate(items: open.count, parts: parts)
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
