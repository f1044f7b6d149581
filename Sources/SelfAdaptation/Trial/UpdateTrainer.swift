import LanguageModel

/// Trains updates together, watches them, and counts what that takes.
struct UpdateTrainer: Sendable {
    /// Parts of a training between which the clock is read.
    private static let slices = 20

    let student: Engine
    /// Notices updates that collapse; none where nobody watches.
    let watch: CollapseWatch?
    /// Tells what training costs.
    let clock: WorkClock
    /// Adapters that are trained in one pack: more take more memory and are no faster.
    var together = 16
    /// Limits the time of ``trainInTime(_:cost:progress:)``; none where there is time enough.
    var allowance: Allowance?

    /// Trains jobs to their ends or pauses, one pack after the other.
    func train(
        _ jobs: [TrainingJob], cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> [TrainedAdapter] {
        let start = clock.now
        let jobs = watch.map { jobs.map($0.watching) } ?? jobs
        let total = jobs.map(\.rowsLeft).reduce(0, +)
        var trained: [TrainedAdapter] = []
        var rows = 0
        for first in stride(from: 0, to: jobs.count, by: together) {
            let pack = jobs[first..<first + min(together, jobs.count - first)]
            let before = rows
            let results = try await student.train(Array(pack), watch: watch?.training) { done, _ in
                progress(before + done, total)
            }
            rows += zip(results, pack).map { $0.rows - ($1.resumed?.rows ?? 0) }.reduce(0, +)
            trained += results
        }
        let steps = zip(trained, jobs).map { $0.losses.count - ($1.resumed?.losses.count ?? 0) }
        cost.trainingSeconds += clock.now - start
        cost.steps = cost.steps.map { steps.reduce($0, +) }
        cost.trainedRows += rows
        return trained
    }

    /// Trains jobs to their ends, or until the time is up.
    ///
    /// - Returns: What they have come to, and whether that is their end.
    func trainInTime(
        _ jobs: [TrainingJob], cost: inout StageCost, progress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> (trained: [TrainedAdapter], isWhole: Bool) {
        guard let allowance else { return (try await train(jobs, cost: &cost, progress: progress), true) }
        let total = jobs.map(\.rows).reduce(0, +)
        var trained: [TrainedAdapter?] = jobs.map { _ in nil }
        var slice = 0
        while true {
            slice += 1
            let open = jobs.indices.filter { trained[$0]?.failure == nil }
            let parts = open.map {
                jobs[$0].paused(at: Double(slice) / Double(Self.slices), from: trained[$0])
            }
            let before = trained.compactMap { $0?.rows }.reduce(0, +)
            let results = try await train(parts, cost: &cost) { done, _ in progress(before + done, total) }
            for (index, result) in zip(open, results) { trained[index] = result }
            let isWhole = slice == Self.slices || trained.allSatisfy { $0?.failure != nil }
            if isWhole || allowance.isOver { return (trained.compactMap { $0 }, isWhole) }
        }
    }
}
