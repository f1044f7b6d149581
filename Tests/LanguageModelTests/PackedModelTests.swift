import LanguageModel
import ModelFormats
import Testing

/// A model of few bits, which is computed with packed weights, against the same numbers as floats.
@Suite struct PackedModelTests {
    private static let kinds: [[TensorType]] = [
        [.q4_0, .q8_0, .q5_0], [.f16], [.bf16], [.bf16, .q8_0, .f16],
    ]

    /// The packed model and its export to float32, which is exact.
    private func models(_ types: [TensorType]) throws -> (packed: LanguageModel, floats: LanguageModel) {
        let folder = try ExportFolder()
        var kind = TinyGGUF.kinds[0]
        kind.blockTypes = types
        try TinyGGUF.write(kind, to: folder.path + "/base.gguf")
        let packed = try LanguageModel(path: folder.path + "/base.gguf", threads: 2)
        try MergedModel.write(packed, nil, as: .float32, to: folder.path + "/floats")
        return (packed, try LanguageModel(path: folder.path + "/floats", threads: 2))
    }

    private func sequences(_ lengths: [Int], _ model: LanguageModel) -> [TrainingSequence] {
        var generator = SeededGenerator(seed: 3)
        return lengths.map { length in
            TrainingSequence(
                tokens: (0..<length).map { _ in
                    Int32.random(in: 0..<Int32(model.configuration.vocabulary), using: &generator)
                })
        }
    }

    @Test(arguments: kinds) func largeWeightsOfFewBitsArePacked(types: [TensorType]) throws {
        let (packed, floats) = try models(types)
        let weights = Projection.allCases.map { WeightName.projection($0, layer: 1) } + [.embedding, .output]
        for name in weights {
            #expect(packed.parts.weights.packed.holder(of: name, packed.configuration) != nil)
            #expect(floats.parts.weights.packed.holder(of: name, floats.configuration) == nil)
        }
        // Norms are all that takes memory as floats.
        let norms = (2 * packed.configuration.layers + 1) * packed.configuration.hidden * 4
        #expect(packed.parts.weights.floatByteCount < norms + 1024)
        #expect(floats.parts.weights.floatByteCount > 4 * packed.configuration.weightsPerToken)
    }

    @Test(arguments: kinds) func logProbabilitiesAreThoseOfTheFloats(types: [TensorType]) async throws {
        let (packed, floats) = try models(types)
        let rows = sequences([2, 9, 30, 61], packed).map { (sequence: $0, adapter: Adapter?.none) }
        let found = try await Engine(packed, threads: 2).logProbabilities(rows).flatMap { $0 }
        let expected = try await Engine(floats, threads: 2).logProbabilities(rows).flatMap { $0 }
        #expect(found.count == 98)
        #expect(largestDifference(found, expected) < 1e-4)
    }

    @Test(arguments: kinds) func trainingIsThatOnTheFloats(types: [TensorType]) async throws {
        let (packed, floats) = try models(types)
        var settings = TrainingSettings()
        settings.epochs = 3
        let jobs = [3, 5].map { seed in
            TrainingJob(
                initial: .random(
                    packed.configuration, LoRAConfiguration(rank: 4, alpha: 8), seed: seed, strength: 0.05),
                sequences: sequences([7, 31, 18], packed), settings: settings, seed: seed)
        }
        let found = try await Engine(packed, threads: 2).train(jobs)
        let expected = try await Engine(floats, threads: 2).train(jobs)
        for (one, other) in zip(found, expected) {
            #expect(relativeDifference(one.losses, reference: other.losses) < 1e-4)
            #expect(relativeDifference(one.gradientNorms, reference: other.gradientNorms) < 1e-4)
            #expect(
                relativeDifference(one.adapter.parameters.array, reference: other.adapter.parameters.array)
                    < 1e-3)
        }
    }
}
