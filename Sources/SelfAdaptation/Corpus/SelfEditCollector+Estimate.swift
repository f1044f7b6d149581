extension SelfEditCollector {
    /// What writing will come to, and measuring where an item has an exam, without what the journal holds already.
    ///
    /// - Throws: `ModelError` for items that the model can't be asked about, the journal's errors.
    public func estimate(_ items: [KnowledgeItem], habits: WritingHabits) async throws -> WorkEstimate {
        var parts: [WorkPart] = []
        var open = 0
        for (index, item) in items.enumerated() {
            guard try await journal.entry(Self.key(index)) == nil else { continue }
            open += 1
            let outlook = try domain.outlook(item, habits: habits)
            let place = { WorkPart.Place($0, item: index) }
            parts.append(WorkPart(place(.writing), outlook.writing(settings.candidates)))
            guard !item.questions.isEmpty else {
                parts.append(WorkPart(place(.examining), WorkAmount()))
                continue
            }
            let training = outlook.training(selfEdits: settings.candidates, material: 0)
            parts.append(WorkPart(place(.training), training))
            parts.append(WorkPart(place(.examining), outlook.examining(settings.candidates + 1)))
        }
        return WorkEstimate(items: open, parts: parts)
    }
}
