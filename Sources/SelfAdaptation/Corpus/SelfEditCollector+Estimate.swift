extension SelfEditCollector {
    /// What writing will come to, and measuring where an item has an exam, without what the journal holds already.
    ///
    /// - Throws: `Diagnosis` for items that the model can't be asked about, the journal's errors.
    public func estimate(_ items: [KnowledgeItem], habits: WritingHabits) async throws -> WorkEstimate {
        try await estimate(items, try items.map { try domain.outlook($0, habits: habits) })
    }

    /// The same for items whose outlooks are known.
    ///
    /// - Throws: The journal's errors.
    public func estimate(_ items: [KnowledgeItem], _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        var parts: [WorkPart] = []
        var open = 0
        for (index, item) in items.enumerated() {
            guard try await journal.entry(Self.key(index)) == nil else { continue }
            open += 1
            parts += steps(of: item, index, outlooks[index])
        }
        return WorkEstimate(items: open, parts: parts)
    }

    /// The steps of one item, as an allowance has to know them.
    func steps(of item: KnowledgeItem, _ index: Int) throws -> [WorkPart] {
        guard let allowance else { return [] }
        return steps(of: item, index, try domain.outlook(item, habits: allowance.costs.habits))
    }

    private func steps(of item: KnowledgeItem, _ index: Int, _ outlook: ItemOutlook) -> [WorkPart] {
        let place = { WorkPart.Place($0, item: index) }
        let writing = WorkPart(place(.writing), outlook.writing(settings.candidates))
        guard !item.questions.isEmpty else {
            return [writing, WorkPart(place(.examining), WorkAmount())]
        }
        return [
            writing,
            WorkPart(place(.training), outlook.training(selfEdits: settings.candidates, material: 0)),
            WorkPart(place(.examining), outlook.examining(settings.candidates + 1)),
        ]
    }
}
