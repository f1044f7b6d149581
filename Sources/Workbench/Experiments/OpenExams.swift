import LanguageModel
import Memory
import SelfAdaptation

/// Writes the exams that items lack; what was written is remembered.
struct OpenExams {
    let writer: ExamWriter
    let journal: any RunJournal

    /// The items with what an earlier process has written about them.
    ///
    /// - Throws: The journal's errors.
    func recalled(_ items: [KnowledgeItem]) async throws -> [KnowledgeItem] {
        var known = items
        for index in items.indices where items[index].isOpen {
            known[index].questions = try await journal.recall(Self.key(index), [Question].self) ?? []
        }
        return known
    }

    /// The items with their exams, in order, as far as they are wanted and there is time.
    ///
    /// - Parameters:
    ///   - items: Items, of which some may have exams.
    ///   - most: The most items with an exam to find; `nil` for the exam of each, even if there is nothing to ask.
    ///   - place: Where it is done, in what time.
    ///   - title: What is shown meanwhile.
    /// - Returns: With a `most` only items that have questions; and whether the time was up before.
    /// - Throws: Errors of model, grader and store; what has been written stays.
    func written(
        _ items: [KnowledgeItem], most: Int? = nil, in place: Workplace, title: String
    ) async throws -> (items: [KnowledgeItem], isCut: Bool) {
        let costs = place.pace.costs
        let open = WorkEstimate.exams(
            of: try await recalled(items), model: place.engine.model, habits: costs.habits)
        let meter = JobMeter(title, costs: costs, noun: "passage", at: place.bench)
        if !open.parts.isEmpty { meter.expect(open) }
        defer { place.pace.learned(from: meter) }
        var written: [KnowledgeItem] = []
        for (index, item) in items.enumerated() where written.count < most ?? .max {
            var item = item
            if item.isOpen {
                let step = WorkPart.Place(.writingExam, item: index)
                let known = try await journal.recall(Self.key(index), [Question].self)
                meter.show(step, "passage \(index + 1) of \(items.count)")
                let parts = open.parts.filter { $0.place == step }
                let questions =
                    if let known { known } else {
                        try await place.budget.flatMap(\.allowance).attempt(parts) {
                            [writer, context = item.context] in try await writer.write([context])
                        }
                    }
                guard let questions else { return (written, true) }
                if known == nil { try await journal.write(questions, as: Self.key(index)) }
                item.questions = questions
            }
            if most == nil || !item.isOpen { written.append(item) }
        }
        return (written, false)
    }

    private static func key(_ index: Int) -> String { "questions \(index)" }
}
