import Files
import LanguageModel
import ModelFormats
import Testing

/// An adapter of MLX on a tiny model, against weights that are folded here by MLX's own formula.
@Suite struct MLXAdapterTests {
    @Test func theUpdateIsScaleTimesTheProductOfTheTransposedFactors() throws {
        let model = try TinyModel("llama")
        let configuration = model.parts.configuration
        let (rank, scale) = (3, 20.0)
        var generator = SeededGenerator(seed: 5)
        func random(_ count: Int) -> [Float] {
            (0..<count).map { _ in Float.random(in: -0.1..<0.1, using: &generator) }
        }
        var tensors: [TensorContent] = []
        var factors: [String: (a: [Float], b: [Float], shape: (in: Int, out: Int))] = [:]
        for projection in [Projection.query, .value, .down] {
            let path = "model.layers.1.\(projection.modulePath)"
            let shape = configuration.shape(of: projection)
            let (a, b) = (random(shape.in * rank), random(rank * shape.out))
            tensors.append(TensorContent(name: path + ".lora_a", shape: [shape.in, rank], values: a))
            tensors.append(TensorContent(name: path + ".lora_b", shape: [rank, shape.out], values: b))
            factors[path + ".weight"] = (a, b, (shape.in, shape.out))
        }
        let folder = try ExportFolder()
        try SafetensorsWriter.write(tensors, to: folder.path + "/adapters.safetensors")
        try AtomicFile.write(
            #"{"fine_tune_type": "lora", "lora_parameters": {"rank": \#(rank), "scale": \#(scale)}}"#,
            to: folder.path + "/adapter_config.json")
        let adapter = try Adapter(AdapterFolder(path: folder.path), for: configuration)
        try MergedModel.write(model.parts, adapter, files: [], as: .float32, to: folder.path + "/merged")

        let base = try SafetensorsFolder(path: Goldens.path("models/llama"))
        let merged = try SafetensorsFolder(path: folder.path + "/merged")
        for entry in base.tensors {
            var expected = try Self.floats(base, entry.name)
            if let (a, b, shape) = factors[entry.name] {
                // y = W x + scale · (x A) B, A being [in, rank] and B [rank, out].
                for row in 0..<shape.out {
                    for column in 0..<shape.in {
                        let sum = (0..<rank).reduce(0.0) {
                            $0 + Double(a[column * rank + $1]) * Double(b[$1 * shape.out + row])
                        }
                        expected[row * shape.in + column] += Float(scale * sum)
                    }
                }
                #expect(try largestDifference(Self.floats(base, entry.name), expected) > 0.1)
            }
            #expect(try largestDifference(Self.floats(merged, entry.name), expected) < 1e-5, "\(entry.name)")
        }
    }

    private static func floats(_ folder: SafetensorsFolder, _ name: String) throws -> [Float] {
        let (entry, bytes) = try folder.tensor(named: name)
        return try #require(entry.type.decode(bytes))
    }
}
