import LanguageModel
import Testing

/// Adapters that are stacked: their updates add up, and what was there before stays.
@Suite struct StackingTests {
    private static let lower = LoRAConfiguration(rank: 3, alpha: 9, projections: [.query, .gate, .down])
    private static let upper = LoRAConfiguration(rank: 4, alpha: 8)

    private func scores(_ model: TinyModel, _ adapter: Adapter?) -> [Float] {
        Scorer(Transformer(model.parts, pool: model.pool)).run(
            model.sequences.map { (TrainingSequence(tokens: $0), adapter) }
        ).flatMap { $0 }
    }

    @Test(arguments: TinyModel.architectures)
    func updatesAddUp(name: String) throws {
        let model = try TinyModel(name)
        let c = model.parts.configuration
        let lower = Adapter.random(c, Self.lower, seed: 1)
        let upper = Adapter.random(c, Self.upper, seed: 2)
        let one = scores(model, lower.stacked(below: upper, in: c))
        let other = scores(model, upper.stacked(below: lower, in: c))
        #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-4 })
        // What was stacked can be taken off again.
        let above = lower.stacked(below: upper, in: c).above(lower, in: c)
        #expect(above.layout == upper.layout && above.parameters.array == upper.parameters.array)
        // Neither is lost.
        let alone = scores(model, lower)
        #expect(zip(one, alone).contains { abs($0 - $1) > 1e-3 })
        #expect(zip(one, scores(model, upper)).contains { abs($0 - $1) > 1e-3 })
        // An update that is nothing adds nothing.
        let fresh = Adapter(c, Self.upper, seed: 3)
        let same = scores(model, lower.stacked(below: fresh, in: c))
        #expect(zip(same, alone).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test(arguments: [0, 0.1] as [Float])
    func whatOneIsStackedUponStays(weightDecay: Float) throws {
        let model = try TinyModel("llama")
        let c = model.parts.configuration
        let lower = Adapter.random(c, Self.lower, seed: 1)
        let initial = lower.stacked(below: Adapter(c, Self.upper, seed: 2), in: c)
        var settings = TrainingSettings()
        settings.weightDecay = weightDecay
        settings.epochs = 4
        var job = TrainingJob(
            initial: initial, sequences: model.sequences.map { TrainingSequence(tokens: $0) },
            settings: settings, seed: 1)
        job.foundations = [lower]
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        let trained = try #require(
            trainer.train([job], progress: { _, _ in }, shouldStop: { false }).first)
        #expect(trained.failure == nil)
        var kept = 0
        for ((module, a, b), before) in zip(trained.adapter.factors(), initial.factors()) {
            let rank = Self.lower.projections.contains(module.projection) ? Self.lower.rank : 0
            let width = a.count / module.rank
            #expect(a.prefix(rank * width) == before.a.prefix(rank * width))
            #expect(a.dropFirst(rank * width) != before.a.dropFirst(rank * width))
            for row in 0..<module.outputWidth {
                let columns = row * module.rank..<row * module.rank + rank
                #expect(b[columns] == before.b[columns])
            }
            kept += rank
        }
        #expect(kept > 0)
    }

    @Test(arguments: [0, 0.1] as [Float])
    func eachSequenceHasItsOwnFoundation(weightDecay: Float) throws {
        let model = try TinyModel("llama")
        let c = model.parts.configuration
        let lowers = [1, 2].map { Adapter.random(c, Self.lower, seed: $0) }
        let upper = Adapter.random(c, Self.upper, seed: 3)
        let trainer = Trainer(Transformer(model.parts, pool: model.pool))
        var settings = TrainingSettings()
        settings.weightDecay = weightDecay
        let sequences = model.sequences.prefix(2).map { TrainingSequence(tokens: $0) }
        var job = TrainingJob(
            initial: lowers[1].stacked(below: upper, in: c), sequences: sequences, settings: settings,
            steps: [[[0]], [[1]], [[0], [1]], [[1], [0]]])
        job.foundations = lowers
        let trained = trainer.train([job], progress: { _, _ in }, shouldStop: { false })[0]
        // The first step of the first foundation is what it would be without the second.
        var alone = TrainingJob(
            initial: lowers[0].stacked(below: upper, in: c), sequences: sequences, settings: settings,
            steps: [[[0]]])
        alone.foundations = [lowers[0]]
        #expect(
            trainer.train([alone], progress: { _, _ in }, shouldStop: { false })[0].losses[0]
                == trained.losses[0])
        // Whatever lay below last is as it was, and what is above has learned.
        let last = lowers[0].stacked(below: trained.adapter.above(lowers[0], in: c), in: c)
        #expect(last.parameters.array == trained.adapter.parameters.array)
        #expect(trained.adapter.above(lowers[0], in: c).parameters.array != upper.parameters.array)
        #expect(trained.losses[2] < (trained.losses[0] + trained.losses[1]) / 2)
    }

    @Test func anEngineRefusesABatchOfSeveralFoundations() async throws {
        let engine = try TinyModel.engine("llama")
        let c = engine.model.configuration
        let lowers = [1, 2].map { Adapter.random(c, Self.lower, seed: $0) }
        var job = TrainingJob(
            initial: lowers[0].stacked(below: Adapter(c, Self.upper, seed: 3), in: c),
            sequences: [[1, 2, 3], [3, 2, 1]].map { TrainingSequence(tokens: $0) },
            settings: TrainingSettings(), steps: [[[0, 1]]])
        job.foundations = lowers
        await #expect(throws: (any Error).self) { try await engine.train([job]) }
        job.steps = [[[0], [1]]]
        #expect(try await engine.train([job])[0].failure == nil)
    }

    @Test func anEngineRefusesAFoundationOfAnotherShape() async throws {
        let engine = try TinyModel.engine("llama")
        let c = engine.model.configuration
        var job = TrainingJob(
            initial: Adapter(c, LoRAConfiguration(rank: 2, alpha: 4), seed: 1),
            sequences: [TrainingSequence(tokens: [1, 2, 3])], settings: TrainingSettings(), seed: 1)
        job.foundations = [Adapter(c, Self.lower, seed: 1)]
        await #expect(throws: (any Error).self) { try await engine.train([job]) }
    }
}
