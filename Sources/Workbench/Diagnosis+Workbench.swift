package import Files

extension Diagnosis {
    /// What is wrong with what was asked for; bad data unless told otherwise.
    package init(
        file: String, place: String = "", problem: String, remedy: String, category: Category = .badData,
        step: Step? = nil
    ) {
        self.init(
            Code("command", category), file: file, place: place, problem: problem, remedy: remedy, step: step)
    }
}
