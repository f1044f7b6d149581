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
        /// Do without the picture.
        case omitPicture
    }
}
