extension OuterLoopReport {
    /// What a journal holds of a run, complete or not.
    ///
    /// - Throws: The journal's errors.
    public init(
        _ items: [ItemSummary], settings: OuterLoopSettings, rounds: Int? = nil, journal: any RunJournal
    ) async throws {
        var reports: [RoundReport] = []
        for round in 0..<(rounds ?? settings.rounds) {
            var scored: [ItemRound?] = []
            for index in items.indices {
                scored.append(
                    try await journal.recall(
                        OuterLoopKey.item(index, round: round).description, ItemRound.self))
            }
            let complete = scored.compactMap { $0 }
            if complete.isEmpty { break }
            let isWhole = complete.count == items.count
            let policy = OuterLoopKey.policy(after: round, of: isWhole ? nil : complete.count)
                .description
            let learned = try await journal.recall(policy, PolicyReport.self)
            reports.append(
                RoundReport(
                    items: scored,
                    selection: isWhole || learned != nil ? Selection(complete, settings) : nil,
                    // A gain differs from accuracy by the same for all candidates of an item.
                    signals: [Reward.accuracy, .dense].compactMap { RewardSignal($0, items: complete) },
                    policy: learned))
        }
        self.init(
            settings: settings, items: items, rounds: reports, cut: try await WorkCut.noted(in: journal))
    }
}
