import Files
import ModelFormats
import Testing
import TestKit

@Suite("Hugging Face configurations")
struct HuggingFaceConfigTests {
    private static let sizes =
        #""hidden_size":32,"num_attention_heads":4,"num_hidden_layers":4,"intermediate_size":64,"vocab_size":96"#

    private func config(_ type: String, _ rest: String = "", sizes: String = Self.sizes) throws
        -> HuggingFaceConfig
    {
        let folder = try TemporaryFolder()
        let members = [#""model_type":"\#(type)""#, sizes, rest].filter { !$0.isEmpty }.joined(separator: ",")
        return try HuggingFaceConfig(path: folder.write(Array("{\(members)}".utf8), as: "config.json"))
    }

    @Test("old and new names say the same")
    func names() throws {
        let old = try config(
            "llama",
            #""rope_theta":500000.0,"torch_dtype":"bfloat16","rope_scaling":{"type":"llama3","factor":8,"low_freq_factor":1,"#
                + #""high_freq_factor":4,"original_max_position_embeddings":8192},"eos_token_id":[2,3],"bos_token_id":1"#
        )
        let new = try config(
            "llama",
            #""dtype":"bfloat16","rope_parameters":{"rope_theta":500000.0,"rope_type":"llama3","factor":8,"#
                + #""low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":8192},"eos_token_id":2"#
        )
        let scaling = RotaryEmbedding.Scaling.llama3(
            factor: 8, lowFrequency: 1, highFrequency: 4, originalPositions: 8192)
        for config in [old, new] {
            #expect(config.rope == RotaryEmbedding(theta: 500_000, scaling: scaling))
            #expect(config.slidingRope == config.rope && config.elementType == "bfloat16")
        }
        #expect(
            old.endTokens == [2, 3] && old.beginToken == 1 && new.endTokens == [2] && new.beginToken == nil)
    }

    @Test("each family's defaults are filled in")
    func defaults() throws {
        let llama = try config("llama")
        #expect(llama.headSize == 8 && llama.keyValueHeadCount == 4 && llama.activation == "silu")
        #expect(llama.rope.theta == 10_000 && !llama.tiesEmbeddings && llama.slidingWindow == nil)
        #expect(try config("qwen3").headSize == 128)
        let gemma = try config("gemma3_text")
        #expect(gemma.headSize == 256 && gemma.tiesEmbeddings && gemma.activation == "gelu_pytorch_tanh")
        #expect(
            gemma.rope.theta == 1_000_000 && gemma.slidingRope.theta == 10_000 && gemma.queryScalar == 256)
        #expect(gemma.slidingWindow == 4096 && gemma.slidingLayers == [true, true, true, true])
        let mistral = try config("mistral", #""num_key_value_heads":4"#)
        #expect(mistral.slidingWindow == 4096 && mistral.slidingLayers == [true, true, true, true])
    }

