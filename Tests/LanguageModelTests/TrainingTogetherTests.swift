import LanguageModel
import Testing

/// Several adapters trained in one packed pass against each of them trained alone.
@Suite struct TrainingTogetherTests {
    /// Jobs that differ in everything: adapters, sequences, epochs, rates, schedules, batches, accumulation.
    private func jobs(_ configuration: ModelConfiguration) -> [TrainingJob] {
        var generator = SeededGenerator(seed: 21)
        return LoRAConfiguration.variety.enumerated().map { index, lora in
            var settings = TrainingSettings()
            settings.learningRate = [1e-3, 3e-3, 2e-3, 5e-4][index]
            settings.epochs = [3, 1, 5, 2][index]
            settings.batchSize = [1, 2, 3, 1][index]
            settings.accumulation = [1, 1, 2, 3][index]
            settings.schedule = [.linear, .cosine, .constant, .linear][index]
            settings.warmupSteps = index
            settings.weightDecay = index == 1 ? 0.1 : 0
            settings.gradientClip = index == 2 ? nil : 1
            let sequences = (0..<4 + index).map { number in
                TrainingSequence(
                    tokens: randomTokens(2 + (number * 7 + index * 5) % 23, using: &generator),
                    lossStart: number % 2 == 0 ? 1 : 2)
            }
            return TrainingJob(
                initial: .random(configuration, lora, seed: UInt64(index), strength: 0.05),
                sequences: sequences,
                settings: settings, seed: UInt64(40 + index))
        }
    }

    private func train(
        _ jobs: [TrainingJob], _ model: TinyModel, _ plan: TrainingPlan = TrainingPlan()
    ) -> [TrainedAdapter] {
        Trainer(Transformer(model.parts, pool: model.pool))
            .train(jobs, plan, progress: { _, _ in }, shouldStop: { false })
    }

