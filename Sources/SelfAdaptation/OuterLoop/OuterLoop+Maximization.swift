import LanguageModel

extension OuterLoop {
    /// The M-step: the policy of a round, fine-tuned from the one before on what was selected.
    ///
    /// A round that was cut has a policy of its own, which that of the whole round replaces when the run goes on.
    ///
    /// - Returns: `nil` when there was no time for it.
    func improve(
        _ policy: Adapter?, on scored: [ItemRound], _ selection: Selection, _ items: [D.Item], round: Int,
        engine: Engine
    ) async throws -> Adapter? {
        let key = OuterLoopKey.policy(
            after: round, of: scored.count < items.count ? scored.count : nil
        ).description
        if let kept = try await journal.adapter(key),
            try await journal.recall(key, PolicyReport.self) != nil
        {
            return kept
        }
        let parts = try policySteps(Array(items.prefix(scored.count)), round: round)
        return try await allowance.attempt(parts) {
            try await fineTune(policy, on: scored, selection, items, round: round, engine: engine, as: key)
        }
    }

    private func fineTune(
        _ policy: Adapter?, on scored: [ItemRound], _ selection: Selection, _ items: [D.Item], round: Int,
        engine: Engine, as key: String
    ) async throws -> Adapter {
        let stage = OuterLoopProgress(stage: .policy, round: round, item: items.count, items: items.count)
        progress(stage)
        let seed = streams.policy(round: round)
        let initial =
            policy ?? Adapter(engine.model.configuration, settings.policy.lora, seed: seed)
        let trainer = PolicyTrainer(
            key: key, engine: engine, settings: settings.policy, seed: seed, journal: journal,
            checkpointInterval: checkpointInterval, clock: clock
        ) { done, total in progress(stage.at(done, of: total)) }
        let (adapter, report) =
            switch settings.policy.step {
            case .sft: try await trainer.tune(initial, on: turns(scored, selection, items, engine.model))
            case .dpo: try await trainer.prefer(initial, pairs(scored, selection, items, engine.model))
            }
        try await journal.keep(adapter, as: key, isPolicy: true)
        try await journal.write(report, as: key)
        try await journal.keep(checkpoint: nil)
        return adapter
    }

    /// What the selected candidates answered to.
    private func turns(
        _ scored: [ItemRound], _ selection: Selection, _ items: [D.Item], _ model: LanguageModel
    ) throws -> [PolicyTurn] {
        try selection.choices.flatMap { choice in
            let candidate = scored[choice.item].candidates[choice.candidate]
            return try domain.turns(candidate.completions, of: items[choice.item], for: model)
        }
    }

    /// What selected candidates answered, and what the item's worst one answered to the same.
    private func pairs(
        _ scored: [ItemRound], _ selection: Selection, _ items: [D.Item], _ model: LanguageModel
    ) throws -> [PolicyTrainer.Pair] {
        try selection.choices.flatMap { choice in
            let candidates = scored[choice.item].candidates
            let chosen = try domain.turns(
                candidates[choice.candidate].completions, of: items[choice.item], for: model)
            let rejected = try domain.turns(
                candidates[choice.worst].completions, of: items[choice.item], for: model)
            return chosen.compactMap { turn in
                rejected.first { $0.prompt == turn.prompt && $0.completion != turn.completion }.map {
                    PolicyTrainer.Pair(chosen: turn, rejected: $0)
                }
            }
        }
    }
}
