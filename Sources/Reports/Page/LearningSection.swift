import SelfAdaptation
import Text

/// What the policy learned from, and what its rewards are worth.
extension Section {
    static func learning(_ report: OuterLoopReport, _ words: DomainDescriptor) -> Section {
        let heads = ["learned from", "ties", "indistinct", "hopeless", "unusable self-edits"]
        let rows = report.rounds.enumerated().map { number, round -> (String, [String]) in
            let selection = round.selection
            let unusable = round.items.compactMap { $0 }.flatMap(\.candidates)
                .filter { $0.judgements.isEmpty }.count
            let counts = [
                selection?.choices.count, selection?.ties, selection?.indistinct, selection?.hopeless,
                unusable,
            ]
            return ("\(number)", counts.map { $0.map(Quantity.count) ?? "n/a" })
        }
        return Section(
            id: "selection", heading: "What was learned from",
            notes: [
                "Ties: \(words.items) in which several self-edits share the highest reward and a second measure decides. "
                    + "Indistinct: \(words.items) whose self-edits no measure tells apart. Hopeless: \(words.items) whose best "
                    + "self-edit earned too little. Nothing is learned from the last two."
            ],
            tables: [
                PageTable(
                    "Selected self-edits, and \(words.items) by kind", corner: "round", heads: heads,
                    rows: rows)
            ]
                + training(report))
    }

    private static func training(_ report: OuterLoopReport) -> [PageTable] {
        let rows = report.rounds.enumerated().compactMap { number, round -> (String, [String])? in
            guard let policy = round.policy else { return nil }
            return (
                "\(number)",
                [
                    Quantity.count(policy.sequences), Quantity.count(policy.steps),
                    Quantity.decimal(policy.firstLoss, places: 3),
                    Quantity.decimal(policy.lastLoss, places: 3),
                    Quantity.count(policy.rows), Quantity.duration(policy.seconds),
                ]
            )
        }
        guard !rows.isEmpty else { return [] }
        return [
            PageTable(
                "The policy's training after each round", corner: "round",
                heads: ["completions", "steps", "loss at first", "loss at last", "tokens", "time"], rows: rows
            )
        ]
    }

    /// Rewards by how well they tell self-edits apart; `nil` when self-edits were trained only once.
    static func signals(_ report: OuterLoopReport) -> Section? {
        let rows = report.rounds.enumerated().flatMap { number, round in
            round.signals.map { signal -> (String, [String]) in
                let total = signal.between + signal.within
                return (
                    "\(number)",
                    [
                        signal.reward.rawValue,
                        Quantity.decimal(signal.between.squareRoot(), places: 3),
                        Quantity.decimal(signal.within.squareRoot(), places: 3),
                        total > 0 ? FigureText.share(signal.between / total, places: 0) : "n/a",
                        signal.agreement.map { FigureText.decimal($0, places: 2) } ?? "n/a",
                    ]
                )
            }
        }
        guard !rows.isEmpty else { return nil }
        return Section(
            id: "signals", heading: "What a reward is worth",
            notes: [
                "Each self-edit was trained several times. A reward is worth learning from when self-edits differ by "
                    + "more than repeats of the same one do. Agreement is the rank correlation of one training's "
                    + "reward with the accuracy of the self-edit's other trainings, 1 at best."
            ],
            tables: [
                PageTable(
                    "Spread of rewards, as standard deviations", corner: "round",
                    heads: [
                        "reward", "between self-edits", "between repeats",
                        "share of variance between self-edits", "agreement",
                    ], rows: rows)
            ])
    }
}
