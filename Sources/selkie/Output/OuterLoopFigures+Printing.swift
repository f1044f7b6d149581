import ArgumentParser
import Console
import Files
import SelfAdaptation
import Text
import Workbench

// A table for people, everything as JSON.
extension OuterLoopFigures {
    /// Prints the run.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        if session.isJSON { return try JSONText.emit(self, snakeCase: true) }
        let style = Style(for: session.output)
        try session.print(
            "\(style(name, .bold)): \(Quantity.count(items, noun)), \(Quantity.count(candidates, selfEdit)) each, "
                + "\(repeats == 1 ? "trained once" : "each trained \(repeats) times")")
        // Accuracy is what counts; another reward is what was selected by.
        let rewarded = reward == .accuracy ? [] : ["\(reward.rawValue), mean", "best"]
        let collapsed = rounds.contains { $0.collapsed ?? 0 > 0 } ? ["collapsed"] : []
        let heads =
            ["no update", "\(selfEdit)s, mean [95 %]", "best of each", "unusable"] + collapsed + rewarded
            + ["learned from", "ties", "policy's loss", "time"]
        var table = Table(
            [Table.Column("round")] + heads.map { Table.Column($0, alignment: .right) })
        for round in rounds {
            let seconds =
                round.cost.writingSeconds + round.cost.trainingSeconds + round.cost.examSeconds
                + (round.training?.seconds ?? 0)
            let rewards = [round.rewardMean, round.rewardBest].map { value in
                Table.Cell(value.map { Quantity.decimal($0.value, places: 3) } ?? "")
            }
            let scores = [
                Table.Cell(
                    "\(round.round)\(round.scored < items ? " (\(round.scored) of \(items))" : "")"),
                Table.Cell(round.before.map { Quantity.percent($0.value, places: 1) } ?? ""),
                Table.Cell(round.mean.map(EvaluationFigures.text) ?? ""),
                Table.Cell(round.best.map { Quantity.percent($0.value, places: 1) } ?? ""),
                Table.Cell(Quantity.count(round.unusable)),
            ]
            let learning = [
                Table.Cell(round.selected.map { Quantity.count($0) } ?? ""),
                Table.Cell(round.ties.map { Quantity.count($0) } ?? ""),
                Table.Cell(
                    round.training.map {
                        "\(Quantity.decimal($0.firstLoss, places: 2)) → \(Quantity.decimal($0.lastLoss, places: 2))"
                    } ?? ""),
                Table.Cell(Quantity.duration(seconds)),
            ]
            let collapses = collapsed.map { _ in Table.Cell(round.collapsed.map { Quantity.count($0) } ?? "")
            }
            table.append(scores + collapses + (rewarded.isEmpty ? [] : rewards) + learning)
        }
        try session.print(table)
        let first = rounds.first.map { ("no update", $0.examBefore) }
        try ExamTable([first].compactMap { $0 } + rounds.map { ("\($0.round)", $0.exam) }, corner: "round")
            .print(in: session)
        if !isScoredAsNow { session.note(.oldScoring(run: name)) }
        for round in rounds {
            if let policy = round.policy { try session.print("Policy of round \(round.round): \(policy)") }
        }
        if !rounds.isEmpty { EvaluationFigures.warn(of: items, noun, in: session) }
        try printSignals(in: session)
        if let cut {
            try session.print(cut.text(noun, remedy: "'selkie runs resume \(name)' does the rest."))
        }
    }

    /// Prints the run, and ends the program with status 1 when a teacher that could learn has learned nothing.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it, `ArgumentParser.ExitCode`.
    func conclude(in session: Session) throws {
        try print(in: session)
        guard canLearn, let last = rounds.last(where: { $0.scored > 0 }), last.policy == nil else { return }
        if cut?.policies ?? 0 == 0 {
            session.note(
                "Round \(last.round) made no policy: no \(selfEdit) taught more than the others of its \(noun) and "
                    + "more than no update; give more candidates or a lower temperature")
        }
        if rounds.allSatisfy({ $0.policy == nil }) {
            throw ArgumentParser.ExitCode(Console.ExitCode.unachieved)
        }
    }

    /// How well rewards tell self-edits apart, when it was measured.
    private func printSignals(in session: Session) throws {
        guard rounds.contains(where: { !$0.signals.isEmpty }) else { return }
        var table = Table([
            Table.Column("round"), Table.Column("reward"),
            Table.Column("spread between self-edits", alignment: .right),
            Table.Column("between repeats", alignment: .right),
            Table.Column("agreement with other repeats' accuracy", alignment: .right),
        ])
        for round in rounds {
            for signal in round.signals {
                table.append([
                    Table.Cell("\(round.round)"), Table.Cell(signal.reward.rawValue),
                    Table.Cell(Quantity.decimal(signal.between.squareRoot(), places: 3)),
                    Table.Cell(Quantity.decimal(signal.within.squareRoot(), places: 3)),
                    Table.Cell(signal.agreement.map { Quantity.decimal($0, places: 2) } ?? "n/a"),
                ])
            }
        }
        try session.print(table)
    }
}
