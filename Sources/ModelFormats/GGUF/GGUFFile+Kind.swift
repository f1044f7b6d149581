extension GGUFFile {
    /// Checks that the file is a model and not one of the other things that are kept in this format.
    ///
    /// - Throws: ``FormatError`` with `.unsupportedFeature` that says what it is.
    package func requireModel() throws(FormatError) {
        let type = try metadata.stringIfPresent("general.type") ?? "model"
        // Projectors from before files had a type are told by their architecture.
        let architecture = try metadata.stringIfPresent("general.architecture")
        let isProjector = type == "mmproj" || architecture == "clip"
        guard type != "model" || isProjector else { return }
        let (problem, remedy) =
            if isProjector {
                ("is a projector, which lets a model see pictures or hear", "name the model's own GGUF file")
            } else if type == "adapter" {
                (
                    "is a LoRA adapter and no model",
                    "name its base with --model, and the folder that it was converted from with --adapter"
                )
            } else {
                ("is no model but of the type \(quoted(type))", "name a model's GGUF file")
            }
        throw FormatError(.unsupportedFeature, file: path, problem: problem, remedy: remedy)
    }
}