    @Test(arguments: TinyModel.architectures)
    func togetherEqualsAlone(name: String) throws {
        let model = try TinyModel(name, threads: name == "gemma3" ? 2 : 1)
        let jobs = jobs(model.parts.configuration)
        for (job, together) in zip(jobs, train(jobs, model)) {
            let alone = try #require(train([job], model).first)
            #expect(together.failure == nil && alone.failure == nil)
            #expect(together.losses.count == job.steps.count && together.rows == alone.rows)
            #expect(relativeDifference(together.losses, reference: alone.losses) < 1e-5)
            #expect(relativeDifference(together.gradientNorms, reference: alone.gradientNorms) < 1e-5)
            // What was learned, not where it started, is compared.
            let start = job.initial.parameters.array
            func change(_ trained: TrainedAdapter) -> [Float] {
                zip(trained.adapter.parameters.array, start).map { $0 - $1 }
            }
            #expect(
                relativeDifference(
                    together.adapter.parameters.array, reference: alone.adapter.parameters.array)
                    < 1e-5)
            #expect(relativeDifference(change(together), reference: change(alone)) < 1e-3)
        }
    }

    /// A bound on the rows of a pass spreads the jobs over several passes; down to one job a pass it is the same bits
    /// as training each alone.
    @Test(arguments: [1, 40, Int.max])
    func aBoundOnRowsChangesNothing(bound: Int) throws {
        let model = try TinyModel("llama")
        let jobs = jobs(model.parts.configuration)
        for (job, bounded) in zip(jobs, train(jobs, model, TrainingPlan(rowsInPass: bound))) {
            let alone = try #require(train([job], model).first)
            #expect(bounded.failure == nil && bounded.rows == alone.rows)
            #expect(relativeDifference(bounded.losses, reference: alone.losses) < 1e-5)
            if bound == 1 { #expect(bounded.adapter.parameters.array == alone.adapter.parameters.array) }
        }
    }

    @Test func trainingLeavesTheInitialAdapterAlone() throws {
        let model = try TinyModel("llama")
        let jobs = jobs(model.parts.configuration)
        let before = jobs.map(\.initial.parameters.array)
        let trained = train(jobs, model)
        #expect(jobs.map(\.initial.parameters.array) == before)
        for (result, start) in zip(trained, before) { #expect(result.adapter.parameters.array != start) }
    }

    @Test(arguments: ["llama", "gemma3"])
    func sameSeedAndThreadsGiveTheSameBits(name: String) throws {
        let model = try TinyModel(name)
        let jobs = jobs(model.parts.configuration)
        let (first, second) = (train(jobs, model), train(jobs, model))
        for (left, right) in zip(first, second) {
            #expect(left.adapter.parameters.array == right.adapter.parameters.array)
            #expect(left.losses == right.losses && left.gradientNorms == right.gradientNorms)
        }
    }

    @Test func seedsDecideTheStartAndTheOrder() throws {
        let configuration = try TinyModel("llama").parts.configuration
        let lora = LoRAConfiguration(rank: 2)
        func start(_ seed: UInt64) -> [Float] { Adapter(configuration, lora, seed: seed).parameters.array }
        #expect(start(1) == start(1) && start(1) != start(2))
        let job = jobs(configuration)[3]
        func plan(_ seed: UInt64) -> [[[Int]]] {
            TrainingJob(initial: job.initial, sequences: job.sequences, settings: job.settings, seed: seed)
                .steps
        }
        #expect(plan(1) == plan(1) && plan(1) != plan(2))
        // Every epoch has every sequence once.
        #expect(Array(plan(1).joined().joined()).sorted() == (0..<job.sequences.count).flatMap { [$0, $0] })
    }

    @Test func aRunawayStopsWithAReasonAndTheOthersFinish() throws {
        let model = try TinyModel("qwen3")
        var jobs = jobs(model.parts.configuration)
        jobs[0].settings.learningRate = 1e30
        let huge = jobs[3].initial.copy()
        for index in 0..<huge.parameterCount { huge.parameters.start[index] *= 1e25 }
        jobs[3].initial = huge
        let results = train(jobs, model)
        let reason = try #require(results[0].failure)
        #expect(reason.contains("became") && reason.contains("at step 2 of 12"), "\(reason)")
        #expect(results[0].losses.count == 1)
        #expect(try #require(results[3].failure).contains("at step 1 of"))
        #expect(results[3].losses.isEmpty)
        for index in 1...2 {
            let alone = try #require(train([jobs[index]], model).first)
            #expect(results[index].failure == nil)
            #expect(
                relativeDifference(
                    results[index].adapter.parameters.array, reference: alone.adapter.parameters.array)
                    < 1e-5)
        }
    }

    @Test func factorsThatOverflowInTheLastStepAreNoticed() throws {
        let model = try TinyModel("llama")
        var job = jobs(model.parts.configuration)[0]
        job.settings.learningRate = .greatestFiniteMagnitude
        job.settings.schedule = .constant
        job.settings.warmupSteps = 0
        job.steps = Array(job.steps.prefix(1))
        // Decay alone multiplies the factors with more than a float can hold.
        job.settings.weightDecay = -10
        let result = try #require(train([job], model).first)
        #expect(try #require(result.failure).contains("infinite"))
    }

    @Test func nothingToLearnIsNoFailure() throws {
        let model = try TinyModel("llama")
        let configuration = model.parts.configuration
        let initial = Adapter.random(configuration, LoRAConfiguration(rank: 2), seed: 1)
        let single = TrainingSequence(tokens: [5])
        var settings = TrainingSettings()
        settings.epochs = 2
        let results = train(
            [
                TrainingJob(initial: initial, sequences: [], settings: settings, seed: 0),
                TrainingJob(initial: initial, sequences: [single], settings: settings, seed: 0),
            ], model)
        #expect(results.map(\.failure) == [nil, nil])
        #expect(results.map(\.losses) == [[], [0, 0]])
        for result in results { #expect(result.adapter.parameters.array == initial.parameters.array) }
    }

    /// An adapter without modules trains nothing and does not disturb its neighbours.
    @Test func anEmptyAdapterRidesAlong() throws {
        let model = try TinyModel("qwen2")
        let configuration = model.parts.configuration
        var jobs = Array(jobs(configuration).prefix(2))
        let empty = LoRAConfiguration(rank: 4, projections: [])
        jobs.insert(
            TrainingJob(
                initial: Adapter(configuration, empty, seed: 0), sequences: jobs[0].sequences,
                settings: TrainingSettings(), seed: 0), at: 0)
        let results = train(jobs, model)
        #expect(results[0].failure == nil && results[0].losses.count == jobs[0].steps.count)
        for index in 1...2 {
            let alone = try #require(train([jobs[index]], model).first)
            #expect(
                relativeDifference(
                    results[index].adapter.parameters.array, reference: alone.adapter.parameters.array)
                    < 1e-5)
        }
    }

    /// A stop is asked for before every pass, of which several make a step when the bound on rows is low.
    @Test func stoppingKeepsWhatWasReached() throws {
        let model = try TinyModel("llama")
        let jobs = [jobs(model.parts.configuration)[0], jobs(model.parts.configuration)[0]]
        for (bound, reached) in [(4096, [5, 5]), (1, [3, 2])] {
            var passes = 0
            let results = Trainer(Transformer(model.parts, pool: model.pool)).train(
                jobs, TrainingPlan(rowsInPass: bound), progress: { _, _ in passes += 1 },
                shouldStop: { passes == 5 })
            #expect(results.map(\.losses.count) == reached)
            for (result, steps) in zip(results, reached) {
                #expect(try #require(result.failure).contains("stopped at step \(steps)"))
            }
        }
    }

    /// Pausing after any step and going on, alone or with others, changes nothing but the last digits.
    @Test(arguments: [0, 1, 4, 100])
    func aPausedTrainingGoesOnAsIfItHadNotPaused(pause: Int) throws {
        let model = try TinyModel("llama")
        let whole = jobs(model.parts.configuration)
        var paused = whole
        for index in paused.indices { paused[index].pause = pause }
        var resumed = whole
        for (index, half) in train(paused, model).enumerated() {
            #expect(half.failure == nil && half.losses.count == min(pause, whole[index].steps.count))
            resumed[index].resumed = half
        }
        for (job, expected) in zip(resumed, train(whole, model)) {
            let result = try #require(train([job], model).first)
            #expect(result.losses.count == expected.losses.count && result.rows == expected.rows)
            #expect(
                relativeDifference(
                    result.adapter.parameters.array, reference: expected.adapter.parameters.array)
                    < 1e-5)
        }
        for (result, expected) in zip(train(resumed, model), train(whole, model)) {
            #expect(relativeDifference(result.losses, reference: expected.losses) < 1e-5)
        }
    }

    @Test func aFailedTrainingStaysFailedWhenResumed() throws {
        let model = try TinyModel("llama")
        var job = jobs(model.parts.configuration)[0]
        job.settings.learningRate = 1e30
        job.pause = 3
        job.resumed = train([job], model).first
        job.pause = nil
        let result = try #require(train([job], model).first)
        #expect(result.failure == job.resumed?.failure && result.failure != nil)
    }

    /// What is kept of lower layers is what would be computed again.
    @Test(arguments: TinyModel.architectures)
    func keptLowerLayersChangeNothing(name: String) throws {
        let model = try TinyModel(name)
        let layers = model.parts.configuration.layers
        var jobs = jobs(model.parts.configuration)
        for index in jobs.indices {
            let lora = LoRAConfiguration(
                rank: 3, alpha: 6, layers: (index == 0 ? layers : layers - 1)..<layers)
            jobs[index].initial = .random(
                model.parts.configuration, lora, seed: UInt64(index), strength: 0.05)
        }
        let again = train(jobs, model, TrainingPlan(keptFloats: 0))
        // All, none, or as many as fit: some are kept and the others computed again.
        for kept in [1 << 20, 40 * model.parts.configuration.hidden] {
            for (found, expected) in zip(train(jobs, model, TrainingPlan(keptFloats: kept)), again) {
                #expect(found.failure == nil && expected.failure == nil)
                #expect(relativeDifference(found.losses, reference: expected.losses) < 1e-5)
                #expect(
                    relativeDifference(
                        found.adapter.parameters.array, reference: expected.adapter.parameters.array) < 1e-5)
            }
        }
        #expect(again.dropFirst().allSatisfy { $0.losses.first != $0.losses.last })
    }
}
