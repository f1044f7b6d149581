import Files
import Foundation
import ModelFormats
public import Tokenizers

extension Tokenizer {
    /// Reads the tokenizer of a model and leaves its weights alone.
    ///
    /// - Parameter path: A `.gguf` file or a Hugging Face folder.
    /// - Throws: `Diagnosis` when it is missing, damaged or of an unknown kind.
    public init(modelPath path: String) throws {
        if isFolder(path) {
            try self.init(HuggingFaceFolder(path: path))
        } else {
            try self.init(GGUFFile(path: path))
        }
    }

    /// Builds the tokenizer of a Hugging Face folder.
    ///
    /// - Throws: `Diagnosis` when it is missing, damaged or of an unknown kind.
    init(_ folder: HuggingFaceFolder) throws {
        let settings = try? MappedFile(path: folder.path + "/tokenizer_config.json")
        let json = try MappedFile(path: folder.tokenizerPath())
        try self.init(
            TokenizerDefinition(
                tokenizerJSON: Data(json.bytes), configuration: settings.map { Data($0.bytes) }))
    }

    /// Tokens of a text as the model expects them, its beginning token included where it wants one.
    public func encodeWithBeginning(_ text: String, specialTokens: SpecialTokens = .recognise) -> [Int32] {
        withBeginning(encode(text, specialTokens: specialTokens))
    }

    /// The tokens with the one that begins a text, where the model wants it and it is not there yet.
    func withBeginning(_ tokens: [Int32]) -> [Int32] {
        guard addsBeginningOfText, let first = beginningOfText, tokens.first != first else { return tokens }
        return [first] + tokens
    }
}
