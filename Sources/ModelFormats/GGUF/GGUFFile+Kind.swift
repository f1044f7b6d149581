extension GGUFFile {
    /// Checks that the file is a model and not one of the other things that are kept in this format.
    ///
    /// - Throws: ``FormatError`` with `.unsupportedFeature` that says what it is.
    package func requireModel() throws(FormatError) {
        let kind = try WeightsKind(self)
        guard kind != .model else { return }
        throw FormatError(
            .unsupportedFeature, file: path, problem: kind.problem(for: .model),
            remedy: kind.remedy(for: .model, path: path))
    }
}
