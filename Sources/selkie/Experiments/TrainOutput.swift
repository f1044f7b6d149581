import Memory
import ArgumentParser
import Console
import RemoteModels
import SelfAdaptation

/// What is said of an outer loop: a table for people, everything as JSON.
struct TrainOutput: Encodable {
    let name: String
    let kind = ExperimentRecord.Kind.train
    let finished: Bool
    let items: Int
    let candidates: Int
    let repeats: Int
    /// What candidates were selected by.
    let reward: Reward
    let rounds: [Round]
    /// What was expected when the run was begun.
    let estimate: JobEstimate?
    /// The plan that it was begun with, and its file; none where everything is done that was asked for.
    let plan: RecordedPlan?
    let planPath: String?
    /// What the time did not suffice for.
    let cut: WorkCut?
    /// What answers of remote models have cost this time; none when there were none.
    let remote: RemoteUsage.Cost?
    private let noun: String
    private let selfEdit: String
    private let isScoredAsNow: Bool
    /// Whether a policy is to come of it.
    private let canLearn: Bool

    private enum CodingKeys: CodingKey {
        case name, kind, finished, items, candidates, repeats, reward, rounds, estimate, plan, planPath, cut
        case remote
    }

    /// One round in figures.
    struct Round: Encodable {
        let round: Int
        let scored: Int
        let before: Interval?
        let mean: Interval?
        let best: Interval?
        let rewardMean: Interval?
        let rewardBest: Interval?
        let selected: Int?
        let ties: Int?
        let indistinct: Int?
        let hopeless: Int?
        let unusable: Int
        /// Trainings that collapsed and count as all wrong; none where nobody watched.
        let collapsed: Int?
        /// What was seen of adapters while they were trained, [item][self-edit][repeat][epoch].
        let watch: [[[[WatchFigures]]]]?
        let signals: [RewardSignal]
        let training: PolicyReport?
        let policy: String?
        /// How questions were answered without an update, and after training on self-edits.
        let examBefore: AnswerFigures?
        let exam: AnswerFigures?
        let cost: StageCost
    }

    /// The figures of a run.
    ///
    /// - Throws: `Diagnosis`.
    init(
        _ record: ExperimentRecord, _ experiment: TrainExperiment, _ report: OuterLoopReport,
        store: AdapterStore, in session: Session
    ) throws {
        noun = experiment.work.nouns.item
        selfEdit = experiment.work.nouns.selfEdit
        let reward = report.settings.reward
        self.reward = reward
        canLearn = experiment.remote == nil
        remote = session.remote.cost
        let runs = RunStore(store)
        let adapters = try runs.adapters(of: record)
        name = record.name
        estimate = try runs.estimate(of: record)
        let budget = try runs.budget(of: record)
        (plan, planPath) = (budget?.plan, budget?.path)
        cut = report.cut
        finished = try runs.experiment(named: record.name).isFinished
        items = report.items.count
        candidates = report.settings.candidates
        repeats = report.settings.repeats
        rounds = report.rounds.enumerated().map { number, round in
            let scored = round.items.compactMap { $0 }
            let isWhole = scored.count == round.items.count
            let watch = scored.map { $0.candidates.map { $0.watch ?? [] } }
            let isWatched = scored.flatMap(\.candidates).contains { $0.watch != nil }
            let key = OuterLoopKey.policy(after: number, of: isWhole ? nil : scored.count).description
            return Round(
                round: number, scored: scored.count, before: Self.interval(round.befores),
                mean: Self.interval(round.means), best: Self.interval(round.bests),
                rewardMean: Self.interval(round.means(reward)),
                rewardBest: Self.interval(round.bests(reward)),
                selected: round.selection?.choices.count, ties: round.selection?.ties,
                indistinct: round.selection?.indistinct, hopeless: round.selection?.hopeless,
                unusable: scored.flatMap(\.candidates).filter { $0.judgements.isEmpty }.count,
                collapsed: isWatched ? watch.joined().joined().filter(\.hasCollapsed).count : nil,
                watch: isWatched ? watch : nil, signals: round.signals, training: round.policy,
                policy: adapters.first { $0.key == key }?.adapter.name,
                examBefore: round.figuresBefore, exam: round.figures, cost: round.cost)
        }
        isScoredAsNow = experiment.work.isScoredAsNow
    }

    private static func interval(_ scores: [Double]) -> Interval? {
        EvaluationResult(name: "", scores: scores, cost: StageCost()).mean()
    }

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
                Table.Cell(round.mean.map(EvaluationTable.text) ?? ""),
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
        if !isScoredAsNow { Workload.noteOldScoring(of: name, in: session) }
        for round in rounds {
            if let policy = round.policy { try session.print("Policy of round \(round.round): \(policy)") }
        }
        if !rounds.isEmpty { EvaluationTable.warn(of: items, noun, in: session) }
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
