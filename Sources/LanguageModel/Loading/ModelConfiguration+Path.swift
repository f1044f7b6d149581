import Files
import ModelFormats

extension ModelConfiguration {
    /// Reads the configuration of a GGUF file or a Hugging Face folder, without its weights.
    ///
    /// - Throws: `Diagnosis` that names file, place and remedy.
    public init(path: String) throws {
        if isFolder(path) {
            try self.init(HuggingFaceConfig(path: path + "/config.json"), file: path + "/config.json")
        } else {
            try self.init(GGUFFile(path: path))
        }
    }
}
