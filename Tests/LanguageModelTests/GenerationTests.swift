import Files
import Foundation
import LanguageModel
import Synchronization
import Testing
import Tokenizers

/// The batched engine against itself with one request at a time.
@Suite struct GenerationTests {
    private func adapters(_ engine: Engine) -> [Adapter?] {
        let configuration = engine.model.configuration
        return [
            nil, .random(configuration, LoRAConfiguration.variety[0], seed: 1, strength: 0.5),
            .random(configuration, LoRAConfiguration.variety[1], seed: 2, strength: 0.5),
        ]
    }

    /// More requests than rows decode at once, of many lengths, with different adapters in turn.
    private func requests(_ engine: Engine, count: Int, sampling: SamplingOptions) -> [GenerationRequest] {
        var generator = SeededGenerator(seed: 8)
        let adapters = adapters(engine)
        return (0..<count).map { index in
            GenerationRequest(
                prompt: randomTokens(1 + index * 7 % 19, using: &generator), adapter: adapters[index % 3],
                sampling: sampling, maxTokens: 1 + index * 11 % 17, seed: UInt64(index))
        }
    }

    @Test(
        arguments: TinyModel.architectures,
        [SamplingOptions.greedy, SamplingOptions(temperature: 1.2, topP: 0.9)])
    func batchedEqualsSingle(name: String, sampling: SamplingOptions) async throws {
        let engine = try TinyModel.engine(name, threads: sampling == .greedy ? 1 : 2)
        let requests = requests(engine, count: 90, sampling: sampling)
        let together = try await engine.generate(requests)
        for (request, answers) in zip(requests, together) {
            let alone = try await engine.generate([request])
            #expect(answers == alone[0])
            #expect(answers.count == 1 && answers[0].tokens.count == request.maxTokens)
            #expect(answers[0].finishReason == .length)
        }
        // The adapters matter, so that a row with the wrong one would be noticed.
        let bare = requests.map { request in
            var copy = request
            copy.adapter = nil
            return copy
        }
        #expect(try await engine.generate(bare) != together)
    }

    @Test(arguments: ["llama", "gemma3"])
    func aSharedBeginningChangesNothing(name: String) async throws {
        let engine = try TinyModel.engine(name)
        var generator = SeededGenerator(seed: 9)
        let beginning = randomTokens(21, using: &generator)
        let adapters = adapters(engine)
        let requests = (0..<9).map { index in
            GenerationRequest(
                prompt: beginning + randomTokens(index % 5, using: &generator), adapter: adapters[index / 3],
                maxTokens: 12)
        }
        let together = try await engine.generate(requests)
        for (request, answers) in zip(requests, together) {
            let alone = try await engine.generate([request])
            #expect(answers == alone[0])
        }
    }

    @Test func samplesOfOnePromptDependOnTheSeedAndTheirNumber() async throws {
        let engine = try TinyModel.engine("qwen2")
        let request = GenerationRequest(
            prompt: [3, 1, 4, 1, 5], samples: 80, sampling: SamplingOptions(), maxTokens: 10, seed: 6)
        let many = try await engine.generate([request])[0]
        #expect(many.count == 80)
        var few = request
        few.samples = 3
        #expect(try await engine.generate([few])[0] == Array(many.prefix(3)))
        var other = few
        other.seed = 7
        #expect(try await engine.generate([other])[0] != Array(many.prefix(3)))
        #expect(many[0] != many[1])
        #expect(try await engine.generate([few, request, other])[1] == many)
    }

