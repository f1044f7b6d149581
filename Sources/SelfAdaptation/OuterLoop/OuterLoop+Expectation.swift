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
        let candidates = try await CandidateTrial(domain: domain, student: student, clock: clock).score(
            written, of: item, repeats: settings.repeats,
            seeds: { candidate, number in
                (
                    streams.start(repeat: number),
                    streams.order(round: round, item: index, candidate: candidate, repeat: number)
                )
            }, cost: &cost,
            progress: { done, total in
                progress(training.at(done, of: total))
            },
            judging: { progress(training.examined(false)) },
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
