package import Files

extension GGUFFile {
    /// Checks that the file is a model and not one of the other things that are kept in this format.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` that says what it is.
    package func requireModel() throws(Diagnosis) {
        let kind = try WeightsKind(self)
        guard kind != .model else { return }
        let (remedy, step) = kind.remedy(for: .model, path: path)
        throw Diagnosis(
            .unsupportedFeature, file: path, problem: kind.problem(for: .model), remedy: remedy, step: step)
    }
}
