import LanguageModel

/// Fine-tunes a policy on completions.
struct PolicyTrainer: Sendable {
    /// Longer turns are cut to this many tokens.
    static let longest = 2048

    let engine: Engine
    let settings: PolicySettings
    let seed: UInt64
    let progress: @Sendable (_ done: Int, _ total: Int) -> Void

    /// Makes completions likelier.
    ///
    /// - Throws: ``UnusableSelfEdit`` when training fails, `ModelError`, `CancellationError`.
    func tune(_ policy: Adapter, on turns: [PolicyTurn]) async throws -> (Adapter, PolicyReport) {
        let start = ContinuousClock.now
        let job = TrainingJob(
            initial: policy, sequences: turns.map(sequence), settings: settings.training, seed: seed)
        let trained = try await engine.train([job], progress: progress)[0]
        if let failure = trained.failure {
            throw UnusableSelfEdit("the policy's training failed: \(failure)")
        }
        let report = report(
            trained.losses.map(Double.init), sequences: turns.count, rows: trained.rows, since: start)
        return (trained.adapter, report)
    }

    func sequence(_ turn: PolicyTurn) -> TrainingSequence {
        let limit = min(Self.longest, engine.model.configuration.contextLength)
        return TrainingSequence(
            tokens: Array((turn.prompt + turn.completion).prefix(limit)), lossStart: turn.prompt.count)
    }

    func report(
        _ losses: [Double], sequences: Int, rows: Int, since start: ContinuousClock.Instant
    ) -> PolicyReport {
        let part = max(1, losses.count / 10)
        return PolicyReport(
            sequences: sequences, steps: losses.count,
            firstLoss: losses.prefix(part).reduce(0, +) / Double(part),
            lastLoss: losses.suffix(part).reduce(0, +) / Double(part), rows: rows,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }
}
