import Foundation
import LanguageModel

extension PolicyTrainer {
    /// Two answers to the same prompt.
    struct Pair: Sendable {
        /// The one that taught more.
        let chosen: PolicyTurn
        /// The one that taught less.
        let rejected: PolicyTurn
    }

    /// Makes chosen answers likelier than rejected ones, relative to the policy that training begins with.
    ///
    /// The gradient of the loss is that of a weighted likelihood, whose weights are computed before each step: -β·σ(-z)
    /// for the chosen answer and its opposite for the rejected one, z = β·(gain of the chosen - gain of the rejected).
    /// Source: Direct Preference Optimization (arXiv 2305.18290, section 4).
    ///
    /// - Throws: `Diagnosis`, `CancellationError`, the journal's errors.
    func prefer(_ policy: Adapter, _ pairs: [Pair]) async throws -> (Adapter, PolicyReport) {
        let pairs = pairs.filter { isShortEnough($0.chosen) && isShortEnough($0.rejected) }
        guard !pairs.isEmpty else {
            throw failure(
                "no selected self-edit answers a prompt of this length otherwise than its item's worst",
                remedy: "sample more candidates, or let the policy imitate the best")
        }
        let sequences = pairs.flatMap { [sequence($0.chosen), sequence($0.rejected)] }
        let reference = try await likelihoods(sequences, policy)
        let steps = Self.plan(pairs.count, settings.training, seed: seed)
        let job = TrainingJob(
            initial: policy, sequences: sequences, settings: settings.training,
            steps: steps.map { $0.flatMap { [[2 * $0], [2 * $0 + 1]] } })
        return try await run(job, examples: pairs.count) { sequences, step, adapter in
            let batch = steps[step]
            let places = batch.flatMap { [2 * $0, 2 * $0 + 1] }
            let now = try await likelihoods(places.map { sequences[$0] }, adapter)
            var loss = 0.0
            for (index, pair) in batch.enumerated() {
                let chosen = now[2 * index] - reference[2 * pair]
                let rejected = now[2 * index + 1] - reference[2 * pair + 1]
                let z = Double(settings.beta) * (chosen - rejected)
                // log(1 + exp(-z)), which must not overflow.
                loss += (max(-z, 0) + log1p(exp(-abs(z)))) / Double(batch.count)
                // A sequence's weight is divided by its tokens and by the batches of the step: two for each pair.
                let strength = 2 * settings.beta / Float(1 + exp(z))
                sequences[2 * pair].weight = strength * Float(sequences[2 * pair].lossCount)
                sequences[2 * pair + 1].weight = -strength * Float(sequences[2 * pair + 1].lossCount)
            }
            return loss
        }
    }

    /// Log-likelihood of each answer, in nats.
    private func likelihoods(_ sequences: [TrainingSequence], _ policy: Adapter) async throws -> [Double] {
        try await engine.logProbabilities(sequences.map { ($0, policy) }, toleratesOverflow: true).map {
            $0.reduce(0.0) { $0 + Double($1) }
        }
    }

    /// The pairs of each optimizer step: shuffled anew for every epoch.
    private static func plan(_ count: Int, _ settings: TrainingSettings, seed: UInt64) -> [[Int]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<settings.epochs).flatMap { _ in
            let order = Array(0..<count).shuffled(using: &generator)
            return stride(from: 0, to: count, by: max(1, settings.accumulation)).map {
                Array(order[$0..<min($0 + max(1, settings.accumulation), count)])
            }
        }
    }
}
