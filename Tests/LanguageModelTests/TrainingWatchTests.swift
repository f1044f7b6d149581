import Files
import Foundation
import LanguageModel
import Synchronization
import Testing

/// Looks at adapters while they are trained, on tiny random models.
@Suite struct TrainingWatchTests {
    private static let probes = TrainingWatch.Probes(
        prompts: [[1, 2, 3, 4, 5, 6, 7, 8, 9], [20, 30, 40], [50, 60, 70, 80, 10]], maxTokens: 6)

    private static let patient = TrainingWatch(probes) { _, _ in nil }

    /// Jobs of several kinds and lengths, each looked at in the middle and at its end.
    private func jobs(_ engine: Engine) -> [TrainingJob] {
        var generator = SeededGenerator(seed: 3)
        return LoRAConfiguration.variety.enumerated().map { index, lora in
            var settings = TrainingSettings()
            settings.epochs = 2 + index
            settings.learningRate = 0.01
            settings.batchSize = 1 + index % 2
            var job = TrainingJob(
                initial: .random(engine.model.configuration, lora, seed: UInt64(index), strength: 0.05),
                sequences: (0..<3).map { _ in TrainingSequence(tokens: randomTokens(9, using: &generator)) },
                settings: settings, seed: UInt64(index))
            job.looks = [job.steps.count / 2, job.steps.count]
            return job
        }
    }

    @Test(arguments: ["llama", "gemma3"])
    func lookingChangesNoBits(name: String) async throws {
        let engine = try TinyModel.engine(name)
        let jobs = jobs(engine)
        let watched = try await engine.train(jobs, watch: Self.patient)
        for (result, expected) in zip(watched, try await engine.train(jobs)) {
            #expect(result.adapter.parameters.array == expected.adapter.parameters.array)
            #expect(result.losses == expected.losses && result.failure == nil)
            #expect(expected.looks.isEmpty)
        }
        for (result, job) in zip(watched, jobs) {
            #expect(result.looks.map(\.step) == job.looks.sorted())
            #expect(result.looks.allSatisfy { $0.divergence > 0 && $0.answers.count == 3 })
        }
        // The same again is the same.
        #expect(try await engine.train(jobs, watch: Self.patient).map(\.looks) == watched.map(\.looks))
    }

    /// The last look is at what the training ended with.
    @Test func answersAreThoseThatTheAdapterGives() async throws {
        let engine = try TinyModel.engine("llama")
        func answers(_ adapter: Adapter?) async throws -> [String] {
            try await engine.generate(
                Self.probes.prompts.map { GenerationRequest(prompt: $0, adapter: adapter, maxTokens: 6) }
            ).map { $0[0].text }
        }
        for result in try await engine.train(jobs(engine), watch: Self.patient) {
            let look = try #require(result.looks.last)
            #expect(try await look.answers == answers(result.adapter))
            #expect(try await look.baseAnswers == answers(nil))
        }
    }

    @Test(arguments: ["llama", "qwen2"])
    func divergenceIsThatOfThePlainFormula(name: String) async throws {
        let engine = try TinyModel.engine(name)
        let model = try TinyModel(name)
        let vocabulary = model.parts.configuration.vocabulary
        /// Log-probabilities of the next token after each of the last tokens of a text.
        func logarithms(_ text: [Int32], _ adapter: Adapter?, last: Int) -> [[Double]] {
            var pack = Pack()
            pack.append(tokens: text, adapter: adapter)
            let logits = model.run(pack).map(Double.init)
            return (text.count - last..<text.count).map { row in
                let row = logits[row * vocabulary..<(row + 1) * vocabulary]
                let total = log(row.map { exp($0) }.reduce(0, +))
                return row.map { $0 - total }
            }
        }
        let said = try await engine.generate(
            Self.probes.prompts.map { GenerationRequest(prompt: $0, maxTokens: 6) }
        ).map { $0[0].tokens }
        for result in try await engine.train(jobs(engine), watch: Self.patient) {
            var sums: [Double] = []
            for (prompt, answer) in zip(Self.probes.prompts, said) {
                let base = logarithms(prompt + answer, nil, last: answer.count + 1)
                let own = logarithms(prompt + answer, result.adapter, last: answer.count + 1)
                sums += zip(base, own).map { base, own in
                    zip(base, own).map { exp($0) * ($0 - $1) }.reduce(0, +)
                }
            }
            let expected = sums.reduce(0, +) / Double(sums.count)
            let found = try #require(result.looks.last).divergence
            #expect(abs(found - expected) < 1e-4 * max(1, expected), "\(found) for \(expected)")
        }
    }

