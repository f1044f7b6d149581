import Files
import Foundation
import ModelFormats
import Testing
import TestKit

@Suite("PEFT adapter folders")
struct PEFTAdapterTests {
    private static let q = "model.layers.0.self_attn.q_proj"
    private static let v = "model.layers.1.self_attn.v_proj"

    private static func module(_ path: String, rank: Int = 2, alpha: Double = 4) -> PEFTAdapterWriter.Module {
        .init(
            path: path, a: (0..<rank * 3).map { Float($0) }, b: (0..<5 * rank).map { -Float($0) }, rank: rank,
            alpha: alpha)
    }

    private static let config = #"""
        {"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"bias":"none"}
        """#

    /// An adapter folder with one module whose factors have the given shapes and names.
    private func folder(
        config: String = Self.config, a: [Int] = [2, 3], b: [Int] = [5, 2], module: String = Self.q,
        suffixes: [String] = [".lora_A.weight", ".lora_B.weight"], value: Float = 1
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(config, as: "adapter_config.json")
        let tensors = zip(suffixes, [a, b]).map { suffix, shape in
            TensorContent(
                name: "base_model.model.\(module)\(suffix)", shape: shape,
                values: [Float](repeating: value, count: shape.reduce(1, *)))
        }
        try SafetensorsWriter.write(tensors, to: folder.file("adapter_model.safetensors"))
        return folder
    }

    @Test("what is written is read")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        var description = PEFTAdapterWriter.Description(baseModel: "tiny", layerCount: 2)
        description.usesRankStabilization = true
        description.provenance = ["base_digest": .string("abc"), "round": .integer(3)]
        let modules = [Self.module(Self.v, rank: 4, alpha: 3), Self.module(Self.q)]
        try PEFTAdapterWriter.write(modules, description, to: folder.file("adapter"))
        #expect(
            try folder.contents == ["adapter"]
                && names(in: folder.file("adapter")) == [
                    "README.md", "adapter_config.json", "adapter_model.safetensors", "selkie.json",
                ])
        let adapter = try AdapterFolder(path: folder.file("adapter"))
        #expect(adapter.modules.map(\.path) == [Self.q, Self.v])
        #expect(adapter.modules.map(\.rank) == [2, 4] && adapter.modules.map(\.alpha) == [4, 3])
        #expect(adapter.modules.map(\.scale) == [4 / 2.0.squareRoot(), 1.5])
        #expect(try adapter.values(of: adapter.modules[1].b) == modules[0].b)
        #expect(adapter.config.baseModelHint == "tiny")
        #expect(adapter.provenance?["base_digest"]?.string == "abc")
        #expect(adapter.weights.metadata == ["format": "pt", "selkie.base_digest": "abc"])
    }

    @Test("the configuration names projections and layers where it can, and whole paths where not")
    func targets() throws {
        func config(_ paths: [String], layers: Int) throws -> PEFTConfig {
            let folder = try TemporaryFolder()
            try PEFTAdapterWriter.write(
                paths.map { Self.module($0) }, .init(baseModel: "", layerCount: layers), to: folder.file("a"))
            return try AdapterFolder(path: folder.file("a")).config
        }
        let all = ["model.layers.0.mlp.up_proj", "model.layers.1.mlp.up_proj"]
        #expect(try config(all, layers: 2).targets == .names(["up_proj"]))
        #expect(try config(all, layers: 2).layers == nil)
        #expect(try config(all, layers: 3).layers == [0, 1])
        #expect(try config([Self.q, Self.v], layers: 2).targets == .names([Self.q, Self.v]))
    }

    @Test("factors that do not fit are refused by module")
    func shapes() throws {
        func problem(_ folder: TemporaryFolder) -> String? {
            diagnosis { try AdapterFolder(path: folder.path) }?.problem
        }
        #expect(
            try problem(folder(a: [3, 2], b: [2, 5]))
                == "its factors [3, 2] and [2, 5] are transposed (A is [rank, in], B [out, rank])")
        #expect(try problem(folder(a: [4, 3])) == "its factors [4, 3] and [5, 2] are not of rank 2")
        #expect(try problem(folder(a: [6])) == "its factors have shapes [6] and [5, 2], not two matrices")
        #expect(try problem(folder(suffixes: [".lora_A.weight"])) == "lora_B is not there")
        #expect(try problem(folder(suffixes: [".lora_B.weight"])) == "lora_A is not there")
        #expect(try problem(folder(suffixes: [])) == "the adapter has no factors")
        #expect(
            try problem(folder(suffixes: [".lora_magnitude_vector"]))
                == "it is not a LoRA factor of a linear layer")
        #expect(
            try problem(folder(module: Self.v)) == "it has factors but the configuration does not adapt it")
    }

    @Test(
        "NaN and infinity are refused when read and when written",
        arguments: [Float.nan, .infinity, -.infinity])
    func notFinite(value: Float) throws {
        let made = try folder(value: value)
        let adapter = try AdapterFolder(path: made.path)
        let error = diagnosis { try adapter.values(of: adapter.modules[0].a) }
        #expect(error?.code == .notFinite && error?.problem == "element 0 is \(value)")
        let folder = try TemporaryFolder()
        var module = Self.module(Self.q)
        module.b[3] = value
        let written = diagnosis {
            try PEFTAdapterWriter.write([module], .init(baseModel: "", layerCount: 1), to: folder.file("a"))
        }
        #expect(written?.code == .notFinite)
        #expect(try folder.contents.isEmpty)
    }

    @Test(
        "what changes the result and is not supported is refused by name",
        arguments: [
            ("use_dora", "true"), ("modules_to_save", #"["lm_head"]"#), ("bias", #""all""#),
            ("fan_in_fan_out", "true"),
            ("init_lora_weights", #""pissa""#), ("init_lora_weights", #""pissa_niter_4""#),
            ("init_lora_weights", #""olora""#), ("init_lora_weights", #""loftq""#),
            ("init_lora_weights", #""corda""#),
            ("init_lora_weights", #""mica""#), ("lora_bias", "true"), ("trainable_token_indices", "[1]"),
            ("megatron_config", #"{"a":1}"#), ("alora_invocation_tokens", "[5]"),
            ("target_parameters", #"["w"]"#),
            ("layer_replication", "[[0,2]]"), ("use_qalora", "true"), ("kasa_config", #"{"beta":1}"#),
            ("task_type", #""SEQ_CLS""#), ("peft_type", #""IA3""#), ("invented_later", "3"),
        ])
    func unsupported(key: String, value: String) throws {
        let text = Self.config.replacing(#""peft_type":"LORA","#, with: "").replacing(
            #","bias":"none""#, with: "")
        let folder = try folder(
            config: text.replacing("{", with: #"{"\#(key)":\#(value),"#, maxReplacements: 1))
        #expect(
            diagnosis { try AdapterFolder(path: folder.path) }?.description
                == "\(folder.file("adapter_config.json")): key '\(key)': \(value) is not supported; "
                + "use a plain LoRA adapter without it")
    }

    @Test("options that are off or say nothing about the result are accepted")
    func harmless() throws {
        let extra =
            #"{"use_dora":false,"modules_to_save":null,"layer_replication":[],"eva_config":{"rho":2},"later":null,"#
            + #""init_lora_weights":"gaussian","task_type":"CAUSAL_LM","lora_dropout":0.05,"loftq_config":{},"#
        let made = try folder(config: Self.config.replacing("{", with: extra, maxReplacements: 1))
        let adapter = try AdapterFolder(path: made.path)
        #expect(adapter.config.dropout == 0.05)
    }

    @Test("a truncation at every byte of either file is refused")
    func truncation() throws {
        let folder = try folder(config: Self.config)
        for name in ["adapter_config.json", "adapter_model.safetensors"] {
            let whole = try folder.bytes(of: name)
            for count in (0..<whole.count).reversed() {
                try folder.shorten(name, to: count)
                #expect(
                    diagnosis { try AdapterFolder(path: folder.path) } != nil, "\(name) cut after \(count)")
            }
            _ = try folder.write(whole, as: name)
            _ = try AdapterFolder(path: folder.path)
        }
    }

    @Test("the adapter's name in its tensors is passed over", arguments: ["default", "my-notes"])
    func named(name: String) throws {
        let suffixes = [".lora_A.\(name).weight", ".lora_B.\(name).weight"]
        let (named, plain) = (try folder(suffixes: suffixes), try folder())
        let adapter = try AdapterFolder(path: named.path)
        #expect(adapter.modules.map(\.path) == [Self.q] && adapter.modules[0].scale == 2)
        #expect(try !adapter.isPlainPEFT && AdapterFolder(path: plain.path).isPlainPEFT)
    }

    @Test("two adapters in one file, and names of another form, are refused")
    func severalNames() throws {
        func problem(_ suffixes: [String]) throws -> String? {
            let folder = try folder(suffixes: suffixes)
            return diagnosis { try AdapterFolder(path: folder.path) }?.problem
        }
        for second in [".lora_B.b.weight", ".lora_B.weight"] {
            #expect(
                try problem([".lora_A.a.weight", second])?.hasPrefix(
                    "the file holds several adapters: 'a' and")
                    == true)
        }
        for odd in [".lora_A.a.b.weight", ".lora_A..weight", ".lora_A", ".lora_C.weight", ".lora_a"] {
            #expect(try problem([odd]) == "it is not a LoRA factor of a linear layer", "\(odd)")
        }
    }

    @Test("what a folder is instead is told, with what to name in its place")
    func somethingElse() throws {
        let outer = try TemporaryFolder()
        func remedy() -> String? { diagnosis { try AdapterFolder(path: outer.path) }?.remedy }
        let inner = try folder()
        for name in ["checkpoint-9", "checkpoint-10"] {
            try FileManager.default.copyItem(atPath: inner.path, toPath: outer.file(name))
        }
        #expect(remedy() == "name the folder \(outer.file("checkpoint-10"))")
        _ = try AdapterFolder(path: outer.file("checkpoint-10"))
        try outer.write("{}", as: "config.json")
        #expect(remedy() == "this is a model: give it as the model, and an adapter's folder here")
    }

    @Test("a missing file is named, and pickles are never read")
    func missing() throws {
        let folder = try TemporaryFolder()
        func sentence() -> String? { diagnosis { try AdapterFolder(path: folder.path) }?.description }
        #expect(sentence() == "\(folder.path): adapter_config.json is not there; name an adapter folder")
        try folder.write(Self.config, as: "adapter_config.json")
        try folder.write("x", as: "adapter_model.bin")
        #expect(
            sentence()
                == "\(folder.path): adapter_model.safetensors is not there; "
                + "save the adapter as safetensors (pickles are never read)")
    }
}
