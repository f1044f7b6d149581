package import LanguageModel
package import SelfAdaptation

/// How passages are taught in experiments.
package struct KnowledgeRequest: Codable, Sendable {
    /// Settings to begin with.
    package var preset: Preset?
    /// What the policy writes.
    package var style: SelfEditStyle?
    /// How updates are trained.
    package var innerLoop = InnerLoopRequest()
    /// How questions are asked; as suits the model unless given.
    package var examPrompt: ExamPrompt?
    /// How they are answered.
    package var answering: Answering?
    /// Times that each piece of a text is learned with words left out.
    package var restorations: Int?
    /// How self-edits are drawn.
    package var selfEdits = SamplingRequest()
    /// Seed of everything random.
    package var seed: UInt64 = 0

    /// Nothing but what is usual.
    package init() {}

    /// How questions are asked of a model.
    package func prompt(for model: LanguageModel) -> ExamPrompt { examPrompt ?? ExamPrompt(for: model) }

    /// The settings for a student; `joint` are those of a preset for all passages in one adapter.
    package func settings(for model: LanguageModel, joint: Preset.Joint? = nil) -> KnowledgeSettings {
        var settings = preset?.knowledge ?? KnowledgeSettings()
        if let restorations {
            settings.restorations = restorations > 0 ? restorations : nil
            settings.innerLoop.training.epochs = KnowledgeSettings.epochs(restorations: restorations)
        }
        if let joint {
            settings.innerLoop.training.epochs = joint.epochs
            settings.innerLoop.training.batchSize = joint.batchSize
        }
        if let style { settings.style = style }
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: preset == .paper ? nil : .texts)
        settings.prompt = prompt(for: model)
        if let answering { settings.answering = answering == .directly ? nil : answering }
        return settings
    }

    /// The loop that this request begins with.
    package var loop: OuterLoopSettings {
        var settings = preset?.loop ?? OuterLoopSettings()
        settings.sampling = sampling
        settings.seed = seed
        return settings
    }

    /// How self-edits are sampled.
    package var sampling: SamplingOptions { selfEdits.applied(to: OuterLoopSettings().sampling) }
}
