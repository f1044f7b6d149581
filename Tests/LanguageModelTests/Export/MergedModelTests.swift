import Files
import LanguageModel
import ModelFormats
import Testing

/// Merged models of Hugging Face bases, loaded again by this engine.
@Suite struct MergedModelTests {
    @Test(arguments: TrainingGoldenTests.names)
    func theMergedModelGivesTheLogitsOfBaseAndAdapter(name: String) throws {
        let (golden, model, adapter) = try parts(name)
        let folder = try ExportFolder()
        let path = folder.path + "/merged"
        try write(model, adapter, base: golden.base, .float32, to: path)
        let merged = try HuggingFaceFolder(path: path)
        let again = try ModelParts(merged, pool: model.pool)
        #expect(again.configuration == model.parts.configuration)

        let stored = try SafetensorsFile(path: Goldens.path("lora/\(name)/logits.safetensors"))
        let expected = try Goldens.floats(stored, "held_out")
        #expect(largestDifference(logits(again, golden.heldOut, model.pool), expected) < 1e-4)
        // The bare base is something else, so that the comparison means something.
        #expect(largestDifference(logits(model.parts, golden.heldOut, model.pool), expected) > 1e-3)
    }

    @Test(arguments: ["gemma3", "llama", "qwen2"])
    func tensorsAreThoseOfTheBase(base: String) throws {
        let model = try TinyModel(base)
        let folder = try ExportFolder()
        let path = folder.path + "/copy"
        try write(model, nil, base: base, .float32, to: path)
        let original = try HuggingFaceFolder(path: Goldens.path("models/\(base)")).weights
        let copy = try HuggingFaceFolder(path: path).weights
        #expect(Set(copy.tensors.map(\.name)) == Set(original.tensors.map(\.name)))
        for entry in original.tensors {
            let (written, bytes) = try copy.tensor(named: entry.name)
            #expect(written.shape == entry.shape && written.type == .f32)
            let values = (0..<bytes.count / 4).map {
                bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
            }
            let expected = try original.bytes(of: entry)
            for (index, value) in values.enumerated() {
                let reference = expected.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
                // Gemma's norms go through one more and one less.
                #expect(abs(value - reference) <= (base == "gemma3" ? 2e-7 : 0), "\(entry.name)[\(index)]")
            }
        }
    }

    @Test func bfloat16HalvesTheFile() throws {
        let (golden, model, adapter) = try parts("llama-all-linear")
        let folder = try ExportFolder()
        try write(model, adapter, base: golden.base, .bfloat16, to: folder.path + "/half")
        let merged = try HuggingFaceFolder(path: folder.path + "/half")
        #expect(merged.weights.tensors.allSatisfy { $0.type == .bf16 })
        #expect(merged.config.elementType == "bfloat16")
        let again = try ModelParts(merged, pool: model.pool)
        try write(model, adapter, base: golden.base, .float32, to: folder.path + "/whole")
        let whole = try ModelParts(HuggingFaceFolder(path: folder.path + "/whole"), pool: model.pool)
        let places = zip(
            again.weights.places(again.configuration), whole.weights.places(whole.configuration))
        for ((name, rounded), (_, exact)) in places {
            let values = zip(
                again.weights.values(of: name, rounded, again.configuration),
                whole.weights.values(of: name, exact, whole.configuration))
            #expect(values.allSatisfy { abs($0 - $1) <= abs($1) / 256 }, "\(name)")
        }
    }

    @Test func aFolderThatExistsIsLeftAlone() throws {
        let (golden, model, adapter) = try parts("llama-all-linear")
        let folder = try ExportFolder()
        let error = try #require(throws: Diagnosis.self) {
            try write(model, adapter, base: golden.base, .float32, to: folder.path)
        }
        #expect(error.code == .alreadyExists)
    }

    private func parts(_ name: String) throws -> (TrainingGoldenTests.Case, TinyModel, Adapter) {
        let golden = try Goldens.decode(TrainingGoldenTests.Case.self, from: "lora/\(name)/case.json")
        let model = try TinyModel(golden.base)
        let adapter = try Adapter(
            AdapterFolder(path: Goldens.path("lora/\(name)/final")), for: model.parts.configuration)
        return (golden, model, adapter)
    }

    private func write(
        _ model: TinyModel, _ adapter: Adapter?, base: String, _ type: MergedModel.ElementType,
        to path: String
    ) throws {
        let source = try HuggingFaceFolder(path: Goldens.path("models/\(base)"))
        try MergedModel.write(
            model.parts, adapter, files: SourceFiles.copied(from: source, type), as: type, to: path)
    }

    private func logits(_ parts: ModelParts, _ tokens: [Int32], _ pool: ThreadPool) -> [Float] {
        let transformer = Transformer(parts, pool: pool)
        var pack = Pack()
        pack.append(tokens: tokens, adapter: nil)
        let head = OutputHead(transformer)
        return withExtendedLifetime(head) {
            let logits = head.run(transformer.run(pack), rows: Array(0..<pack.rows)).logits
            return (0..<logits.rows).flatMap {
                Array(UnsafeBufferPointer(start: logits.row($0), count: logits.columns))
            }
        }
    }
}
