import LanguageModel

extension Trial {
    /// Scores candidates of one item; those that would be trained alike are trained once.
    ///
    /// - Parameters:
    ///   - candidates: What was written of each.
    ///   - repeats: Trainings of each.
    ///   - study: What a candidate trains on; ``UnusableSelfEdit`` is the candidate's failure.
    ///   - seeds: For a candidate and repeat those of its start and of its order.
    ///   - cost: What it takes is added to this.
    ///   - progress: Told what is being done.
    ///   - keep: Told each adapter that was trained, with its candidate and repeat.
    /// - Returns: The candidates, in order.
    /// - Throws: What domain, engine and judges throw.
    func score(
        _ candidates: [[Completion]], repeats: Int, study: (_ candidate: Int) throws -> Study,
        seeds: (_ candidate: Int, _ repeat: Int) -> (start: UInt64, order: UInt64),
        cost: inout StageCost, progress: @Sendable (Stage) -> Void,
        keep: (Adapter, Int, Int) async throws -> Void = { _, _, _ in }
    ) async throws -> [ScoredCandidate] {
        var scored = candidates.map {
            ScoredCandidate(completions: $0.map(\.text), tokens: $0.map(\.tokens).reduce(0, +))
        }
        let groups = try group(&scored, study)
        var starts = StartingAdapters(for: trainer.student.model)
        let jobs = groups.map { group in
            (0..<repeats).map { number in
                let seed = seeds(group.candidates[0], number)
                return starts.job(group.study, start: seed.start, order: seed.order)
            }
        }
        let outcomes = try await run(jobs, cost: &cost, progress: progress)?.updates ?? []
        for (group, outcomes) in zip(groups, outcomes) {
            for candidate in group.candidates {
                for outcome in outcomes { scored[candidate].take(outcome, isWatched: trainer.watch != nil) }
            }
            for (number, outcome) in outcomes.enumerated()
            where outcome.judgement != nil && outcome.trained.failure == nil {
                for candidate in group.candidates {
                    try await keep(outcome.trained.adapter, candidate, number)
                }
            }
        }
        return scored
    }

    /// What is to be trained, each with the candidates that ask for it; the others are told why they fail.
    private func group(
        _ scored: inout [ScoredCandidate], _ study: (_ candidate: Int) throws -> Study
    ) throws -> [(study: Study, candidates: [Int])] {
        var groups: [(study: Study, candidates: [Int])] = []
        for index in scored.indices {
            do {
                let study = try study(index)
                scored[index].directives = study.directives
                if let place = groups.firstIndex(where: { $0.study.trainsLike(study) }) {
                    groups[place].candidates.append(index)
                } else {
                    groups.append((study, [index]))
                }
            } catch let fault as UnusableSelfEdit {
                scored[index].failure = fault.description
            }
        }
        return groups
    }
}

extension ScoredCandidate {
    /// Adds what came of one of its trainings.
    fileprivate mutating func take(_ outcome: Trial.Outcome, isWatched: Bool) {
        rows += outcome.trained.rows
        steps = steps.map { $0 + outcome.trained.losses.count }
        if isWatched { watch = (watch ?? []) + [outcome.figures] }
        failure = outcome.trained.failure ?? failure
        judgements += [outcome.judgement].compactMap { $0 }
    }
}
