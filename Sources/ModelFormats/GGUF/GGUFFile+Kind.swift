package import Files

extension GGUFFile {
    /// Checks that the file is a model and not one of the other things that are kept in this format.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` that says what it is.
    package func requireModel() throws(Diagnosis) {
        let kind = try WeightsKind(self)
        guard kind == .model else { throw kind.refusal(.unsupportedFeature, as: .model, path: path) }
    }
}
