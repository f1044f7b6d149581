import Files
import ModelFormats
import Testing
import TestKit

@Suite("MLX adapter folders")
struct MLXAdapterTests {
    private static let module = "model.layers.0.self_attn.q_proj"
    private static let config = #"""
        {"fine_tune_type": "lora", "num_layers": 1, "model": "org/base", "seed": 0, "lr_schedule": null,
         "lora_parameters": {"rank": 2, "scale": 20.0, "dropout": 0.1, "keys": ["self_attn.q_proj"]}}
        """#

    /// A folder with one module of rank 2, from 3 to 4 elements.
    private func folder(
        config: String = Self.config, a: [Int] = [3, 2], b: [Int] = [2, 4],
        suffixes: [String] = ["lora_a", "lora_b"]
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(config, as: "adapter_config.json")
        try SafetensorsWriter.write(
            zip(suffixes, [a, b]).map { suffix, shape in
                TensorContent(
                    name: "\(Self.module).\(suffix)", shape: shape,
                    values: (0..<shape.reduce(1, *)).map(Float.init))
            }, to: folder.file("adapters.safetensors"))
        return folder
    }

    private func error(_ folder: TemporaryFolder) -> Diagnosis? {
        diagnosis { try AdapterFolder(path: folder.path) }
    }

    @Test("factors come out as PEFT has them, and the scale multiplies them as it is")
    func factors() throws {
        let made = try folder()
        let adapter = try AdapterFolder(path: made.path)
        let module = try #require(adapter.modules.first)
        #expect(adapter.modules.count == 1 && module.path == Self.module)
        #expect(module.rank == 2 && module.scale == 20 && module.alpha == 40)
        #expect(module.a.shape == [2, 3] && module.b.shape == [4, 2])
        #expect(try adapter.values(of: module.a) == [0, 2, 4, 1, 3, 5])
        #expect(try adapter.values(of: module.b) == [0, 4, 1, 5, 2, 6, 3, 7])
        #expect(adapter.config.baseModelHint == "org/base" && adapter.config.dropout == 0.1)
        #expect(adapter.config.rank == 2 && adapter.config.alpha == 40 && !adapter.isPlainPEFT)
    }

    @Test("a file of PEFT beside it goes first")
    func both() throws {
        let folder = try folder(
            config: #"{"peft_type": "LORA", "r": 2, "lora_alpha": 4, "target_modules": ["q_proj"]}"#)
        try SafetensorsWriter.write(
            ["A", "B"].map { half in
                TensorContent(
                    name: "base_model.model.\(Self.module).lora_\(half).weight", shape: [2, 2],
                    values: [0, 0, 0, 0])
            }, to: folder.file("adapter_model.safetensors"))
        #expect(try AdapterFolder(path: folder.path).isPlainPEFT)
    }

    @Test(
        "other kinds of training are refused by name",
        arguments: [
            ("dora", "train a plain LoRA adapter"), ("full", "mlx_lm.fuse"),
            ("invented", "train a plain LoRA"),
        ])
    func kinds(type: String, remedy: String) throws {
        let error = try #require(
            try error(folder(config: Self.config.replacing(#""lora","#, with: "\"\(type)\","))))
        #expect(error.code == .unsupportedFeature && error.problem == "'\(type)' is not supported")
        #expect(error.remedy.contains(remedy))
    }

    @Test("an alpha, whose meaning depends on the version, is refused unless it changes nothing")
    func alpha() throws {
        func changed(_ members: String) -> String {
            Self.config.replacing(#""scale": 20.0"#, with: members)
        }
        let error = try #require(try error(folder(config: changed(#""scale": 10.0, "alpha": 4"#))))
        #expect(error.place == "key 'lora_parameters.alpha'")
        #expect(error.remedy.contains(#""scale": 10.0, or 20.0 with alpha / rank"#))
        // The remedy, followed.
        let made = try folder(config: changed(#""scale": 20.0"#))
        #expect(try AdapterFolder(path: made.path).modules[0].scale == 20)
        let same = try folder(config: changed(#""scale": 10.0, "alpha": 2"#))
        #expect(try AdapterFolder(path: same.path).modules[0].scale == 10)
    }

    @Test("what does not fit is refused")
    func refusals() throws {
        #expect(
            try error(folder(a: [2, 3], b: [4, 2]))?.problem
                == "its factors [2, 3] and [4, 2] are transposed (A is [in, rank], B [rank, out])")
        #expect(try error(folder(a: [3, 5]))?.problem == "its factors [3, 5] and [2, 4] are not of rank 2")
        #expect(
            try error(folder(a: [6]))?.problem == "its factors have shapes [6] and [2, 4], not two matrices")
        #expect(try error(folder(suffixes: ["lora_a"]))?.problem == "lora_B is not there")
        #expect(try error(folder(suffixes: ["m"]))?.problem == "it is not a LoRA factor of a linear layer")
        #expect(try error(folder(suffixes: []))?.problem == "the adapter has no factors")
        #expect(try error(folder(config: "{}"))?.place == "key 'lora_parameters'")
        #expect(
            try error(folder(config: #"{"lora_parameters": {"scale": 1}}"#))?.place
                == "key 'lora_parameters.rank'")
        #expect(
            try error(folder(config: #"{"lora_parameters": {"rank": 2}}"#))?.place
                == "key 'lora_parameters.scale'")
    }

    @Test("a truncation at every byte of either file is refused")
    func truncation() throws {
        let folder = try folder()
        for name in ["adapter_config.json", "adapters.safetensors"] {
            let whole = try folder.bytes(of: name)
            for count in (0..<whole.count).reversed() {
                try folder.shorten(name, to: count)
                #expect(error(folder) != nil, "\(name) cut after \(count)")
            }
            _ = try folder.write(whole, as: name)
        }
        #expect(error(folder) == nil)
    }
}
