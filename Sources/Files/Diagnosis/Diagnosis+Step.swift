extension Diagnosis {
    /// What whoever offers these libraries has a way of its own for: a flag, a command, a button.
    ///
    /// The remedy says it in words already; a step lets the program say how it is done there.
    public enum Step: Hashable, Sendable {
        /// Choose another home folder.
        case chooseHome
        /// Fetch the model of this name; the default one without a name.
        case pull(String?)
        /// See which models there are.
        case listModels
        /// See which adapters there are.
        case listAdapters
        /// See which sources are known.
        case listSources
        /// See which versions of what is in weights there are.
        case listVersions
        /// Teach what waits for it.
        case update
        /// Trust the source of this number.
        case trust(String)
        /// See which runs there are.
        case listRuns
        /// Let the program check itself.
        case checkUp
        /// Give it as the model.
        case giveAsModel
        /// Give it, or what belongs to it, as the adapter and the base as the model.
        case giveAsAdapter
        /// Export the adapter from where it was trained.
        case exportAdapter
        /// Train or evaluate with it.
        case giveAsDataset
        /// Let the model continue a prompt without its chat template.
        case continuePrompt
        /// Measure every kernel.
        case benchmarkKernels
        /// Do without the picture.
        case omitPicture
        /// Let an outer loop make a policy.
        case train
        /// Score the run of this name again.
        case regrade(String)
        /// Go on from the run of this name with the command that began it.
        case reuse(String)
        /// Begin without what another run has reached.
        case omitReuse
        /// Choose one task of several.
        case chooseTask
        /// See the run's figures, or export it.
        case seeFigures
        /// Export the run.
        case exportRun
        /// Record a plan by giving this command a budget.
        case recordPlan(String)
        /// Name the file of solutions.
        case giveSolutions
        /// Fetch the public puzzles.
        case pullPuzzles
        /// Allow larger puzzles.
        case allowLarger
        /// Leave out fewer passages.
        case leaveOutFewer
        /// Learn from the text alone, given material, or a teacher's.
        case learnWithoutSelfEdits
        /// Learn something, or ask the bare model.
        case learnOrAskBare
    }
}
