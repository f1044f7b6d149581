import Foundation
import LanguageModel
import ModelFormats
import Testing
import Tokenizers

extension TinyModel {
    /// The models whose goldens have the switches that differ: biases, head norms, windows, post-norms.
    static let architectures = ["llama", "mistral", "qwen2", "qwen3", "gemma3"]

    /// The parts of a tiny model whose window is `context` tokens.
    static func parts(_ name: String, context: Int, pool: ThreadPool) throws -> ModelParts {
        let copy = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: URL(filePath: Goldens.path("models/\(name)")), to: copy)
        let file = copy.appending(path: "config.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let key = "\"max_position_embeddings\": 128"
        try #require(text.contains(key))
        try text.replacingOccurrences(of: key, with: "\"max_position_embeddings\": \(context)")
            .write(to: file, atomically: true, encoding: .utf8)
        return try ModelParts(HuggingFaceFolder(path: copy.path(percentEncoded: false)), pool: pool)
    }

    /// An engine over a tiny model whose tokens are the printable characters of ASCII, from space on.
    static func engine(
        _ name: String, context: Int = 128, endTokens: Set<Int32> = [], threads: Int = 2
    ) throws -> Engine {
        let parts = try parts(name, context: context, pool: ThreadPool(threads: 1))
        return Engine(
            try LanguageModel(
                parts: parts, tokenizer: tokenizer(), endTokens: endTokens, path: "tiny \(name)"),
            threads: threads)
    }

    /// A byte-level vocabulary of 96 tokens: two of several characters, half a character, the rest one each.
    static func tokenizer() throws -> Tokenizer {
        var tokens =
            ["Ġ"] + (0x21...0x7e).compactMap { UnicodeScalar($0).map { String(Character($0)) } } + ["<end>"]
        // Lower-case letters that no test spells make room for what streaming has to join.
        tokens[85] = "ab"
        tokens[86] = "bab"
        tokens[87] = "Ã"
        tokens[88] = "©"
        return try Tokenizer(
            TokenizerDefinition(
                tokens: tokens, kinds: tokens.map { $0 == "<end>" ? .control : .normal },
                family: .byteLevelBPE(preTokenizer: .gpt2)))
    }
}

extension Adapter {
    /// An adapter whose update is not zero: A as usual, B uniform within ±`strength`.
    static func random(
        _ configuration: ModelConfiguration, _ lora: LoRAConfiguration, seed: UInt64, strength: Float = 0.1
    ) -> Adapter {
        let adapter = Adapter(configuration, lora, seed: seed)
        var generator = SeededGenerator(seed: seed, stream: 1)
        for module in adapter.layout.modules {
            let b = module.transposedB(in: adapter.parameters)
            for index in 0..<b.rows * b.columns {
                b.start[index] = Float.random(in: -strength...strength, using: &generator)
            }
        }
        return adapter
    }
}

extension LoRAConfiguration {
    /// A few adapters that have nothing in common: rank, strength, projections and layers differ.
    static let variety = [
        LoRAConfiguration(rank: 4, alpha: 8),
        LoRAConfiguration(rank: 3, alpha: 12, projections: [.query, .value]),
        LoRAConfiguration(rank: 5, alpha: 5, projections: [.down, .up], layers: 1..<2),
        LoRAConfiguration(rank: 1, alpha: 2, projections: [.key, .output, .gate], layers: 0..<1),
    ]
}

/// Random tokens of a vocabulary of 96.
func randomTokens(_ count: Int, using generator: inout SeededGenerator) -> [Int32] {
    (0..<count).map { _ in Int32.random(in: 0..<96, using: &generator) }
}