    @Test func anAdapterWithoutAnUpdateIsTheBase() async throws {
        let engine = try TinyModel.engine("llama")
        var settings = TrainingSettings()
        settings.learningRate = 0
        settings.epochs = 1
        var job = TrainingJob(
            initial: Adapter(engine.model.configuration, LoRAConfiguration(rank: 2), seed: 0),
            sequences: [TrainingSequence(tokens: [1, 2, 3])], settings: settings, seed: 0)
        job.looks = [1]
        let look = try #require(try await engine.train([job], watch: Self.patient).first?.looks.first)
        #expect(look.divergence < 1e-5 && look.answers == look.baseAnswers)
    }

    /// Whoever is stopped has its reason; the others end as they end alone, to the bit where each has passes of its own.
    @Test func whoeverIsStoppedLeavesTheOthersAlone() async throws {
        let engine = try TinyModel.engine("llama")
        let jobs = jobs(engine)
        let half = jobs[3].steps.count / 2
        let strict = TrainingWatch(Self.probes) { look, job in
            job.steps.count == jobs[3].steps.count && look.step == half ? "enough" : nil
        }
        let together = try await engine.train(jobs, watch: strict)
        #expect(together[3].failure == "enough" && together[3].losses.count == half)
        #expect(together[3].looks.count == 1)
        for (job, result) in zip(jobs, together).dropLast() {
            let alone = try #require(try await engine.train([job]).first)
            #expect(result.failure == nil && result.looks.count == 2)
            #expect(
                relativeDifference(result.adapter.parameters.array, reference: alone.adapter.parameters.array)
                    < 1e-5)
        }
        // Where there is memory for one at a time, every bit is the same.
        let shapes = TrainingShape.of(jobs)
        var memory = try Engine(engine.model, threads: 2, memory: 1 << 30).plan(shapes, watch: Self.probes)
            .bytes
        var narrow = engine
        repeat {
            memory -= 1024
            narrow = Engine(engine.model, threads: 2, memory: memory)
        } while try narrow.plan(shapes, watch: Self.probes).together > 1
        for (job, result) in zip(jobs, try await narrow.train(jobs, watch: strict)).dropLast() {
            let alone = try #require(try await engine.train([job]).first)
            let isSame = result.adapter.parameters.array == alone.adapter.parameters.array
            #expect(isSame)
        }
    }

    /// Paused anywhere, also where it is looked at, a training is looked at as often as without a pause.
    @Test(arguments: 0...6)
    func aPauseDoublesNoLook(pause: Int) async throws {
        let engine = try TinyModel.engine("llama")
        let job = jobs(engine)[0]
        let whole = try #require(try await engine.train([job], watch: Self.patient).first)
        var part = job
        part.pause = pause
        let half = try #require(try await engine.train([part], watch: Self.patient).first)
        #expect(half.looks == Array(whole.looks.prefix { $0.step <= pause }))
        part = job
        part.resumed = half
        let rest = try #require(try await engine.train([part], watch: Self.patient).first)
        #expect(rest.looks == whole.looks)
        #expect(rest.adapter.parameters.array == whole.adapter.parameters.array)
    }

    @Test func probesMustFitTheWindow() async throws {
        let engine = try TinyModel.engine("llama")
        for (prompt, code) in [([], .badRequest), ([Int32](repeating: 1, count: 128), .contextTooLong)]
            as [([Int32], Diagnosis.Code)]
        {
            let watch = TrainingWatch(TrainingWatch.Probes(prompts: [prompt], maxTokens: 4)) { _, _ in nil }
            let error = await #expect(throws: Diagnosis.self) {
                _ = try await engine.train(jobs(engine), watch: watch)
            }
            #expect(error?.code == code)
        }
    }

    /// What a watch takes is counted, and little memory changes nothing that it sees.
    @Test func aWatchHasItsPlaceInThePlan() async throws {
        let engine = try TinyModel.engine("llama")
        let jobs = jobs(engine)
        let shapes = TrainingShape.of(jobs)
        let free = Engine(engine.model, threads: 2, memory: 1 << 30)
        let (without, with) = (try free.plan(shapes), try free.plan(shapes, watch: Self.probes))
        #expect(with.bytes - without.bytes >= 3 * 7 * 4 * engine.model.configuration.vocabulary)
        #expect(with.together == without.together)
        let narrow = Engine(engine.model, threads: 2, memory: with.bytes)
        #expect(throws: Diagnosis.self) {
            try Engine(engine.model, threads: 2, memory: with.bytes / 2).plan(shapes, watch: Self.probes)
        }
        let expected = try await engine.train(jobs, watch: Self.patient)
        for (found, expected) in zip(try await narrow.train(jobs, watch: Self.patient), expected) {
            #expect(found.looks.map(\.answers) == expected.looks.map(\.answers))
        }
    }
}
