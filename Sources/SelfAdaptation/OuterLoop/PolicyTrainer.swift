import Files
import Foundation
import LanguageModel

/// Fine-tunes a policy on completions, step by step, so that a process that dies loses little.
struct PolicyTrainer: Sendable {
    /// Turns of more tokens are not learned from.
    private static let longest = 2048

    /// Name of the policy that is made.
    let key: String
    let engine: Engine
    let settings: PolicySettings
    let seed: UInt64
    let journal: any OuterLoopJournal
    let checkpointInterval: Duration
    let clock: WorkClock
    /// Told the rows (tokens) trained so far and in all.
    let progress: @Sendable (_ done: Int, _ total: Int) -> Void

    /// Makes completions likelier.
    ///
    /// - Throws: `Diagnosis`, `CancellationError`, the journal's errors.
    func tune(_ policy: Adapter, on turns: [PolicyTurn]) async throws -> (Adapter, PolicyReport) {
        let turns = turns.filter(isShortEnough)
        guard !turns.isEmpty else {
            throw failure(
                "nothing that was selected fits into \(limit) tokens with its prompt",
                remedy: "learn from shorter items")
        }
        let job = TrainingJob(
            initial: policy, sequences: turns.map(sequence), settings: settings.training, seed: seed)
        return try await run(job, examples: turns.count) { _, _, _ in nil }
    }

    /// Whether a turn can be learned from as a whole.
    func isShortEnough(_ turn: PolicyTurn) -> Bool { turn.prompt.count + turn.completion.count <= limit }

    func sequence(_ turn: PolicyTurn) -> TrainingSequence {
        TrainingSequence(tokens: turn.prompt + turn.completion, lossStart: turn.prompt.count)
    }

    func failure(_ problem: String, remedy: String) -> Diagnosis {
        Diagnosis(.trainingFailed, place: key, problem: problem, remedy: remedy)
    }

    private var limit: Int { min(Self.longest, engine.model.configuration.contextLength) }

    /// Takes the optimizer steps of a job, from where an earlier process put it aside.
    ///
    /// - Parameters:
    ///   - job: The whole training.
    ///   - examples: What it learns from, for the report.
    ///   - weigh: Called before each step, with the sequences, the step's number and the adapter as it is then; may
    ///     change the sequences' weights and returns the step's loss, or `nil` where that is the training's own.
    /// - Returns: The adapter after the last step, and how its training went.
    /// - Throws: What `weigh` throws; `Diagnosis`, `CancellationError`, the journal's errors.
    func run(
        _ job: TrainingJob, examples: Int,
        weigh: (inout [TrainingSequence], Int, Adapter) async throws -> Double?
    ) async throws -> (Adapter, PolicyReport) {
        var job = job
        let start = clock.now
        var saved = start
        let (earlier, notes) = try await putAside(job)
        var losses = notes.losses
        job.resumed = earlier
        let rows = job.rows
        progress(earlier?.rows ?? 0, rows)
        for step in losses.count..<job.steps.count {
            try Task.checkCancellation()
            let loss = try await weigh(&job.sequences, step, job.resumed?.adapter ?? job.initial)
            job.pause = step + 1
            let training = try await engine.train([job])[0]
            if let failure = training.failure {
                throw self.failure(failure, remedy: "give the policy a lower learning rate")
            }
            job.resumed = training
            losses.append(loss ?? Double(training.losses.last ?? 0))
            progress(training.rows, rows)
            let now = clock.now
            if now - saved >= checkpointInterval / .seconds(1), step + 1 < job.steps.count {
                saved = now
                try await keepCheckpoint(of: training, losses, seconds: notes.seconds + now - start)
            }
        }
        let part = max(1, losses.count / 10)
        let report = PolicyReport(
            sequences: examples, steps: losses.count,
            firstLoss: losses.prefix(part).reduce(0, +) / Double(part),
            lastLoss: losses.suffix(part).reduce(0, +) / Double(part), rows: job.resumed?.rows ?? 0,
            seconds: notes.seconds + clock.now - start)
        return (job.resumed?.adapter ?? job.initial, report)
    }

    /// What a checkpoint holds besides the training.
    private struct Notes: Codable {
        var key: String
        var losses: [Double] = []
        var seconds = 0.0
    }

    private func putAside(_ job: TrainingJob) async throws -> (TrainedAdapter?, Notes) {
        guard let checkpoint = try await journal.checkpoint(like: job.initial),
            let notes = try? JSONDecoder().decode(Notes.self, from: Data(checkpoint.notes.utf8)),
            // A policy that is finished may have left its own behind.
            notes.key == key, notes.losses.count == checkpoint.training.losses.count
        else { return (nil, Notes(key: key)) }
        return (checkpoint.training, notes)
    }

    private func keepCheckpoint(of training: TrainedAdapter, _ losses: [Double], seconds: Double) async throws
    {
        let notes = try JSONEncoder().encode(Notes(key: key, losses: losses, seconds: seconds))
        try await journal.keep(
            checkpoint: TrainingCheckpoint(training, notes: String(decoding: notes, as: UTF8.self)))
    }
}
