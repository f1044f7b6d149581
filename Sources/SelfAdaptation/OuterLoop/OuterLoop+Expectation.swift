import LanguageModel

extension OuterLoop {
    /// The E-step for one item: the policy's self-edits, an update for each, and their exams.
    func expect(
        _ item: D.Item, _ index: Int, of count: Int, round: Int, policy: Adapter?
    ) async throws -> ItemRound {
        var stage = OuterLoopProgress(stage: .writing, round: round, item: index, items: count)
        progress(stage)
        var cost = StageCost()
        let before = try await baseline(item, index)
        let written = try await domain.write(
            item, count: settings.candidates, by: author(policy),
            seed: streams.writing(round: round, item: index), clock: clock, cost: &cost)

        stage.stage = .training
        let training = stage
        let trial = try Trial(of: item, in: domain, student: student, clock: clock)
        let candidates = try await trial.score(
            written, repeats: settings.repeats,
            study: { try domain.study(written[$0].map(\.text), of: item) },
            seeds: { candidate, number in
                (
                    streams.start(repeat: number),
                    streams.order(round: round, item: index, candidate: candidate, repeat: number)
                )
            }, cost: &cost,
            progress: { progress(training.at($0)) },
            keep: { adapter, candidate, number in
                guard keepsAll else { return }
                let name = OuterLoopKeys.adapter(
                    item: index, round: round, candidate: candidate, repeat: number)
                try await journal.keep(adapter, as: name, isPolicy: false)
            })
        return ItemRound(before: before, candidates: candidates, cost: cost)
    }

    /// What the model answers without an update: computed once for all rounds.
    private func baseline(_ item: D.Item, _ index: Int) async throws -> Judgement {
        try await journal.remember(OuterLoopKeys.before(item: index), Judgement.self) {
            try await domain.judge([nil], on: item, engine: student)[0]
        }
    }

    private func author(_ policy: Adapter?) -> any SelfEditAuthor {
        switch teacher {
        case .policy(let engine):
            PolicyAuthor(engine: engine, adapter: policy, sampling: settings.sampling)
        case .fixed(let author): author
        }
    }
}
