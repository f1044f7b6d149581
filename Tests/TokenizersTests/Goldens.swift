import Foundation
import Tokenizers

/// The committed golden files of this target's tests.
enum Goldens {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Goldens")

    static func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    static func decode<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: data(path))
    }

    /// A tiny tokenizer by its name.
    static func tokenizer(_ name: String) throws -> Tokenizer {
        try Tokenizer(TokenizerDefinition(tokenizerJSON: data("tokenizers/\(name).tokenizer.json")))
    }

    static func corpus() throws -> [String] { try decode("tokenizers/corpus.json", as: [String].self) }

    static let byteLevel = ["gpt2", "smollm", "llama3", "qwen2"]
    static let sentencePiece = ["llama2", "mistral", "gemma"]
}

extension String {
    /// Whether two texts have the same bytes; `==` would take a composed letter for a decomposed one.
    func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
