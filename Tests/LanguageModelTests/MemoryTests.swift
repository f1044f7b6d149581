import Files
import LanguageModel
import Synchronization
import Testing

/// Plans for little memory: that they fit, come in the order of their cost, and change nothing that is learned.
@Suite struct MemoryTests {
    private func jobs(_ model: TinyModel) -> [TrainingJob] {
        var generator = SeededGenerator(seed: 5)
        return LoRAConfiguration.variety.enumerated().map { index, lora in
            var settings = TrainingSettings()
            settings.epochs = 2
            settings.batchSize = 1 + index % 2
            settings.accumulation = 1 + index % 3
            let sequences = (0..<3).map { number in
                TrainingSequence(
                    tokens: randomTokens(4 + (number * 9 + index * 5) % 25, using: &generator),
                    lossStart: 1 + number)
            }
            return TrainingJob(
                initial: .random(model.parts.configuration, lora, seed: UInt64(index)), sequences: sequences,
                settings: settings, seed: UInt64(index))
        }
    }

    private func trainer(_ model: TinyModel) -> Trainer {
        Trainer(Transformer(model.parts, pool: model.pool))
    }

    @Test(arguments: TinyModel.architectures)
    func gradientsOfActivationsMadeAgainAreTheSameBits(name: String) throws {
        let model = try TinyModel(name)
        let jobs = jobs(model)
        let kept = trainer(model).firstGradients(jobs)
        let made = trainer(model).firstGradients(jobs, recomputes: true)
        for (kept, made) in zip(kept, made) {
            #expect(kept.losses == made.losses)
            #expect(kept.gradient.parameters.array == made.gradient.parameters.array)
            #expect(kept.gradient.parameters.array.contains { $0 != 0 })
        }
    }

