import Files
import Foundation
import ModelFormats
public import Tokenizers

/// A base model in memory: frozen weights, tokenizer and chat template.
///
/// Shared freely between tasks.
public final class LanguageModel: Sendable {
    /// Path of the GGUF file or Hugging Face folder.
    public let path: String
    /// Text to tokens and back.
    public let tokenizer: Tokenizer
    /// How a conversation is written; `nil` when the model has no template that is known.
    public let chatTemplate: ChatTemplate?
    /// Tokens that end an answer.
    public let endTokens: Set<Int32>
    /// Sizes, weights and rotations.
    package let parts: ModelParts
    /// The files that determine the model's numbers, in a fixed order: what its digest covers.
    public let files: [String]

    /// Sizes and switches.
    public var configuration: ModelConfiguration { parts.configuration }

    /// Loads a GGUF file or a Hugging Face folder; weights of sixteen bits or fewer stay as they are.
    ///
    /// - Parameters:
    ///   - path: A `.gguf` file or a folder with `config.json`.
    ///   - threads: Threads that load the weights; `nil` takes one for each core.
    /// - Throws: `Diagnosis` that names file, place and remedy, with
    ///   `.unavailableInstructions` where the environment asks for what this processor does not have.
    public convenience init(path: String, threads: Int? = nil) throws {
        try InstructionSet.check(ProcessInfo.processInfo.environment)
        let pool = ThreadPool(threads: threads)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            try self.init(folder: HuggingFaceFolder(path: path), pool: pool)
        } else {
            try self.init(gguf: GGUFFile(path: path), pool: pool)
        }
    }

    /// A model from its parts, where no file has them together.
    package init(parts: ModelParts, tokenizer: Tokenizer, endTokens: Set<Int32>, path: String) throws {
        self.path = path
        self.tokenizer = tokenizer
        chatTemplate = nil
        self.endTokens = endTokens
        files = []
        self.parts = parts
        try checkVocabulary()
    }

    private init(gguf: GGUFFile, pool: ThreadPool) throws {
        path = gguf.path
        tokenizer = try Tokenizer(gguf)
        let template = try gguf.metadata.stringIfPresent("tokenizer.chat_template")
        chatTemplate = template.flatMap { try? ChatTemplate(recognising: $0) }
        let ends = try ["eos_token_id", "eot_token_id"].compactMap {
            try gguf.metadata.integerIfPresent("tokenizer.ggml.\($0)").flatMap(Int32.init(exactly:))
        }
        endTokens = Self.endTokens(tokenizer, chatTemplate, ends)
        files = [gguf.path]
        parts = try ModelParts(gguf, pool: pool)
        try checkVocabulary()
    }

    private init(folder: HuggingFaceFolder, pool: ThreadPool) throws {
        path = folder.path
        files = [folder.path + "/config.json"] + folder.weights.files.map(\.path)
        tokenizer = try Tokenizer(folder)
        chatTemplate = try folder.chatTemplate().flatMap { try? ChatTemplate(recognising: $0) }
        let generation = try folder.generationConfig()?.integers("eos_token_id") ?? []
        endTokens = Self.endTokens(
            tokenizer, chatTemplate, (folder.config.endTokens + generation).compactMap(Int32.init(exactly:)))
        parts = try ModelParts(folder, pool: pool)
        try checkVocabulary()
    }

    private func checkVocabulary() throws {
        guard tokenizer.vocabularyCount <= configuration.vocabulary else {
            throw Diagnosis(
                .badConfiguration, file: path, place: "vocabulary",
                problem:
                    "the tokenizer has \(tokenizer.vocabularyCount) tokens, the model \(configuration.vocabulary)",
                remedy: "the parts are of different models; fetch the model again")
        }
    }

    private static func endTokens(
        _ tokenizer: Tokenizer, _ template: ChatTemplate?, _ known: [Int32]
    ) -> Set<Int32> {
        let pieces = template?.stopPieces.compactMap { tokenizer.token(for: $0) } ?? []
        return Set(known + pieces + [tokenizer.endOfText].compactMap { $0 })
    }

    /// Tokens of a text as the model expects them, its beginning token included where it wants one.
    public func encode(_ text: String, specialTokens: SpecialTokens = .recognise) -> [Int32] {
        tokenizer.encodeWithBeginning(text, specialTokens: specialTokens)
    }

    /// Tokens of a conversation, rendered by the model's own chat template, up to where the assistant answers; what a
    /// message spells like a special token is text.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate`, or the template's own error.
    public func encode(_ messages: [ChatMessage]) throws -> [Int32] {
        guard let chatTemplate else {
            throw Diagnosis(
                .noChatTemplate, file: path, problem: "the model has no chat template that is known",
                remedy: "use a plain prompt")
        }
        return tokenizer.withBeginning(
            try tokenizer.encode(messages, by: chatTemplate, addGenerationPrompt: true))
    }
}