    /// Prompts longer than one pass takes, and answers longer than one piece of cache.
    @Test(arguments: ["llama", "gemma3"])
    func longPromptsAreComputedInPieces(name: String) async throws {
        let engine = try TinyModel.engine(name, context: 2600)
        var generator = SeededGenerator(seed: 10)
        let adapter = adapters(engine)[1]
        let prompts = [1500, 30, 1023, 1024, 1025, 2200].map { randomTokens($0, using: &generator) }
        let requests = prompts.map { GenerationRequest(prompt: $0, adapter: adapter, maxTokens: 5) }
        let together = try await engine.generate(requests)
        for (request, answers) in zip(requests, together) {
            #expect(try await engine.generate([request])[0] == answers)
            // The scorer computes the whole text in one pass without a cache: no rival is more likely.
            let best = answers[0].tokens[0]
            let scores = try await engine.logProbabilities(
                [best, (best + 1) % 96, (best + 40) % 96, 95 - best].map { token in
                    let text = request.prompt + [token]
                    return (TrainingSequence(tokens: text, lossStart: text.count - 1), adapter)
                })
            #expect(scores.allSatisfy { $0[0] <= scores[0][0] + 1e-4 })
        }
        let long = try await engine.generate([GenerationRequest(prompt: [7, 8], maxTokens: 300)])[0][0]
        #expect(long.tokens.count == 300)
        // Every token of the long answer is the most likely one after all before it, by the uncached pass.
        let text = [7, 8] + long.tokens
        let best = try await engine.logProbabilities([(TrainingSequence(tokens: text, lossStart: 2), nil)])[0]
        for place in [2, 126, 127, 128, 129, 130, 131, 257, 258, 259, 301] {
            let rivals = try await engine.logProbabilities(
                (0..<96).map { (TrainingSequence(tokens: text[..<place] + [$0], lossStart: place), nil) })
            #expect(rivals.allSatisfy { $0[0] <= best[place - 2] + 1e-4 })
        }
    }

    @Test func textStreamsAndEndsAsTheAnswerSays() async throws {
        let engine = try TinyModel.engine("llama", endTokens: [9, 33])
        let requests = (0..<80).map { index in
            GenerationRequest(
                prompt: [Int32(index), 5], samples: 1 + index % 2,
                sampling: SamplingOptions(temperature: 2), maxTokens: index % 30, stop: ["ab", "Q", "é"],
                seed: UInt64(index))
        }
        let streamed = Mutex<[[String]]>(requests.map { [String](repeating: "", count: $0.samples) })
        let answers = try await engine.generate(requests) { event in
            streamed.withLock { $0[event.request][event.sample] += event.text }
        }
        #expect(streamed.withLock { $0 } == answers.map { $0.map(\.text) })
        var reasons: [Generation.FinishReason: Int] = [:]
        for (request, samples) in zip(requests, answers) {
            #expect(samples.count == request.samples)
            for answer in samples {
                reasons[answer.finishReason, default: 0] += 1
                #expect(answer.tokens.count <= request.maxTokens)
                #expect(!answer.tokens.contains(9) && !answer.tokens.contains(33))
                if answer.finishReason == .length { #expect(answer.tokens.count == request.maxTokens) }
                let whole = engine.model.tokenizer.decode(answer.tokens)
                #expect(!["ab", "Q", "é"].contains { answer.text.contains($0) })
                let isCut = ["ab", "Q", "é"].contains { whole.contains($0) }
                #expect(
                    isCut
                        ? whole.hasPrefix(answer.text) && answer.finishReason == .stop : whole == answer.text)
            }
        }
        #expect(reasons[.stop, default: 0] > 20 && reasons[.length, default: 0] > 5)
    }

    /// Stop strings that are whole tokens, parts of one, and spread over two.
    @Test func stopStringsWithinAndAcrossTokens() async throws {
        let engine = try TinyModel.engine("llama")
        let tokenizer = engine.model.tokenizer
        let request = GenerationRequest(
            prompt: [4, 2], sampling: SamplingOptions(temperature: 3), maxTokens: 60, seed: 12)
        let free = try await engine.generate([request])[0][0]
        #expect(free.text == tokenizer.decode(free.tokens))
        for place in 10..<free.tokens.count - 2 {
            let text = tokenizer.decode(Array(free.tokens[place..<place + 2]))
            guard text.unicodeScalars.allSatisfy(\.isASCII) else { continue }
            var stopped = request
            stopped.stop = [text]
            let answer = try await engine.generate([stopped])[0][0]
            let cut = try #require(free.text.range(of: text))
            #expect(answer.text == free.text[..<cut.lowerBound])
            #expect(answer.finishReason == .stop && free.tokens.starts(with: answer.tokens))
        }
    }

