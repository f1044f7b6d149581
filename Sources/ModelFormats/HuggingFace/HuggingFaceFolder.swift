public import Files

/// A model folder in Hugging Face's layout: configuration, weights, tokenizer files and chat template.
public struct HuggingFaceFolder: Sendable {
    /// Path of the folder.
    public let path: String
    /// What `config.json` says.
    public let config: HuggingFaceConfig
    /// The weights.
    public let weights: SafetensorsFolder

    /// Opens the folder at `path`; the weights are mapped, not read.
    ///
    /// - Throws: `Diagnosis` with `.notAFile` when it is no folder, `.missing` when a part of the model
    ///   is not there, or what is wrong with one of the files.
    public init(path: String) throws(Diagnosis) {
        guard isFolder(path) else {
            throw isFile(path)
                ? Diagnosis(
                    .notAFile, file: path, problem: "is not a folder", remedy: "name a model folder")
                : Diagnosis(.notFound, file: path, problem: "no such folder", remedy: "check the path")
        }
        guard isFile(path + "/config.json") else {
            throw Diagnosis(
                .missing, file: path, problem: "config.json is not there",
                remedy: "name a Hugging Face model folder")
        }
        self.path = path
        self.config = try HuggingFaceConfig(path: path + "/config.json")
        self.weights = try SafetensorsFolder(path: path)
    }

    /// Path of `tokenizer.json`.
    ///
    /// - Throws: `Diagnosis` with `.missing`.
    public func tokenizerPath() throws(Diagnosis) -> String {
        let file = path + "/tokenizer.json"
        guard isFile(file) else {
            throw Diagnosis(
                .missing, file: path, problem: "tokenizer.json is not there",
                remedy: "save the tokenizer in the fast format beside the model")
        }
        return file
    }

    /// The members of `tokenizer_config.json`, or nil when there is no such file.
    ///
    /// - Throws: `Diagnosis` when the file is not a JSON object.
    public func tokenizerConfig() throws(Diagnosis) -> JSONFields? {
        let file = path + "/tokenizer_config.json"
        return isFile(file) ? try JSONFields(path: file) : nil
    }

    /// The members of `generation_config.json`, or nil when there is no such file.
    ///
    /// - Throws: `Diagnosis` when the file is not a JSON object.
    public func generationConfig() throws(Diagnosis) -> JSONFields? {
        let file = path + "/generation_config.json"
        return isFile(file) ? try JSONFields(path: file) : nil
    }

    /// The chat template: `chat_template.jinja`, else the one inside `tokenizer_config.json` (of several the
    /// one named `default`); nil when the model has none.
    ///
    /// - Throws: `Diagnosis` when a file is not what its name says.
    public func chatTemplate() throws(Diagnosis) -> String? {
        let file = path + "/chat_template.jinja"
        if isFile(file) {
            let mapped = try MappedFile(path: file)
            guard mapped.byteCount <= 16 << 20, let text = String(validating: mapped.bytes, as: UTF8.self)
            else {
                throw Diagnosis(
                    .malformed, file: file, problem: "is not a UTF-8 text of at most 16 MB",
                    remedy: "fetch the file again")
            }
            return text
        }
        guard let template = try tokenizerConfig()?["chat_template"] else { return nil }
        if let text = template.string { return text }
        return template.array?.first { $0.object?["name"]?.string == "default" }?.object?["template"]?.string
    }
}