    /// Several steps, so that memory that is used again must not matter; upper layers alone, too.
    @Test(arguments: TinyModel.architectures)
    func trainingWithActivationsMadeAgainIsTheSameBits(name: String) throws {
        let model = try TinyModel(name)
        let layers = model.parts.configuration.layers
        var upper = jobs(model)
        for index in upper.indices {
            upper[index].initial = .random(
                model.parts.configuration, LoRAConfiguration(rank: 2, layers: layers - 2..<layers),
                seed: UInt64(index))
        }
        for jobs in [jobs(model), upper] {
            func train(_ plan: TrainingPlan) -> [TrainedAdapter] {
                trainer(model).train(jobs, plan, progress: { _, _ in }, shouldStop: { false })
            }
            for (kept, made) in zip(train(TrainingPlan()), train(TrainingPlan(recomputes: true))) {
                #expect(kept.failure == nil && kept.losses == made.losses)
                #expect(kept.adapter.parameters.array == made.adapter.parameters.array)
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func someAtATimeAreTrainedAsAlone(together: Int) throws {
        let model = try TinyModel("llama")
        let jobs = jobs(model)
        var told: [(done: Int, total: Int)] = []
        let some = trainer(model).train(
            jobs, TrainingPlan(together: together), progress: { told.append(($0, $1)) },
            shouldStop: { false })
        for (job, some) in zip(jobs, some) {
            let alone = try #require(
                trainer(model).train([job], progress: { _, _ in }, shouldStop: { false }).first)
            #expect(some.failure == nil && some.rows == job.rows)
            #expect(relativeDifference(some.losses, reference: alone.losses) < 1e-5)
            if together == 1 { #expect(some.adapter.parameters.array == alone.adapter.parameters.array) }
        }
        // Progress counts all of them, from the first to the last.
        #expect(told.last?.done == jobs.map(\.rows).reduce(0, +))
        #expect(told.allSatisfy { $0.total == jobs.map(\.rows).reduce(0, +) })
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.done < $1.done })
    }

    /// From enough memory to too little: what is given up in which order, and that every plan keeps its word.
    @Test func lessMemoryGivesUpAdaptersThenActivations() async throws {
        let model = try TinyModel("qwen2")
        let shapes = TrainingShape.of(jobs(model))
        let memory = MemoryModel(model.parts, threads: 2)
        let most = memory.training(shapes, TrainingPlan())
        let least = memory.training(shapes, .smallest)
        #expect(memory.base < least && least < most)
        var plans: [TrainingPlan] = []
        for limit in stride(from: most, through: least, by: -max(1, (most - least) / 200)) {
            let plan = try #require(TrainingPlan.fitting(shapes, memory, limit: limit))
            #expect(plan.bytes <= limit && plan.bytes + 4 * plan.keptFloats <= limit)
            #expect(plan.bytes == memory.training(shapes, plan))
            plans.append(plan)
        }
        #expect(plans.first?.together == shapes.count && plans.first?.recomputes == false)
        // One adapter at a time is tried before anything is computed twice.
        let turn = try #require(plans.firstIndex { $0.recomputes })
        #expect(plans[..<turn].last?.together == 1)
        #expect(TrainingPlan.fitting(shapes, memory, limit: least) != nil)
        #expect(TrainingPlan.fitting(shapes, memory, limit: least - 1) == nil)
    }

    @Test func anEngineRefusesWhatDoesNotFit() async throws {
        let whole = try TinyModel.engine("llama")
        let shapes = TrainingShape.alike(
            2, whole.model.configuration, LoRAConfiguration(rank: 2), batch: 1, longest: 20, oneStart: true)
        #expect(try whole.plan(shapes) == TrainingPlan())
        let small = Engine(whole.model, threads: 1, memory: 1 << 20)
        let job = TrainingJob(
            initial: Adapter(whole.model.configuration, LoRAConfiguration(rank: 2), seed: 0),
            sequences: [TrainingSequence(tokens: [1, 2, 3])], settings: TrainingSettings(), seed: 0)
        for refuse in [{ _ = try small.plan(shapes) }, { _ = try await small.train([job]) }]
            as [() async throws -> Void]
        {
            let error = await #expect(throws: Diagnosis.self) { try await refuse() }
            #expect(error?.code == .tooLarge)
            #expect(error?.description.contains("where 1 MB may be used; allow more memory") == true)
        }
    }

    /// Whoever allows what the refusal says is not refused again.
    @Test func theLeastThatIsNamedIsEnough() async throws {
        let model = try TinyModel.engine("llama").model
        let shapes = TrainingShape.alike(
            1, model.configuration, LoRAConfiguration(rank: 2), batch: 1, longest: 20, oneStart: true)
        let error = #expect(throws: Diagnosis.self) {
            try Engine(model, threads: 1, memory: 1).plan(shapes)
        }
        let words = try #require(error?.description.split(separator: " "))
        let place = try #require(words.firstIndex(of: "takes"))
        let named = try #require(Int(words[place + 1]))
        #expect(throws: Never.self) { try Engine(model, threads: 1, memory: named * 1_000_000).plan(shapes) }
        #expect(throws: Diagnosis.self) {
            try Engine(model, threads: 1, memory: (named - 1) * 1_000_000).plan(shapes)
        }
    }

    /// A start that jobs share is counted once, a pause keeps the optimizer's state.
    @Test func sharedStartsAndPausesCount() throws {
        let model = try TinyModel("llama")
        let memory = MemoryModel(model.parts, threads: 1)
        let initial = Adapter(model.parts.configuration, LoRAConfiguration(rank: 2), seed: 0)
        func bytes(_ starts: [Adapter], pause: Int? = nil) -> Int {
            let jobs = starts.map { start in
                var job = TrainingJob(
                    initial: start, sequences: [TrainingSequence(tokens: [1, 2, 3])],
                    settings: TrainingSettings(), seed: 0)
                job.pause = pause
                return job
            }
            return memory.training(TrainingShape.of(jobs), TrainingPlan())
        }
        let size = 4 * initial.parameterCount
        #expect(bytes([initial, initial.copy()]) - bytes([initial, initial]) == size)
        #expect(bytes([initial], pause: 1) - bytes([initial]) == 2 * size)
    }

    /// Layers below the adapted ones have a pass of their own, whose memory grows with the rows as that of a layer which
    /// is adapted.
    @Test func layersBelowTheAdaptedOnesTakeMemoryToo() throws {
        let model = try TinyModel("llama")
        let c = model.parts.configuration
        let memory = MemoryModel(model.parts, threads: 1)
        func growth(_ layers: Range<Int>) -> Int {
            let bytes = [2048, 4096].map { rows in
                memory.training(
                    TrainingShape.alike(
                        1, c, LoRAConfiguration(rank: 1, layers: layers), batch: rows / 16, longest: 16,
                        oneStart: true), TrainingPlan())
            }
            return bytes[1] - bytes[0]
        }
        #expect(growth(1..<c.layers) > growth(0..<c.layers))
    }

    /// With room for one text at a time, answers are those of the whole batch.
    @Test func fewCachesChangeNoAnswer() async throws {
        let engine = try TinyModel.engine("llama")
        let requests = (0..<6).map { index in
            GenerationRequest(
                prompt: [Int32](repeating: Int32(3 + index), count: 5 + index), samples: 2,
                sampling: .greedy, maxTokens: 12)
        }
        let narrow = Engine(engine.model, threads: 2, memory: 1)
        let expected = try await engine.generate(requests).map { $0.map(\.tokens) }
        let told = Mutex([0])
        let found = try await narrow.generate(
            requests, progress: { count in told.withLock { $0.append(count) } })
        #expect(found.map { $0.map(\.tokens) } == expected)
        // A step brings each of one request's two samples a token, and nobody else.
        let counts = told.withLock { $0 }
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $1 - $0 <= 2 })
    }
}
