import Foundation
import ModelFormats
import Testing
import TestKit

/// Adapters and models of other programs, what is neither, and folders that other programs can read.
@Suite struct AdapterFormatTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
    }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments, input: "The ferry is blue.".utf8, home: home)
    }

    private static let modules = ["model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.o_proj"]

    /// A: [2, 16], B: [16, 2].
    private static func factors(_ module: Int, strength: Float = 1) -> (a: [Float], b: [Float]) {
        func values(_ step: Float) -> [Float] { (0..<32).map { strength * sin(step * Float($0 + module)) } }
        return (values(0.7), values(1.9))
    }

    private func write(peft name: String, adapter: String = "", strength: Float = 1) throws {
        try FileManager.default.createDirectory(atPath: home.path(name), withIntermediateDirectories: false)
        try home.write(
            #"{"peft_type": "LORA", "r": 2, "lora_alpha": 6, "target_modules": ["q_proj", "o_proj"]}"#.utf8,
            to: "\(name)/adapter_config.json")
        let tensors = Self.modules.enumerated().flatMap { index, module in
            let (a, b) = Self.factors(index, strength: strength)
            let prefix = "base_model.model.\(module).lora_"
            return [
                TensorContent(name: "\(prefix)A\(adapter).weight", shape: [2, 16], values: a),
                TensorContent(name: "\(prefix)B\(adapter).weight", shape: [16, 2], values: b),
            ]
        }
        try SafetensorsWriter.write(tensors, to: home.path("\(name)/adapter_model.safetensors"))
    }

    /// The same update as MLX keeps it.
    private func write(mlx name: String) throws {
        try FileManager.default.createDirectory(atPath: home.path(name), withIntermediateDirectories: false)
        try home.write(
            #"{"fine_tune_type": "lora", "num_layers": 2, "lora_parameters": {"rank": 2, "scale": 3.0, "dropout": 0}}"#
                .utf8, to: "\(name)/adapter_config.json")
        let tensors = Self.modules.enumerated().flatMap { index, module in
            let (a, b) = Self.factors(index)
            func turned(_ values: [Float], rows: Int, columns: Int) -> [Float] {
                (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
            }
            return [
                TensorContent(
                    name: "\(module).lora_a", shape: [16, 2], values: turned(a, rows: 2, columns: 16)),
                TensorContent(
                    name: "\(module).lora_b", shape: [2, 16], values: turned(b, rows: 16, columns: 2)),
            ]
        }
        try SafetensorsWriter.write(tensors, to: home.path("\(name)/adapters.safetensors"))
    }

    @Test func oneUpdateInThreeFormatsIsTheSame() throws {
        try write(peft: "peft")
        try write(peft: "named", adapter: ".default")
        try write(mlx: "mlx")
        func score(_ adapter: String?) throws -> String {
            let arguments = adapter.map { ["--adapter", home.path($0)] } ?? []
            let result = try run(["score", "--json"] + arguments + model)
            #expect(result.status == 0, "\(result.errors)")
            return result.output
        }
        let expected = try score("peft")
        #expect(try expected != score(nil))
        for name in ["named", "mlx"] {
            #expect(try score(name) == expected)
            // Exported, it is PEFT's, whatever it was.
            let exported = try run(["adapters", "export", home.path(name), "--to", home.path("\(name)-out")])
            #expect(exported.status == 0, "\(exported.errors)")
            #expect(try AdapterFolder(path: home.path("\(name)-out")).isPlainPEFT)
            #expect(try score("\(name)-out") == expected)
        }
    }

    @Test func aHuggingFaceFolderIsMergedIntoAnother() throws {
        try write(peft: "peft")
        let merged = try run(
            ["adapters", "merge", home.path("peft"), "--to", home.path("merged")] + model)
        #expect(merged.status == 0, "\(merged.errors)")
        for name in ["tokenizer.json", "tokenizer_config.json"] {
            let (copy, original) = (home.path("merged/\(name)"), home.path("tiny/\(name)"))
            #expect(FileManager.default.contentsEqual(atPath: copy, andPath: original), "\(name)")
        }
        func sum(_ arguments: [String]) throws -> Double {
            try #require(try run(["score", "--json"] + arguments).objects().first?["sum"] as? Double)
        }
        let (whole, base) = (try sum(["--adapter", home.path("peft")] + model), try sum(model))
        let result = try sum(["--model", home.path("merged")])
        #expect(abs(result - whole) < 1e-3 && abs(result - base) > 1e-2)
    }

    /// Factors that are numbers and whose products are none.
    @Test func anAdapterThatOverflowsIsNamedAndNeverMerged() throws {
        try write(peft: "wild", strength: 1e25)
        for type in ["f32", "bf16"] {
            let merged = try run(
                ["adapters", "merge", home.path("wild"), "--type", type, "--to", home.path("merged")] + model)
            #expect(merged.status == 65 && merged.output.isEmpty, "\(merged.errors)")
            #expect(
                merged.errors.contains(
                    "wild: tensor 'model.layers.0.self_attn.q_proj.weight': is no number in every place"),
                "\(merged.errors)")
            #expect(!FileManager.default.fileExists(atPath: home.path("merged")))
        }
        for command in [["score"], ["score", "--json"], ["generate", "--raw", "--prompt", "a"]] {
            let result = try run(command + ["--quiet", "--adapter", home.path("wild")] + model)
            #expect(
                result.status == 65 && result.output.isEmpty
                    && result.errors.hasPrefix(
                        "selkie: \(home.path("wild")): logits: they are no numbers with this adapter on"),
                "\(result.errors)")
        }
    }

    @Test func whatIsGivenInThePlaceOfAModelIsToldByWhatItIs() throws {
        try write(peft: "peft")
        let gguf = home.path("lora.gguf")
        let exported = try run(
            ["adapters", "export", home.path("peft"), "--format", "gguf", "--to", gguf] + model)
        #expect(exported.status == 0, "\(exported.errors)")
        let lora = try run(["score", "--model", gguf])
        #expect(
            lora.status == 65
                && lora.errors.contains(
                    "lora.gguf: is a LoRA adapter and no model; give its base as the model")
        )
        // The remedy, followed: the base, and the folder that the file was made of.
        #expect(try run(["score", "--adapter", home.path("peft")] + model).status == 0)

        let projector = home.path("mmproj.gguf")
        try GGUFWriter.write(metadata: ["general.architecture": .string("clip")], tensors: [], to: projector)
        for command in ["score", "tokenize"] {
            let result = try run([command, "--model", projector])
            #expect(
                result.status == 65
                    && result.errors.contains(
                        "is a projector, which lets a model see pictures or hear; name the model's own")
            )
        }
        let folder = try run(["score", "--model", home.path("peft")])
        #expect(
            folder.status == 65
                && folder.errors.contains(
                    "no config.json in this folder; this is an adapter: give it as the adapter")
        )
        let weights = try run(["score", "--model", home.path("tiny/model.safetensors")])
        #expect(
            weights.status == 65
                && weights.errors.contains(
                    "is a part of a model, which is read from its folder; name the folder \(home.path("tiny"))\n"
                ))
        #expect(try run(["score", "--model", home.path("tiny")]).status == 0)
        try FileManager.default.createDirectory(
            atPath: home.path("files"), withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: gguf, toPath: home.path("files/a.gguf"))
        let files = try run(["score", "--model", home.path("files")])
        #expect(
            files.errors.contains(
                "no config.json in this folder, and a.gguf is a LoRA adapter and no model; give its base as the model"
            ),
            "\(files.errors)")
        // A model beside it is named, and not refused under that name for what it is.
        try GGUFWriter.write(
            metadata: ["general.architecture": .string("llama")], tensors: [], to: home.path("files/m.gguf"))
        for _ in 0..<2 {
            let both = try run(["score", "--model", home.path("files")])
            #expect(both.errors.contains("in this folder; name the file \(home.path("files/m.gguf"))\n"))
            try home.write("{}".utf8, to: "files/config.json")
        }
    }

    /// What is often found beside models, given for one and for an adapter: (name, bytes, what is said of it).
    private static let others: [(name: String, bytes: [UInt8], what: String)] = [
        ("weights.npz", Array("PK\u{3}\u{4}".utf8), "is an archive of NumPy, which is not read"),
        ("adapters.npz", Array("PK\u{3}\u{4}".utf8), "is an archive of NumPy, which is not read"),
        ("pytorch_model.bin", Array("PK\u{3}\u{4}".utf8), "is a pickle of PyTorch, which is never read"),
        ("old.pt", [0x80, 2], "is a pickle of PyTorch, which is never read"),
        ("imatrix.dat", [1, 0, 0, 0], "is an importance matrix"),
        ("model-00001-of-00002.safetensors", [8], "holds weights, and the "),
    ]

    @Test func whatLiesBesideModelsIsToldByWhatItIs() throws {
        for (name, bytes, what) in Self.others {
            let folder = "of \(name)"
            try FileManager.default.createDirectory(
                atPath: home.path(folder), withIntermediateDirectories: false)
            let file = try home.write(bytes, to: "\(folder)/\(name)")
            for arguments in [["--model", file], ["--adapter", file] + model] {
                let result = try run(["score"] + arguments)
                #expect([65, 66].contains(result.status), "\(result.errors)")
                #expect(result.errors.contains("\(name): \(what)"), "\(result.errors)")
            }
            // And where its folder is given.
            for arguments in [["--model", home.path(folder)], ["--adapter", home.path(folder)] + model] {
                let result = try run(["score"] + arguments)
                #expect([65, 66].contains(result.status), "\(result.errors)")
                #expect(result.errors.contains("\(name) \(what)"), "\(result.errors)")
            }
        }
        try GGUFWriter.write(
            metadata: ["general.architecture": .string("clip")], tensors: [], to: home.path("mmproj.gguf"))
        let projector = try run(["score", "--adapter", home.path("mmproj.gguf")] + model)
        #expect(projector.errors.contains("mmproj.gguf: is a projector"), "\(projector.errors)")
        try write(peft: "part")
        let part = try run(["score", "--model", home.path("part/adapter_model.safetensors")])
        #expect(
            part.errors.contains(
                "is a part of an adapter, which is read from its folder; give the folder \(home.path("part")) as the adapter"
            ), "\(part.errors)")
        try FileManager.default.removeItem(atPath: home.path("part/adapter_config.json"))
        let bare = try run(["score", "--adapter", home.path("part")] + model)
        #expect(
            bare.errors.contains(
                "adapter_config.json is not there; adapter_model.safetensors holds weights, and the adapter_config.json"
            ), "\(bare.errors)")
    }

    @Test func whatIsGivenInThePlaceOfAnAdapterIsToldByWhatItIs() throws {
        try write(peft: "peft")
        func refusal(_ adapter: String) throws -> String {
            let result = try run(["score", "--adapter", home.path(adapter)] + model)
            #expect(result.status == 65 || result.status == 66, "\(result.errors)")
            return result.errors
        }
        #expect(
            try refusal("tiny").contains(
                "adapter_config.json is not there; this is a model: give it as the model"))
        #expect(try run(["score", "--model", home.path("tiny"), "--adapter", home.path("peft")]).status == 0)
        #expect(
            try refusal("peft/adapter_model.safetensors").contains(
                "is a part of an adapter, which is read from its folder; name the folder \(home.path("peft"))\n"
            ))
        let gguf = home.path("lora.gguf")
        #expect(
            try run(["adapters", "export", home.path("peft"), "--format", "gguf", "--to", gguf] + model)
                .status == 0)
        #expect(try refusal("lora.gguf").contains("is a GGUF file that other programs lay over a base"))
        try GGUFWriter.write(
            metadata: ["general.architecture": .string("llama")], tensors: [], to: home.path("m.gguf"))
        #expect(try refusal("m.gguf").contains("is a model and no adapter; give it as the model"))
        try FileManager.default.createDirectory(atPath: home.path("run"), withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: home.path("peft"), toPath: home.path("run/checkpoint-50"))
        #expect(
            try refusal("run").contains(
                "adapter_config.json is not there; name the folder \(home.path("run/checkpoint-50"))\n"))
        #expect(try run(["score", "--adapter", home.path("run/checkpoint-50")] + model).status == 0)
    }
}