    @Test func theWindowEndsAnAnswer() async throws {
        let engine = try TinyModel.engine("llama")
        for length in [1, 100, 126, 127] {
            let prompt = [Int32](repeating: 3, count: length)
            let answer = try await engine.generate([GenerationRequest(prompt: prompt, maxTokens: 1000)])[0][0]
            #expect(answer.tokens.count == 128 - length && answer.finishReason == .length)
        }
        await #expect(throws: Diagnosis.self) {
            try await engine.generate([GenerationRequest(prompt: [Int32](repeating: 3, count: 128))])
        }
    }

    @Test func noTokensAskedForAreNoTokens() async throws {
        let engine = try TinyModel.engine("llama")
        let answers = try await engine.generate([
            GenerationRequest(prompt: [1], samples: 2, maxTokens: 0),
            GenerationRequest(prompt: [1], maxTokens: 1),
        ])
        #expect(answers[0].count == 2 && answers[1][0].tokens.count == 1)
        for none in answers[0] {
            #expect(none.text == "" && none.tokens == [] && none.finishReason == .length)
        }
        #expect(try await engine.generate([]).isEmpty)
    }

    @Test func progressCountsTokens() async throws {
        let engine = try TinyModel.engine("llama")
        let requests = requests(engine, count: 100, sampling: .greedy)
        let last = Mutex(0)
        _ = try await engine.generate(requests, progress: { tokens in last.withLock { $0 = tokens } })
        #expect(last.withLock { $0 } == requests.map(\.maxTokens).reduce(0, +))
    }

    @Test(arguments: [1, 2, 7])
    func cancellingBetweenStepsLeavesTheEngineUsable(steps: Int) async throws {
        let engine = try TinyModel.engine("llama")
        let request = GenerationRequest(prompt: [1, 2, 3], samples: 3, maxTokens: 50)
        let expected = try await engine.generate([request])
        let calls = Mutex(0)
        let asking = Asking()
        let (known, isKnown) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in known { break }
            return try await engine.generate([request]) { _ in
            } progress: { _ in
                let isLast = calls.withLock {
                    $0 += 1
                    return $0 == steps
                }
                if isLast { asking.task.withLock { $0?.cancel() } }
            }
        }
        asking.task.withLock { $0 = task }
        isKnown.yield()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(calls.withLock { $0 } == steps)
        #expect(try await engine.generate([request]) == expected)
    }

    @Test func anAdapterThatGivesNoNumbersHarmsNobodyElse() async throws {
        let engine = try TinyModel.engine("qwen3")
        let wild = Adapter.random(
            engine.model.configuration, LoRAConfiguration(rank: 2), seed: 1,
            strength: 1e38)
        let sampling = SamplingOptions(temperature: 1, topK: 5)
        let good = GenerationRequest(prompt: [1, 2, 3], sampling: sampling, maxTokens: 8, seed: 5)
        var bad = good
        bad.adapter = wild
        bad.toleratesOverflow = true
        let answers = try await engine.generate([bad, good, bad])
        #expect(answers[1] == (try await engine.generate([good]))[0])
        for index in [0, 2] {
            #expect(answers[index][0].finishReason == .overflow && answers[index][0].tokens.isEmpty)
        }
    }
}

/// Who asks, for whoever has to make it stop.
private final class Asking: Sendable {
    let task = Mutex<Task<[[Generation]], any Error>?>(nil)
}
