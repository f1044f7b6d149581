import LanguageModel

/// Trains updates of one item together and lets each sit the item's exam.
struct CandidateTrial<D: Domain>: Sendable {
    /// Adapters that are trained in one pack: more take more memory and are no faster.
    private static var together: Int { 16 }

    let domain: D
    let student: Engine
    /// Tells what stages cost.
    let clock: WorkClock

    /// One training of all candidates that come to the same.
    struct Update {
        /// Indices of the candidates.
        let candidates: [Int]
        let job: TrainingJob
    }

    /// Scores candidates; those that would be trained alike are trained once.
    ///
    /// `study` says what a candidate trains on, the domain unless given; `seeds` gives for each candidate and repeat those of its start and of its order; `judging` is told when the exams
    /// begin, `keep` each adapter that was trained, with its candidate and repeat.
    func score(
        _ candidates: [[Writing]], of item: D.Item, repeats: Int,
        study: ((_ candidate: Int) throws -> Study)? = nil,
        seeds: (_ candidate: Int, _ repeat: Int) -> (start: UInt64, order: UInt64),
        cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void,
        judging: () -> Void,
        keep: (Adapter, Int, Int) async throws -> Void = { _, _, _ in }
    ) async throws -> [ScoredCandidate] {
        var scored = candidates.map {
            ScoredCandidate(
                completions: $0.map(\.text), tokens: $0.map(\.tokens).reduce(0, +))
        }
        let groups = try group(&scored, study ?? { try domain.study(candidates[$0].map(\.text), of: item) })
        let updates = groups.flatMap { group in
            (0..<repeats).map { number in
                let study = group.study
                let seed = seeds(group.candidates[0], number)
                let initial = Adapter(student.model.configuration, study.innerLoop.lora, seed: seed.start)
                return Update(
                    candidates: group.candidates,
                    job: TrainingJob(
                        initial: initial, sequences: study.sequences, settings: study.innerLoop.training,
                        seed: seed.order))
            }
        }
        let trained = try await train(updates.map(\.job), cost: &cost, progress: progress)
        let isWatched = try domain.watch() != nil
        var hopeless: Set<Int> = []
        for (update, result) in zip(updates, trained) {
            let figures = WatchFigures.all(result, of: update.job)
            for candidate in update.candidates {
                scored[candidate].rows += result.rows
                scored[candidate].steps = scored[candidate].steps.map { $0 + result.losses.count }
                if isWatched { scored[candidate].watch = (scored[candidate].watch ?? []) + [figures] }
                guard let failure = result.failure else { continue }
                scored[candidate].failure = failure
                if !figures.hasCollapsed { hopeless.insert(candidate) }
            }
        }
        let judged = zip(updates, trained).filter { !hopeless.contains($0.0.candidates[0]) }
        judging()
        let start = clock.now
        var judgements = try await domain.judge(
            judged.filter { $1.failure == nil }.map(\.1.adapter), on: item, engine: student)[...]
        cost.examSeconds += clock.now - start
        for (update, result) in judged {
            let judgement = result.failure == nil ? judgements.removeFirst() : .collapsed
            for candidate in update.candidates {
                if result.failure == nil {
                    try await keep(result.adapter, candidate, scored[candidate].judgements.count)
                }
                scored[candidate].judgements.append(judgement)
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

    /// Trains jobs some at a time, and watches them where the domain does.
    func train(
        _ jobs: [TrainingJob], cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> [TrainedAdapter] {
        let start = clock.now
        let watch = try domain.watch()
        let jobs = watch.map { jobs.map($0.watching) } ?? jobs
        let total = jobs.map(\.rows).reduce(0, +)
        var trained: [TrainedAdapter] = []
        for first in stride(from: 0, to: jobs.count, by: Self.together) {
            let before = trained.map(\.rows).reduce(0, +)
            trained += try await student.train(
                Array(jobs[first..<min(first + Self.together, jobs.count)]), watch: watch?.training
            ) { done, _ in progress(before + done, total) }
        }
        cost.trainingSeconds += clock.now - start
        cost.steps = cost.steps.map { $0 + trained.map(\.losses.count).reduce(0, +) }
        cost.trainedRows += trained.map(\.rows).reduce(0, +)
        return trained
    }
}
