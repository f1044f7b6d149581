import Files
package import LanguageModel
package import RemoteModels
package import SelfAdaptation

/// Documents to learn, and how.
package struct LearnRequest: Codable, Sendable {
    /// Documents or folders; `-` is standard input.
    package var files: [String]
    /// The exam; the model writes one where there is none.
    package var questions: [QuestionEntry]?
    /// How questions are asked; as suits the model unless given.
    package var examPrompt: ExamPrompt?
    /// How they are answered.
    package var answering: Answering?
    /// Times that each piece of a text is learned with words left out.
    package var restorations: Int?
    /// Self-edits to try for each context.
    package var candidates: Int?
    /// What the model writes.
    package var style: SelfEditStyle?
    /// Whether the worse half of the self-edits is given up on the way, twice.
    package var isRace = false
    /// Whether only the text itself is trained on.
    package var isPassageOnly = false
    /// Whether questions and answers that stand in conversations and corrections are learned as they are asked, too.
    package var learnsAnswers = true
    /// Study material for each context, in place of the model's own.
    package var completions: [[String]]?
    /// The adapter that writes self-edits; the bare model unless given.
    package var policy: String?
    /// Who reads what was recalled.
    package var reader = ReaderChoice.shipped
    /// How self-edits are drawn.
    package var selfEdits = SamplingRequest()
    /// A model behind an address that writes self-edits.
    package var teacher: RemoteEndpoint?
    /// How updates are trained.
    package var innerLoop = InnerLoopRequest()
    /// Seed of everything random.
    package var seed: UInt64 = 0
    /// How much time there is.
    package var time = TimeRequest()
    /// Who says whether an answer is right.
    package var grader = GraderRequest.lexical
    /// The model that learns.
    package var model = ModelChoice()

    /// Some documents, learned as is usual.
    package init(_ files: [String]) { self.files = files }

    /// The settings of a run with a model.
    ///
    /// - Throws: `Diagnosis` for a model that can't be asked for self-edits when it would have to write them.
    package func settings(for model: LanguageModel) throws -> LearningSettings {
        var settings = LearningSettings()
        if let candidates { settings.candidates = candidates }
        if let style { settings.style = style }
        settings.passageOnly = isPassageOnly
        settings.race = isRace
        if let restorations {
            settings.restorations = restorations > 0 ? restorations : nil
            settings.innerLoop.training.epochs = KnowledgeSettings.epochs(restorations: restorations)
        }
        settings.sampling = selfEdits.applied(to: settings.sampling)
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: .texts)
        settings.seed = seed
        settings.prompt = examPrompt ?? ExamPrompt(for: model)
        if let answering { settings.answering = answering == .directly ? nil : answering }
        guard model.chatTemplate != nil || isPassageOnly || completions != nil || teacher != nil else {
            throw Diagnosis(
                file: model.path,
                problem: "a model without a known chat template can't be asked for self-edits",
                remedy: "learn from the text alone, from given study material or from a teacher's",
                step: .learnWithoutSelfEdits)
        }
        return settings
    }
}
