import LanguageModel

/// What tells where the gain of another row's self-edits comes from: the same but for one thing.
public enum Control: String, Sendable, Codable, CaseIterable {
    /// The material alone, trained on about as many tokens as each self-edit: what more training does.
    case tokens
    /// The material alone, trained as each self-edit's directives ask: what another way of training does.
    case directives
    /// The self-edits on SEAL's schedule, whatever they or the run ask for.
    case schedule

    /// What the row trains on for a self-edit of the other.
    ///
    /// A self-edit that nothing can be made of has no tokens and no directives to match: the material is then trained on
    /// as the domain does.
    ///
    /// - Throws: ``UnusableSelfEdit`` from `schedule`.
    func study<D: Domain>(_ completions: [String], of item: D.Item, in domain: D) throws -> Study {
        if self == .schedule {
            var study = try domain.study(completions, of: item)
            study.innerLoop.training = .seal
            study.innerLoop.lora = domain.innerLoop.lora
            return study
        }
        var material = try domain.study([], of: item)
        guard let rival = try? domain.study(completions, of: item) else { return material }
        if self == .directives {
            material.innerLoop = rival.innerLoop
        } else {
            let epoch = material.rows / Double(max(1, material.innerLoop.training.epochs))
            material.innerLoop.training.epochs = max(1, Int((rival.rows / max(1, epoch)).rounded()))
        }
        return material
    }
}

extension TrainingSettings {
    /// SEAL's inner loop: ten epochs at 1e-3 with linear decay, one sequence a step.
    ///
    /// Source: SEAL (arXiv 2506.10943, appendix B).
    static let seal = TrainingSettings()
}
