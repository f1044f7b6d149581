import LanguageModel

/// Trains updates of one item together and lets each sit the item's exam.
struct CandidateTrial<D: Domain>: Sendable {
    /// Adapters that are trained in one pack: more take more memory and are no faster.
    private static var together: Int { 16 }

    let domain: D
    let student: Engine

    /// One training of a candidate.
    struct Update {
        /// Index of the candidate.
        let candidate: Int
        let job: TrainingJob
    }

    /// Scores candidates.
    ///
    /// `seeds` gives for each candidate and repeat those of its start and of its order; `keep` is told each adapter
    /// that was trained, with its candidate and repeat.
    func score(
        _ candidates: [[Writing]], of item: D.Item, repeats: Int,
        seeds: (_ candidate: Int, _ repeat: Int) -> (start: UInt64, order: UInt64),
        cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void,
        keep: (Adapter, Int, Int) async throws -> Void = { _, _, _ in }
    ) async throws -> [ScoredCandidate] {
        var scored = candidates.map {
            ScoredCandidate(
                completions: $0.map(\.text), tokens: $0.map(\.tokens).reduce(0, +))
        }
        var updates: [Update] = []
        for index in scored.indices {
            do {
                let study = try domain.study(scored[index].completions, of: item)
                scored[index].directives = study.directives
                updates += (0..<repeats).map { number in
                    let seed = seeds(index, number)
                    let initial = Adapter(student.model.configuration, study.innerLoop.lora, seed: seed.start)
                    return Update(
                        candidate: index,
                        job: TrainingJob(
                            initial: initial, sequences: study.sequences, settings: study.innerLoop.training,
                            seed: seed.order))
                }
            } catch let fault as UnusableSelfEdit {
                scored[index].failure = fault.description
            }
        }
        let trained = try await train(updates.map(\.job), cost: &cost, progress: progress)
        for (update, result) in zip(updates, trained) {
            scored[update.candidate].rows += result.rows
            if let failure = result.failure { scored[update.candidate].failure = failure }
        }
        let good = zip(updates, trained).filter { scored[$0.0.candidate].failure == nil }
        let start = ContinuousClock.now
        let judgements = try await domain.judge(good.map(\.1.adapter), on: item, engine: student)
        cost.examSeconds += (ContinuousClock.now - start) / .seconds(1)
        for ((update, result), judgement) in zip(good, judgements) {
            try await keep(result.adapter, update.candidate, scored[update.candidate].judgements.count)
            scored[update.candidate].judgements.append(judgement)
        }
        return scored
    }

    /// Trains jobs some at a time.
    func train(
        _ jobs: [TrainingJob], cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> [TrainedAdapter] {
        let start = ContinuousClock.now
        let total = jobs.map(\.rows).reduce(0, +)
        var trained: [TrainedAdapter] = []
        for first in stride(from: 0, to: jobs.count, by: Self.together) {
            let before = trained.map(\.rows).reduce(0, +)
            trained += try await student.train(Array(jobs[first..<min(first + Self.together, jobs.count)])) {
                done, _ in progress(before + done, total)
            }
        }
        cost.trainingSeconds += (ContinuousClock.now - start) / .seconds(1)
        cost.trainedRows += trained.map(\.rows).reduce(0, +)
        return trained
    }
}
