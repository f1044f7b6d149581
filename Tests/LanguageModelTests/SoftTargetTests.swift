import Foundation
import LanguageModel
import Testing

/// Learning from what a teacher finds likely, against PyTorch and against plain cross-entropy.
@Suite struct SoftTargetTests {
    /// One row of logits with what PyTorch makes of it.
    struct Row: Decodable {
        let logits: [Float]
        let next: Int32
        let tokens: [Int32]
        let probabilities: [Float]
        let temperature: Float
        let hardShare: Float
        let loss: Float
        let gradient: [Float]
    }

    private static var sequence: TrainingSequence {
        var generator = SeededGenerator(seed: 7)
        return TrainingSequence(tokens: randomTokens(14, using: &generator), lossStart: 2)
    }

    @Test(arguments: [1, 3])
    func lossesAndGradientsMatchPyTorch(threads: Int) throws {
        let rows = try Goldens.decode([Row].self, from: "soft-targets.json")
        #expect(rows.count >= 6)
        let pool = ThreadPool(threads: threads)
        let width = rows[0].logits.count
        let logits = FloatBuffer(rows.flatMap(\.logits))
        let scratch = FloatBuffer(count: threads * width)
        let losses = pool.softCrossEntropy(
            Matrix(start: logits.start, rows: rows.count, columns: width),
            rows.map {
                SoftRow(
                    target: SoftTarget(tokens: $0.tokens, probabilities: $0.probabilities),
                    temperature: $0.temperature, hardShare: $0.hardShare)
            }, targets: rows.map(\.next), gradientScales: rows.map { _ in 0.5 },
            scratch: Matrix(start: scratch.start, rows: threads, columns: width))
        defer { withExtendedLifetime((logits, scratch)) {} }
        for (index, row) in rows.enumerated() {
            #expect(abs(losses[index] - row.loss) < 1e-4 * max(1, abs(row.loss)))
            let largest = row.gradient.map(abs).max() ?? 0
            for (place, expected) in row.gradient.enumerated() {
                #expect(abs(logits.start[index * width + place] * 2 - expected) < 1e-4 * max(largest, 1e-2))
            }
        }
    }

    /// A teacher that is sure of the next token teaches what the token itself does.
    @Test func aSureTeacherIsPlainCrossEntropy() throws {
        let model = try TinyModel("llama")
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        let adapter = Adapter.random(
            model.parts.configuration, LoRAConfiguration(rank: 4, alpha: 8), seed: 5)
        let plain = Self.sequence
        var soft = plain
        soft.soft = SoftTargets(
            plain.tokens[2...].map { SoftTarget(tokens: [$0], probabilities: [1]) }, temperature: 1)
        let results = trainer.firstGradients(
            [plain, soft].map {
                TrainingJob(
                    initial: adapter, sequences: [$0], settings: TrainingSettings(), steps: [[[0]]])
            })
        let (one, other) = (results[0], results[1])
        #expect(zip(one.losses, other.losses).allSatisfy { abs($0 - $1) < 1e-4 })
        let gradients = (one.gradient.parameters.array, other.gradient.parameters.array)
        let largest = gradients.0.map(abs).max() ?? 0
        #expect(largest > 0)
        #expect(zip(gradients.0, gradients.1).allSatisfy { abs($0 - $1) < 1e-4 * largest })
    }

    /// Who teaches itself has nothing to learn.
    @Test func ownTargetsHaveNoGradient() throws {
        let model = try TinyModel("qwen2")
        let transformer = Transformer(model.parts, pool: model.pool)
        let adapter = Adapter.random(
            model.parts.configuration, LoRAConfiguration(rank: 4, alpha: 8), seed: 5)
        let plain = Self.sequence
        let taught = Scorer(transformer).teach([(plain, adapter)], count: 8, temperature: 2)
        #expect(taught[0].count == plain.lossCount)
        #expect(
            taught[0].allSatisfy {
                $0.tokens.count == 8 && $0.probabilities == $0.probabilities.sorted(by: >)
                    && $0.probabilities.reduce(0, +) < 1.0001
            })
        var soft = plain
        soft.soft = SoftTargets(taught[0])
        func gradient(_ sequence: TrainingSequence) throws -> (loss: Float, largest: Float) {
            let job = TrainingJob(
                initial: adapter, sequences: [sequence], settings: TrainingSettings(), steps: [[[0]]])
            let result = try #require(Trainer(transformer).firstGradients([job]).first)
            return (
                result.losses.map(abs).max() ?? 0, result.gradient.parameters.array.map(abs).max() ?? 0
            )
        }
        let (own, hard) = (try gradient(soft), try gradient(plain))
        #expect(own.loss < 1e-4)
        #expect(own.largest < 1e-3 * hard.largest)
    }
}
