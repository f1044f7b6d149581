import LanguageModel
import ModelFormats
import Testing

/// The hand-derived backward pass against differences of losses, and against PEFT's gradients.
@Suite struct GradientTests {
    static let adapted = [
        LoRAConfiguration(rank: 4, alpha: 8),
        LoRAConfiguration(rank: 3, alpha: 6, projections: [.query, .value, .down], layers: 1..<3),
        LoRAConfiguration(rank: 2, alpha: 3, projections: [.key, .output, .gate], layers: 0..<1),
        LoRAConfiguration(rank: 2, alpha: 4, projections: [.up], layers: 1..<2),
    ]

    /// Sequences of many kinds: all tokens, completion alone, a single token, no token that bears loss.
    private static func sequences() -> [TrainingSequence] {
        var generator = SeededGenerator(seed: 11)
        return [
            TrainingSequence(tokens: randomTokens(9, using: &generator)),
            TrainingSequence(tokens: randomTokens(14, using: &generator), lossStart: 8),
            TrainingSequence(tokens: randomTokens(1, using: &generator)),
            TrainingSequence(tokens: randomTokens(2, using: &generator)),
            TrainingSequence(tokens: randomTokens(5, using: &generator), lossStart: 5),
        ]
    }

    @Test func aSequencesWeightScalesItsGradient() throws {
        let model = try TinyModel(try #require(TinyModel.architectures.first))
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        let adapter = Adapter.random(model.parts.configuration, Self.adapted[0], seed: 5)
        func gradient(_ weight: Float) throws -> [Float] {
            var sequence = Self.sequences()[0]
            sequence.weight = weight
            let job = TrainingJob(
                initial: adapter, sequences: [sequence], settings: TrainingSettings(), steps: [[[0]]])
            let gradient = try #require(trainer.firstGradients([job]).first).gradient
            return (0..<gradient.parameters.count).map { gradient.parameters.start[$0] }
        }
        let (plain, turned) = (try gradient(1), try gradient(-2))
        let largest = plain.map(abs).max() ?? 0
        #expect(largest > 0)
        #expect(zip(plain, turned).allSatisfy { abs($1 + 2 * $0) <= 1e-5 * largest })
    }

    /// What is learned of a sequence and what is only heard add up to the whole.
    @Test func whatIsOnlyHeardBearsNoLoss() throws {
        let model = try TinyModel("llama")
        let transformer = Transformer(model.parts, pool: model.pool)
        let adapter = Adapter.random(model.parts.configuration, Self.adapted[0], seed: 5)
        let whole = TrainingSequence(tokens: (1...12).map { Int32($0) }, lossStart: 3)
        var (learned, heard) = (whole, whole)
        learned.heard = [5..<7, 9..<10]
        heard.heard = [3..<5, 7..<9, 10..<12]
        #expect((learned.lossCount, heard.lossCount) == (6, 3))
        let results = Trainer(transformer).firstGradients(
            [whole, learned, heard].map {
                TrainingJob(initial: adapter, sequences: [$0], settings: TrainingSettings(), steps: [[[0]]])
            })
        #expect(results.map(\.losses.count) == [9, 6, 3])
        let wanted = [0, 1, 4, 5, 7, 8].map { results[0].losses[$0] }
        #expect(zip(results[1].losses, wanted).allSatisfy { abs($0 - $1) < 1e-5 })
        let sums = zip(results, [9, 6, 3] as [Float]).map { result, count in
            result.gradient.parameters.array.map { $0 * count }
        }
        let largest = try #require(sums[0].map(abs).max())
        #expect(sums[0].indices.allSatisfy { abs(sums[1][$0] + sums[2][$0] - sums[0][$0]) < 1e-4 * largest })
        let scores = Scorer(transformer).run([(learned, adapter), (heard, adapter)])
        #expect(scores.map(\.count) == [6, 3])
        #expect(zip(scores[0], results[1].losses).allSatisfy { abs($0 + $1) < 1e-4 })
    }

    @Test(arguments: TinyModel.architectures, adapted.indices)
    func gradientsMatchFiniteDifferences(name: String, which: Int) throws {
        let model = try TinyModel(name)
        let transformer = Transformer(model.parts, pool: model.pool)
        let adapter = Adapter.random(model.parts.configuration, Self.adapted[which], seed: 5)
        let job = TrainingJob(
            initial: adapter, sequences: Self.sequences(), settings: TrainingSettings(),
            steps: [[[0, 1, 2, 3, 4]]])
        let result = try #require(Trainer(transformer).firstGradients([job]).first)
        #expect(result.losses.count == job.sequences.map(\.lossCount).reduce(0, +))

        let scorer = Scorer(transformer)
        func loss(_ adapter: Adapter) -> Double {
            let all = scorer.run(job.sequences.map { ($0, adapter) }).joined()
            return -all.reduce(0) { $0 + Double($1) } / Double(all.count)
        }
        var random = SeededGenerator(seed: 3)
        var compared = 0
        let factors = Self.places(adapter)
        for place in factors {
            let gradient = place.map { Double(result.gradient.parameters.start[$0]) }
            // A random direction that has much in common with the gradient, so that the loss moves at all.
            let direction = gradient.map { $0 * Double.random(in: 0...2, using: &random) }
            let slope = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
            let size = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let own = place.reduce(0) {
                $0 + Double(adapter.parameters.start[$1] * adapter.parameters.start[$1])
            }
            guard size > 0 else { continue }
            let step = min(0.01 / slope, 0.1 * own.squareRoot() / size)
            func moved(_ sign: Double) -> Double {
                let copy = adapter.copy()
                for (index, offset) in place.enumerated() {
                    copy.parameters.start[offset] += Float(sign * step * direction[index])
                }
                return loss(copy)
            }
            let measured = (moved(1) - moved(-1)) / (2 * step)
            // The loss is known to about 2e-7; where that hides the slope, nothing can be said.
            let noise = 2e-7 / step
            #expect(abs(measured - slope) < 0.01 * slope + noise)
            if noise < 0.03 * slope { compared += 1 }
        }
        #expect(
            compared * 4 >= factors.count * 3, "only \(compared) of \(factors.count) factors moved the loss")
    }