    @Test("windows follow the family's rule")
    func windows() throws {
        #expect(try config("mistral", #""num_key_value_heads":4,"sliding_window":null"#).slidingWindow == nil)
        #expect(try config("qwen2", #""sliding_window":8"#).slidingWindow == nil)
        let qwen = try config("qwen2", #""sliding_window":8,"use_sliding_window":true,"max_window_layers":3"#)
        #expect(qwen.slidingWindow == 8 && qwen.slidingLayers == [false, false, false, true])
        let gemma = try config("gemma3_text", #""sliding_window":8,"sliding_window_pattern":2"#)
        #expect(gemma.slidingLayers == [true, false, true, false])
        let listed = try config(
            "gemma3_text",
            #""layer_types":["full_attention","sliding_attention","full_attention","full_attention"]"#)
        #expect(listed.slidingLayers == [false, true, false, false])
    }

    @Test("the text model of a multimodal one is read")
    func nested() throws {
        let config = try config(
            "gemma3",
            #""text_config":{"hidden_size":2560,"num_hidden_layers":34,"intermediate_size":10240,"sliding_window":1024,"#
                + #""rope_scaling":{"rope_type":"linear","factor":8.0}},"eos_token_id":[1,106],"vision_config":{"a":1}"#,
            sizes: "")
        #expect(config.family == .gemma3 && config.hiddenSize == 2560 && config.vocabularySize == 262_208)
        #expect(config.headCount == 8 && config.keyValueHeadCount == 4 && config.endTokens == [1, 106])
        #expect(config.rope == RotaryEmbedding(theta: 1_000_000, scaling: .linear(factor: 8)))
        #expect(config.slidingRope == RotaryEmbedding(theta: 10_000))
        #expect(config.fields["rope_scaling"] != nil)
    }

    @Test(
        "what is not supported or not possible is refused by key",
        arguments: [
            (
                "mamba", "",
                "key 'model_type': architecture 'mamba' is not supported; use a model of type llama, mistral, qwen2, qwen3 or gemma3"
            ),
            (
                "llama", #""rope_scaling":{"rope_type":"yarn","factor":2}"#,
                "key 'rope_scaling.rope_type': rotary scaling 'yarn' is not supported; use a model with default, linear or llama3 scaling"
            ),
            (
                "llama", #""rope_scaling":{"rope_type":"linear"}"#,
                "key 'rope_scaling.factor': the key is not there; fetch the file again"
            ),
            (
                "llama", #""quantization_config":{"bits":4}"#,
                "key 'quantization_config': quantized safetensors are not supported; use the unquantized model or a GGUF file"
            ),
            (
                "llama", #""partial_rotary_factor":0.5"#,
                "key 'partial_rotary_factor': partial rotary embeddings are not supported; use another model"
            ),
            (
                "llama", #""head_dim":-8"#,
                "key 'head_dim': a number where a whole number from 1 to 65536 is needed; repair it or fetch the file again"
            ),
            (
                "llama", #""num_key_value_heads":3"#,
                "key 'num_key_value_heads': 4 heads are not a multiple of 3; fetch the file again"
            ),
            ("llama", #""rms_norm_eps":0"#, "key 'rms_norm_eps': 0.0 is not possible; fetch the file again"),
            (
                "llama", #""tie_word_embeddings":"yes""#,
                "key 'tie_word_embeddings': a string where true or false is needed; repair it or fetch the file again"
            ),
            (
                "qwen3", #""layer_types":["full_attention"]"#,
                "key 'layer_types': 1 entries for 4 layers; fetch the file again"
            ),
            (
                "gemma3_text", #""use_bidirectional_attention":true"#,
                "key 'use_bidirectional_attention': bidirectional attention is not supported; use a causal model"
            ),
        ])
    func refusals(type: String, rest: String, sentence: String) {
        let error = diagnosis { try config(type, rest) }
        #expect(
            error?.description.hasSuffix("config.json: \(sentence)") == true,
            "\(error?.description ?? "accepted")")
    }
}

@Suite("Hugging Face folders")
struct HuggingFaceFolderTests {
    @Test("a folder is opened, its template file preferred")
    func open() throws {
        let folder = try TemporaryFolder()
        func sentence() -> String? { diagnosis { try HuggingFaceFolder(path: folder.path) }?.description }
        #expect(sentence() == "\(folder.path): config.json is not there; name a Hugging Face model folder")
        try folder.write(
            #"{"model_type":"llama","hidden_size":8,"num_attention_heads":2,"num_hidden_layers":1,"intermediate_size":4,"vocab_size":9}"#,
            as: "config.json")
        #expect(diagnosis { try HuggingFaceFolder(path: folder.path) }?.code == .missing)
        try SafetensorsWriter.write(
            [TensorContent(name: "w", shape: [1], values: [1])], to: folder.file("model.safetensors"))
        let model = try HuggingFaceFolder(path: folder.path)
        #expect(model.weights.tensors.count == 1 && model.config.hiddenSize == 8)
        #expect(diagnosis { try model.tokenizerPath() }?.code == .missing)
        #expect(try model.chatTemplate() == nil && model.generationConfig() == nil)
        try folder.write(
            #"{"chat_template":[{"name":"tool","template":"t"},{"name":"default","template":"d"}]}"#,
            as: "tokenizer_config.json")
        #expect(try model.chatTemplate() == "d")
        try folder.write(#"{"chat_template":"inside"}"#, as: "tokenizer_config.json")
        #expect(try model.chatTemplate() == "inside")
        try folder.write("file", as: "chat_template.jinja")
        #expect(try model.chatTemplate() == "file")
    }
}
