import LanguageModel
import ModelFormats
import Testing

/// Training against PEFT: losses, learning rates, gradient norms and the final adapter of 20 steps.
@Suite struct TrainingGoldenTests {
    struct Case: Decodable {
        let base: String
        let schedule: String
        let learningRate: [Float]
        let warmupSteps: Int
        let weightDecay: Float
        let clip: Float?
        let sequences: [[Int32]]
        let lossStart: [Int]
        let order: [[[Int]]]
        let heldOut: [Int32]
        let loss: [Float]
        let gradientNorm: [Float]

        /// The settings of the job.
        func settings() throws -> TrainingSettings {
            var settings = TrainingSettings()
            settings.learningRate = try #require(learningRate.max())
            settings.schedule = try #require(TrainingSettings.Schedule(rawValue: schedule))
            settings.warmupSteps = warmupSteps
            settings.weightDecay = weightDecay
            settings.gradientClip = clip
            return settings
        }
    }

    static let names = [
        "llama-all-linear", "qwen3-qv-cosine", "qwen2-patterns-rslora", "gemma3-upper-layers",
        "llama-regular-expression",
    ]

    @Test(arguments: names)
    func twentyStepsMatchPEFT(name: String) throws {
        let golden = try Goldens.decode(Case.self, from: "lora/\(name)/case.json")
        let model = try TinyModel(golden.base)
        let configuration = model.parts.configuration
        let initial = try Adapter(
            AdapterFolder(path: Goldens.path("lora/\(name)/initial")), for: configuration)
        let job = TrainingJob(
            initial: initial,
            sequences: zip(golden.sequences, golden.lossStart).map {
                TrainingSequence(tokens: $0, lossStart: $1)
            },
            settings: try golden.settings(), steps: golden.order)
        let transformer = Transformer(model.parts, pool: model.pool)
        let trained = try #require(
            Trainer(transformer).train([job], progress: { _, _ in }, shouldStop: { false }).first)

        #expect(trained.failure == nil)
        #expect(trained.losses.count == golden.loss.count)
        for (loss, expected) in zip(trained.losses, golden.loss) {
            #expect(abs(loss - expected) < 1e-3 * abs(expected))
        }
        for (norm, expected) in zip(trained.gradientNorms, golden.gradientNorm) {
            #expect(abs(norm - expected) < 1e-3 * abs(expected))
        }
        let final = try Adapter(AdapterFolder(path: Goldens.path("lora/\(name)/final")), for: configuration)
        for (mine, theirs) in zip(trained.adapter.factors(), final.factors()) {
            #expect(mine.module == theirs.module)
            #expect(relativeDifference(mine.a, reference: theirs.a) < 1e-3)
            #expect(relativeDifference(mine.b, reference: theirs.b) < 1e-3)
        }
        // The loaded final adapter gives the reference's logits on text it was not trained on.
        let stored = try SafetensorsFile(path: Goldens.path("lora/\(name)/logits.safetensors"))
        var pack = Pack()
        pack.append(tokens: golden.heldOut, adapter: final)
        #expect(largestDifference(model.run(pack), try Goldens.floats(stored, "held_out")) < 1e-4)
    }

    @Test(arguments: names)
    func learningRatesFollowTheSchedule(name: String) throws {
        let golden = try Goldens.decode(Case.self, from: "lora/\(name)/case.json")
        let settings = try golden.settings()
        for (step, expected) in golden.learningRate.enumerated() {
            let rate = settings.learningRate(step: step, of: golden.learningRate.count)
            #expect(abs(rate - expected) <= 1e-6 * settings.learningRate)
        }
    }
}