    /// The offsets of every factor in the block of parameters.
    private static func places(_ adapter: Adapter) -> [Range<Int>] {
        adapter.layout.groups.flatMap { $0.compactMap { $0 } }.flatMap { group in
            group.modules.flatMap { module in
                [
                    group.aOffset + module.rankOffset * group.inputWidth..<group.aOffset
                        + (module.rankOffset + module.rank) * group.inputWidth,
                    module.bOffset..<module.bOffset + module.outputWidth * module.rank,
                ]
            }
        }
    }

    @Test(arguments: TrainingGoldenTests.names)
    func gradientsMatchPEFT(name: String) throws {
        let golden = try Goldens.decode(TrainingGoldenTests.Case.self, from: "lora/\(name)/case.json")
        let model = try TinyModel(golden.base)
        let initial = try Adapter(
            AdapterFolder(path: Goldens.path("lora/\(name)/initial")), for: model.parts.configuration)
        let sequences = zip(golden.sequences, golden.lossStart).map {
            TrainingSequence(tokens: $0, lossStart: $1)
        }
        let step = try #require(golden.order.first)
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        var sum = [Float](repeating: 0, count: initial.parameterCount)
        for batch in step {
            let job = TrainingJob(
                initial: initial, sequences: sequences, settings: TrainingSettings(), steps: [[batch]])
            let gradient = try #require(trainer.firstGradients([job]).first).gradient.parameters.array
            for index in sum.indices { sum[index] += gradient[index] / Float(step.count) }
        }
        let mean = Adapter(layout: initial.layout)
        for index in sum.indices { mean.parameters.start[index] = sum[index] }

        let stored = try SafetensorsFile(path: Goldens.path("lora/\(name)/gradients.safetensors"))
        var compared = 0
        for (module, a, b) in mean.factors() {
            let path = "base_model.model.model.layers.\(module.layer).\(module.projection.modulePath)"
            for (values, factor) in [(a, "lora_A"), (b, "lora_B")] {
                let reference = try Goldens.floats(stored, "\(path).\(factor).weight")
                #expect(relativeDifference(values, reference: reference) < 1e-3, "\(path).\(factor)")
                compared += 1
            }
        }
        #expect(compared == stored.tensors.count)
    }

    /// What a sequence adds to the gradient is the same alone, among others, and for every adapter of the pack.
    @Test(arguments: TinyModel.architectures)
    func neighboursInThePackChangeNothing(name: String) throws {
        let model = try TinyModel(name)
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        let sequences = Self.sequences()
        let jobs = LoRAConfiguration.variety.enumerated().map { index, lora in
            TrainingJob(
                initial: Adapter.random(model.parts.configuration, lora, seed: UInt64(index)),
                sequences: sequences,
                settings: TrainingSettings(), steps: [[index == 2 ? [0, 1, 3] : [(index + 1) % 2, 3]]])
        }
        let together = trainer.firstGradients(jobs)
        for (job, result) in zip(jobs, together) {
            let alone = try #require(trainer.firstGradients([job]).first)
            #expect(relativeDifference(result.losses, reference: alone.losses) < 1e-6)
            #expect(
                relativeDifference(
                    result.gradient.parameters.array, reference: alone.gradient.parameters.array) < 1e-5)
            // The batch's gradient is the mean over its tokens.
            var sum = [Float](repeating: 0, count: result.gradient.parameterCount)
            let batch = try #require(job.steps.first?.first)
            let count = batch.map { sequences[$0].lossCount }.reduce(0, +)
            for index in batch {
                var single = job
                single.steps = [[[index]]]
                let part = try #require(trainer.firstGradients([single]).first).gradient.parameters.array
                let share = Float(sequences[index].lossCount) / Float(count)
                for place in sum.indices { sum[place] += share * part[place] }
            }
            #expect(relativeDifference(sum, reference: alone.gradient.parameters.array) < 1e-5)
        }
    }

    @Test func sequencesWithoutLossGiveNoGradient() throws {
        let model = try TinyModel("llama")
        let adapter = Adapter.random(model.parts.configuration, LoRAConfiguration(rank: 2), seed: 1)
        let job = TrainingJob(
            initial: adapter, sequences: Self.sequences(), settings: TrainingSettings(), steps: [[[2, 4]]])
        let result = try #require(
            Trainer(Transformer(model.parts, pool: model.pool)).firstGradients([job]).first)
        #expect(result.losses.isEmpty)
        #expect(result.gradient.parameters.array.allSatisfy { $0 == 0 })
    }
}
