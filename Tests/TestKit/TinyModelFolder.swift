import Files
import Foundation
import LanguageModel
import ModelFormats

/// A tiny random llama in Hugging Face's folder layout, whose vocabulary is the 256 bytes and two chat tokens.
///
/// It says nothing sensible, loads in milliseconds, and every byte sequence is text to it.
package struct TinyModelFolder: Sendable {
    /// Width of the residual stream.
    package var hidden = 16
    /// Transformer blocks.
    package var layers = 2
    /// The longest sequence, in tokens.
    package var contextLength = 256
    /// Seed of the weights.
    package var seed: UInt64 = 1
    /// Whether the folder has a ChatML template.
    package var hasChatTemplate = true
    /// Random weights are uniform within ± this.
    package var strength: Float = 0.5
    /// The family that `config.json` claims.
    package var family = "llama"

    /// Tokens of the vocabulary: bytes, then `<|im_start|>` and `<|im_end|>`.
    package static let vocabulary = 258

    /// A model of standard size.
    package init() {}

    /// Writes the folder, which must not exist.
    ///
    /// - Throws: What the file system or the writers throw.
    package func write(to path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try AtomicFile.write(config.text(), to: path + "/config.json")
        try AtomicFile.write(tokenizer.text(), to: path + "/tokenizer.json")
        try AtomicFile.write(tokenizerConfig.text(), to: path + "/tokenizer_config.json")
        try SafetensorsWriter.write(tensors(), to: path + "/model.safetensors")
    }

    private var feedForward: Int { 2 * hidden }

    private var config: JSONValue {
        object([
            ("architectures", .array([.string("LlamaForCausalLM")])), ("model_type", .string(family)),
            ("vocab_size", .integer(Self.vocabulary)), ("hidden_size", .integer(hidden)),
            ("intermediate_size", .integer(feedForward)), ("num_hidden_layers", .integer(layers)),
            ("num_attention_heads", .integer(2)), ("num_key_value_heads", .integer(1)),
            ("head_dim", .integer(hidden / 2)), ("max_position_embeddings", .integer(contextLength)),
            ("rms_norm_eps", .number(1e-5)), ("rope_theta", .number(10_000)), ("hidden_act", .string("silu")),
            ("tie_word_embeddings", .bool(true)), ("eos_token_id", .integer(257)),
            ("dtype", .string("float32")),
        ])
    }

    private var tokenizerConfig: JSONValue {
        let template =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + "
            + "'<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}"
            + "{% endif %}"
        let members: [(String, JSONValue)] = hasChatTemplate ? [("chat_template", .string(template))] : []
        return object([("eos_token", .string("<|im_end|>"))] + members)
    }

    private var tokenizer: JSONValue {
        let bytes = Self.byteSpellings.enumerated().map { ($1, JSONValue.integer($0)) }
        let added = ["<|im_start|>", "<|im_end|>"].enumerated().map { index, content in
            object([
                ("id", .integer(256 + index)), ("content", .string(content)), ("single_word", .bool(false)),
                ("lstrip", .bool(false)), ("rstrip", .bool(false)), ("normalized", .bool(false)),
                ("special", .bool(true)),
            ])
        }
        let byteLevel = object([
            ("type", .string("ByteLevel")), ("add_prefix_space", .bool(false)), ("trim_offsets", .bool(true)),
            ("use_regex", .bool(true)),
        ])
        let model = object([("type", .string("BPE")), ("vocab", object(bytes)), ("merges", .array([]))])
        return object([
            ("version", .string("1.0")), ("added_tokens", .array(added)), ("pre_tokenizer", byteLevel),
            ("decoder", byteLevel), ("model", model),
        ])
    }

    private func tensors() -> [TensorContent] {
        var generator = SeededGenerator(seed: seed)
        func random(_ name: String, _ shape: [Int]) -> TensorContent {
            let values = (0..<shape.reduce(1, *)).map { _ in
                Float.random(in: -strength..<strength, using: &generator)
            }
            return TensorContent(name: "model.\(name).weight", shape: shape, values: values)
        }
        func ones(_ name: String) -> TensorContent {
            TensorContent(
                name: "model.\(name).weight", shape: [hidden], values: [Float](repeating: 1, count: hidden))
        }
        let blocks = (0..<layers).flatMap { layer in
            let block = "layers.\(layer)"
            return [
                random("\(block).self_attn.q_proj", [hidden, hidden]),
                random("\(block).self_attn.k_proj", [hidden / 2, hidden]),
                random("\(block).self_attn.v_proj", [hidden / 2, hidden]),
                random("\(block).self_attn.o_proj", [hidden, hidden]),
                random("\(block).mlp.gate_proj", [feedForward, hidden]),
                random("\(block).mlp.up_proj", [feedForward, hidden]),
                random("\(block).mlp.down_proj", [hidden, feedForward]),
                ones("\(block).input_layernorm"), ones("\(block).post_attention_layernorm"),
            ]
        }
        return [random("embed_tokens", [Self.vocabulary, hidden]), ones("norm")] + blocks
    }

    /// How byte-level vocabularies spell each byte: printable ones as themselves, others from U+0100 on.
    private static let byteSpellings: [String] = {
        var next: UInt32 = 0x100
        return (UInt32(0)..<256).map { byte in
            let isPrintable = 33...126 ~= byte || 161...172 ~= byte || 174...255 ~= byte
            defer { if !isPrintable { next += 1 } }
            return Unicode.Scalar(isPrintable ? byte : next).map(String.init) ?? ""
        }
    }()

    private func object(_ members: [(String, JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }
}

extension TemporaryHome {
    /// Runs a command that the program told a user to run, as a shell does.
    ///
    /// - Returns: Its exit code.
    /// - Throws: What starting a process throws.
    package func follow(_ command: some StringProtocol) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", String(command)]
        process.currentDirectoryURL = URL(filePath: path)
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Writes a tiny model whose window is `contextLength` tokens.
    ///
    /// - Returns: The options with which a command uses it, on one thread.
    /// - Throws: What the file system or the writers throw.
    package func tinyModel(contextLength: Int = 2048) throws -> [String] {
        var folder = TinyModelFolder()
        folder.contextLength = contextLength
        try folder.write(to: path("tiny"))
        return ["--model", path("tiny"), "--threads", "1"]
    }
}
