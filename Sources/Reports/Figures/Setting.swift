import LanguageModel
import SelfAdaptation

/// A setting as a report names it.
struct Setting: Sendable, Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

    init(_ name: String, _ value: Int) { self.init(name, "\(value)") }

    init(_ name: String, _ value: Float) {
        let text = "\(value)"
        self.init(name, text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    /// How the outer loop was run.
    static func list(_ settings: OuterLoopSettings) -> [Setting] {
        [
            Setting("rounds", settings.rounds), Setting("self-edits of each", settings.candidates),
            Setting("trainings of each self-edit", settings.repeats),
            Setting("reward", settings.reward.rawValue), Setting("learned from", settings.selection.rawValue),
            Setting("seed", "\(settings.seed)"),
        ]
    }

    /// How self-edits were sampled.
    static func list(_ sampling: SamplingOptions) -> [Setting] {
        [
            Setting("temperature", sampling.temperature),
            sampling.topK == 0 ? Setting("top-k", "off") : Setting("top-k", sampling.topK),
            Setting("top-p", sampling.topP), Setting("min-p", sampling.minP),
            Setting("repetition penalty", sampling.repetitionPenalty),
        ]
    }

    /// How the policy learned.
    static func list(_ policy: PolicySettings) -> [Setting] {
        [Setting("M-step", policy.step.rawValue), Setting("beta of preferences", policy.beta)]
            + list(policy.lora) + list(policy.training)
    }

    /// How updates were trained.
    static func list(_ innerLoop: InnerLoopSettings) -> [Setting] {
        list(innerLoop.lora) + list(innerLoop.training) + [
            innerLoop.rise.map { Setting("rate rises with the texts, at most", $0) }
                ?? Setting("rate rises with the texts, at most", "off")
        ]
    }

    private static func list(_ lora: LoRAConfiguration) -> [Setting] {
        let isWhole = lora.projections == Projection.allCases
        return [
            Setting("rank", lora.rank), Setting("alpha", lora.alpha),
            Setting(
                "projections", isWhole ? "all" : lora.projections.map(\.rawValue).joined(separator: ", ")),
            Setting("layers", lora.layers.map { "\($0.lowerBound) to \($0.upperBound - 1)" } ?? "all"),
        ]
    }

    private static func list(_ training: TrainingSettings) -> [Setting] {
        [
            Setting("learning rate", training.learningRate), Setting("epochs", training.epochs),
            Setting("batch size", training.batchSize), Setting("accumulation", training.accumulation),
            Setting("schedule", training.schedule.rawValue), Setting("warm-up steps", training.warmupSteps),
            Setting("weight decay", training.weightDecay),
            training.gradientClip.map { Setting("gradient clip", $0) } ?? Setting("gradient clip", "off"),
            Setting("AdamW beta 1", training.beta1), Setting("AdamW beta 2", training.beta2),
            Setting("AdamW epsilon", training.epsilon),
        ]
    }
}
