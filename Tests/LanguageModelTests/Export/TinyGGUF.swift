import Files
import Foundation
import LanguageModel
import ModelFormats
import Testing
import Tokenizers

/// A tiny random model as a GGUF file, with the tokenizer that models of its family have.
enum TinyGGUF {
    /// What a file is made of.
    struct Kind: Sendable, CustomTestStringConvertible {
        let base: String
        let tokenizer: String
        let template: String
        let tokenizerModel: String
        let pre: String?
        var ropeFactors: [Float]?
        /// Matrices of random blocks of these types in turn, and widths that make room for blocks.
        var blockTypes: [TensorType] = []

        var testDescription: String { "\(base) with the tokenizer of \(tokenizer)" }
    }

    static let kinds = [
        Kind(
            base: "llama", tokenizer: "smollm", template: "smollm2-gguf", tokenizerModel: "gpt2",
            pre: "smollm"),
        Kind(
            base: "llama", tokenizer: "llama3", template: "llama3.1", tokenizerModel: "gpt2",
            pre: "llama-bpe",
            // Llama 3's rule for this base and head, stretch 8 and a first window of 128.
            ropeFactors: [1, 2.339116789614229, 8, 8]),
        Kind(base: "qwen2", tokenizer: "qwen2", template: "qwen2.5", tokenizerModel: "gpt2", pre: "qwen2"),
        Kind(base: "gemma3", tokenizer: "gemma", template: "gemma3", tokenizerModel: "llama", pre: nil),
    ]

    private struct Template: Decodable { let template: String }

    static func write(_ kind: Kind, to path: String) throws {
        var configuration = try ModelConfiguration(path: Goldens.path("models/\(kind.base)"))
        let json = try Data(
            contentsOf: URL(filePath: Goldens.path("tokenizers/\(kind.tokenizer).tokenizer.json")))
        let definition = try TokenizerDefinition(tokenizerJSON: json)
        configuration.vocabulary = definition.tokens.count
        if !kind.blockTypes.isEmpty {
            // One key head of 8 rows: half a tile.
            (configuration.hidden, configuration.heads, configuration.keyHeads) = (64, 8, 1)
            (configuration.headWidth, configuration.feedForward) = (8, 96)
        }
        let template = try Goldens.decode(Template.self, from: "chat-templates/\(kind.template).json")
            .template
        var metadata = self.metadata(configuration) + self.metadata(definition, kind)
        metadata.append(("tokenizer.chat_template", .string(template)))
        var tensors = self.tensors(configuration, blockTypes: kind.blockTypes)
        if let factors = kind.ropeFactors {
            tensors.append(TensorContent(name: "rope_freqs.weight", shape: [factors.count], values: factors))
        }
        try GGUFWriter.write(metadata: metadata, tensors: tensors, to: path)
    }

    private static func metadata(_ c: ModelConfiguration) -> [(key: String, value: GGUFWriter.Value)] {
        let name = c.architecture.rawValue
        func number(_ value: Int) -> GGUFWriter.Value { .uint32(UInt32(value)) }
        return [
            ("general.architecture", .string(name)),
            ("\(name).embedding_length", number(c.hidden)),
            ("\(name).block_count", number(c.layers)),
            ("\(name).attention.head_count", number(c.heads)),
            ("\(name).attention.head_count_kv", number(c.keyHeads)),
            ("\(name).attention.key_length", number(c.headWidth)),
            ("\(name).attention.value_length", number(c.headWidth)),
            ("\(name).feed_forward_length", number(c.feedForward)),
            ("\(name).attention.layer_norm_rms_epsilon", .float32(c.normEpsilon)),
            ("\(name).context_length", number(40_000)),
            ("\(name).rope.freq_base", .float32(Float(c.rotary.base))),
            ("\(name).attention.sliding_window", number(c.windows.max() ?? 0)),
        ]
    }

    private static func metadata(
        _ definition: TokenizerDefinition, _ kind: Kind
    ) -> [(key: String, value: GGUFWriter.Value)] {
        var metadata: [(key: String, value: GGUFWriter.Value)] = [
            ("tokenizer.ggml.model", .string(kind.tokenizerModel)),
            ("tokenizer.ggml.tokens", .strings(definition.tokens)),
            ("tokenizer.ggml.token_type", .int32s(definition.kinds.map(\.rawValue))),
        ]
        if let pre = kind.pre {
            metadata.append(("tokenizer.ggml.pre", .string(pre)))
            let merges = definition.merges.map { "\($0.left) \($0.right)" }
            metadata.append(("tokenizer.ggml.merges", .strings(merges)))
        } else {
            // The order of the vocabulary serves as its ranking.
            let scores = definition.tokens.indices.map { -Float($0) }
            metadata.append(("tokenizer.ggml.scores", .float32s(scores)))
            metadata.append(("tokenizer.ggml.add_space_prefix", .bool(false)))
        }
        let special = definition.kinds.indices.filter { definition.kinds[$0] == .control }
        if let first = special.first, let last = special.last {
            metadata.append(("tokenizer.ggml.bos_token_id", .uint32(UInt32(first))))
            metadata.append(("tokenizer.ggml.eos_token_id", .uint32(UInt32(last))))
        }
        return metadata
    }

    /// Random weights; the rows of a file are its own business, since nothing else knows this model.
    private static func tensors(
        _ configuration: ModelConfiguration, blockTypes: [TensorType]
    ) -> [TensorContent] {
        var generator = SeededGenerator(seed: 7)
        return ModelWeights(configuration).places(configuration).enumerated().map { index, weight in
            let (name, place) = weight
            if place.rows > 1, !blockTypes.isEmpty {
                return blocks(
                    name.ggufName, [place.rows, place.columns], blockTypes[index % blockTypes.count],
                    &generator)
            }
            let center: Float = name.isNorm ? 1 : 0
            let values = (0..<place.rows * place.columns).map { _ in
                center + Float.random(in: -0.2..<0.2, using: &generator)
            }
            return TensorContent(
                name: name.ggufName, shape: place.rows == 1 ? [place.columns] : [place.rows, place.columns],
                values: values)
        }
    }

    /// A matrix of random blocks of a type without minimum, with scales near 1/100, or of floats between -1/8 and 1/8.
    private static func blocks(
        _ name: String, _ shape: [Int], _ type: TensorType, _ generator: inout SeededGenerator
    ) -> TensorContent {
        var bytes: [UInt8] = []
        for _ in 0..<shape[0] * shape[1] / type.blockSize {
            var block = (0..<type.bytesPerBlock).map { _ in UInt8.random(in: 0...255, using: &generator) }
            switch type {
            case .f16: block[1] = block[1] & 0x80 | 0x2F
            case .bf16: block[1] = block[1] & 0x80 | 0x3D
            // Halves near 0.006 and, for codes of eight bits, near 0.0008.
            default: block[1] = type == .q8_0 ? 0x12 : 0x1E
            }
            bytes += block
        }
        return TensorContent(name: name, shape: shape, type: type) { [bytes] () throws(Diagnosis) in bytes }
    }
}
