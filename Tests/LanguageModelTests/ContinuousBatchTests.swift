import LanguageModel
import Synchronization
import Testing

/// Requests that come and go while others run, and training between them.
@Suite struct ContinuousBatchTests {
    private func request(_ number: Int, adapter: Adapter? = nil) -> GenerationRequest {
        var generator = SeededGenerator(seed: UInt64(number))
        return awaited(
            GenerationRequest(
                prompt: randomTokens(5 + number % 20, using: &generator), adapter: adapter,
                sampling: number % 2 == 0 ? .greedy : SamplingOptions(temperature: 0.8, topK: 8),
                maxTokens: 10 + number % 30, seed: UInt64(number)))
    }

    private func awaited(_ request: GenerationRequest) -> GenerationRequest {
        var request = request
        request.isInteractive = true
        return request
    }

    /// Thirty callers at once, over three adapters, each with a request of its own.
    @Test func whoeverAsksTogetherGetsWhatItGetsAlone() async throws {
        let engine = try TinyModel.engine("llama")
        let adapters =
            [nil]
            + (1...3).map { seed -> Adapter? in
                .random(engine.model.configuration, LoRAConfiguration(rank: 2), seed: seed)
            }
        let requests = (0..<30).map { request($0, adapter: adapters[$0 % 4]) }
        var alone: [[[Generation]]] = []
        for request in requests { alone.append(try await engine.generate([request])) }
        let together = try await withThrowingTaskGroup(of: (Int, [[Generation]]).self) { group in
            for (place, request) in requests.enumerated() {
                group.addTask { (place, try await engine.generate([request])) }
            }
            return try await group.reduce(into: [Int: [[Generation]]]()) { $0[$1.0] = $1.1 }
        }
        for place in requests.indices { #expect(together[place] == alone[place]) }
    }

    /// A request that comes while another is being written joins it, and ends before it.
    @Test func whoeverComesLaterJoins() async throws {
        let engine = try TinyModel.engine("llama")
        let long = awaited(GenerationRequest(prompt: [1, 2, 3], maxTokens: 100, stopTokens: []))
        let short = awaited(GenerationRequest(prompt: [4, 5, 6], maxTokens: 2, stopTokens: []))
        let (begun, isBegun) = AsyncStream.makeStream(of: Void.self)
        let order = Mutex<[String]>([])
        async let first: Void = {
            _ = try await engine.generate([long], progress: { _ in isBegun.yield() })
            order.withLock { $0.append("long") }
        }()
        for await _ in begun { break }
        _ = try await engine.generate([short])
        order.withLock { $0.append("short") }
        try await first
        #expect(order.withLock { $0 } == ["short", "long"])
    }

    /// What nobody waits for is left between two layers, too, and comes to the same.
    @Test func aBatchIsLeftForWhoeverWaits() async throws {
        let engine = try TinyModel.engine("llama")
        let batch = (0..<20).map { number in
            var request = request(number)
            request.isInteractive = false
            return request
        }
        let quiet = try await engine.generate(batch)
        let alone = try await engine.generate([request(3)])
        let asked = Mutex<[Task<[[Generation]], any Error>]>([])
        let busy = try await engine.generate(batch) { _ in
        } progress: { _ in
            asked.withLock {
                $0.append(
                    Task { try await engine.generate([self.request(3)]) })
            }
        }
        #expect(busy == quiet)
        let tasks = asked.withLock { $0 }
        #expect(!tasks.isEmpty)
        for task in tasks { #expect(try await task.value == alone) }
    }

    /// A caller is answered while a batch goes on that would go on for long.
    @Test func whoeverAsksDuringABatchDoesNotWaitForItsEnd() async throws {
        let engine = try TinyModel.engine("llama", context: 1 << 20)
        let long = GenerationRequest(prompt: [1, 2, 3], maxTokens: 1 << 19, stopTokens: [])
        let (begun, isBegun) = AsyncStream.makeStream(of: Void.self)
        let batch = Task { try await engine.generate([long], progress: { _ in isBegun.yield() }) }
        for await _ in begun { break }
        #expect(try await engine.generate([request(4)])[0].count == 1)
        batch.cancel()
        await #expect(throws: CancellationError.self) { try await batch.value }
    }

    /// Callers that give up one after the other leave the others their answers.
    @Test func whoeverGivesUpLeavesTheOthersAlone() async throws {
        let engine = try TinyModel.engine("llama")
        let requests = (0..<12).map { request($0) }
        var alone: [[[Generation]]] = []
        for request in requests { alone.append(try await engine.generate([request])) }
        let tasks = requests.map { request in Task { try await engine.generate([request]) } }
        for place in stride(from: 0, to: tasks.count, by: 3) { tasks[place].cancel() }
        for (place, task) in tasks.enumerated() {
            if let answers = try? await task.value {
                #expect(answers == alone[place])
            } else {
                #expect(place % 3 == 0)
            }
        }
    }

    /// An adapter learns to the bit what it learns undisturbed, however often it is left for an answer; and the answers are
    /// those of a quiet engine.
    @Test(arguments: [0..<4, 2..<4])
    func trainingIsLeftForAnswersAndLearnsTheSame(layers: Range<Int>) async throws {
        let model = try TinyModel.engine("llama").model
        var generator = SeededGenerator(seed: 2)
        var settings = TrainingSettings()
        settings.epochs = 6
        let c = model.configuration
        let job = TrainingJob(
            initial: .random(
                c, LoRAConfiguration(rank: 2, layers: layers.clamped(to: 0..<c.layers)), seed: 3),
            sequences: (0..<6).map { _ in
                TrainingSequence(tokens: randomTokens(24, using: &generator), lossStart: 1)
            }, settings: settings, seed: 1)
        let quiet = try await Engine(model, threads: 2).train([job])[0]
        let busy = Engine(model, threads: 2)
        let expected = try await busy.generate([request(2)])
        // Answers that are asked for from within: each step of the training finds one more.
        let asked = Mutex<[Task<[[Generation]], any Error>]>([])
        let trained = try await busy.train([job]) { _, _ in
            asked.withLock {
                $0.append(
                    Task { try await busy.generate([self.request(2)]) })
            }
        }[0]
        #expect(trained.adapter.parameters.array == quiet.adapter.parameters.array)
        #expect(trained.losses == quiet.losses)
        let tasks = asked.withLock { $0 }
        #expect(tasks.count == 36)
        for task in tasks { #expect(try await task.value == expected) }
    }

    /// A caller is answered while a training goes on that would go on for long.
    @Test func whoeverAsksDuringATrainingDoesNotWaitForItsEnd() async throws {
        let engine = try TinyModel.engine("llama")
        var settings = TrainingSettings()
        settings.epochs = 1_000_000
        let job = TrainingJob(
            initial: Adapter(engine.model.configuration, LoRAConfiguration(rank: 2), seed: 0),
            sequences: [TrainingSequence(tokens: [1, 2, 3, 4])], settings: settings, seed: 0)
        let (begun, isBegun) = AsyncStream.makeStream(of: Void.self)
        let training = Task { try await engine.train([job]) { _, _ in isBegun.yield() } }
        for await _ in begun { break }
        #expect(try await engine.generate([request(4)])[0].count == 1)
        training.cancel()
        await #expect(throws: CancellationError.self) { try await training.value }
    }
}
