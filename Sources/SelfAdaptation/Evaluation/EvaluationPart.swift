/// One row's part in an item, as an evaluation writes it down.
struct EvaluationPart: Codable, Sendable {
    /// Exams of all samples and repeats.
    var judgements: [Judgement] = []
    /// What was written, by sample.
    var completions: [[String]] = []
    var pooling: EvaluationArm.Pooling
    var cost = StageCost()
    /// What was seen of each adapter while it was trained, by epoch; `nil` where nobody watched.
    var watch: [[WatchFigures]]?

    var accuracy: Double {
        let all = judgements.map(\.accuracy)
        return switch pooling {
        case .mean: all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
        case .best: all.max() ?? 0
        }
    }

    /// The answers that are shown for the item: those given most often, or those of the best where only that counts.
    var answers: [Exam.Answer] {
        if pooling == .best { return judgements.first { $0.accuracy == accuracy }?.answers ?? [] }
        let given = judgements.map(\.answers).filter { !$0.isEmpty }
        let counts = Dictionary(grouping: given) { $0.map(\.text) }.mapValues(\.count)
        let most = counts.values.max()
        return given.first { counts[$0.map(\.text)] == most } ?? []
    }

    /// The name of an item's parts in the journal.
    static func key(item: Int) -> String { "item \(item)" }

    /// The name of a row's parts in the journal, where all items are learned at once.
    static func key(row: Int) -> String { "row \(row)" }
}

extension EvaluationResult {
    /// What a journal holds of an evaluation, complete or not: items that every row has been examined on.
    ///
    /// - Throws: The journal's errors.
    public static func all(
        _ names: [String], items: Int, settings: EvaluationSettings, journal: any RunJournal
    ) async throws -> [EvaluationResult] {
        var columns = names.map { _ in [EvaluationPart]() }
        if settings.isJoint {
            for place in names.indices {
                columns[place] =
                    try await journal.recall(EvaluationPart.key(row: place), [EvaluationPart].self) ?? []
            }
        } else {
            for index in 0..<items {
                let key = EvaluationPart.key(item: index)
                guard let parts = try await journal.recall(key, [EvaluationPart].self) else { continue }
                for (place, part) in zip(names.indices, parts) { columns[place].append(part) }
            }
        }
        return zip(names, columns).map { name, parts in
            EvaluationResult(
                name: name, scores: parts.map(\.accuracy), answers: parts.map(\.answers),
                figures: AnswerFigures(parts.map(\.judgements)),
                cost: parts.map(\.cost).reduce(StageCost(), +),
                watch: parts.contains { $0.watch != nil } ? parts.map { $0.watch ?? [] } : nil)
        }
    }
}
