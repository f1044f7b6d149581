import ArgumentParser
import LanguageModel
import SelfAdaptation

/// How passages are taught in experiments.
struct KnowledgeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Settings to begin with: paper (as SEAL's authors have them) or quick (a first look in minutes).",
            valueName: "name"))
    var preset: Preset?

    @Option(
        help: ArgumentHelp(
            "What the policy writes: \(SelfEditStyle.list); rewrite unless given.", valueName: "style"))
    var style: SelfEditStyle?

    @OptionGroup var innerLoop: InnerLoopOptions

    @Option(
        help: ArgumentHelp(
            "How questions are asked: chat (the model's template) or plain; chat where the model has a template.",
            valueName: "chat|plain"))
    var examPrompt: ExamPrompt?

    @OptionGroup var selfEdits: SelfEditSampling

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 0

    /// How questions are asked of a model.
    func prompt(for model: LanguageModel) -> ExamPrompt {
        examPrompt ?? (model.chatTemplate == nil ? .plain : .chat)
    }

    /// The settings for a student; `joint` are those of a preset for all passages in one adapter.
    func settings(for model: LanguageModel, joint: Preset.Joint? = nil) -> KnowledgeSettings {
        var settings = preset?.knowledge ?? KnowledgeSettings()
        if let joint {
            settings.innerLoop.training.epochs = joint.epochs
            settings.innerLoop.training.batchSize = joint.batchSize
        }
        if let style { settings.style = style }
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: preset == .paper ? nil : .texts)
        settings.prompt = prompt(for: model)
        return settings
    }

    /// The loop that these options begin with.
    var loop: OuterLoopSettings {
        var settings = preset?.loop ?? OuterLoopSettings()
        settings.sampling = sampling
        settings.seed = seed
        return settings
    }

    /// How self-edits are sampled.
    var sampling: SamplingOptions { selfEdits.applied(to: OuterLoopSettings().sampling) }
}

/// Settings to begin with.
enum Preset: String, ExpressibleByArgument, CaseIterable {
    case paper, quick

    /// How passages are taught: by the paper whole, on two projections, from implications.
    var knowledge: KnowledgeSettings {
        var settings = KnowledgeSettings()
        if self == .paper {
            settings.style = .implications
            settings.isPiecewise = false
            settings.innerLoop.lora.projections = [.query, .value]
        }
        return settings
    }

    /// Rounds, candidates and repeats: by the paper 2, 5 and 3.
    var loop: OuterLoopSettings {
        var settings = OuterLoopSettings()
        switch self {
        case .paper: settings.repeats = 3
        case .quick:
            settings.rounds = 1
            settings.candidates = 3
        }
        return settings
    }

    /// What changes when all passages go into one adapter.
    struct Joint {
        /// Self-edits of each passage.
        let samples: Int
        let epochs: Int
        let batchSize: Int
    }

    /// The paper's continued pretraining: five self-edits of each passage, three epochs, eight sequences a step.
    var joint: Joint? { self == .paper ? Joint(samples: 5, epochs: 3, batchSize: 8) : nil }

    /// Passages that a policy learns from: the paper's 50, or a few.
    var limit: Int { self == .paper ? 50 : 8 }

    /// Passages of a comparison: all, or a few.
    var evaluated: Int? { self == .paper ? nil : 8 }
}
