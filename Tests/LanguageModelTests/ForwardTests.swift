import LanguageModel
import Testing

/// The packed forward pass against transformers' logits.
@Suite struct ForwardTests {
    @Test(arguments: TinyModel.names)
    func packedLogitsMatchTheReference(name: String) throws {
        let model = try TinyModel(name)
        var pack = Pack()
        for sequence in model.sequences { pack.append(tokens: sequence, adapter: nil) }
        #expect(largestDifference(model.run(pack), model.logits.flatMap { $0 }) < 1e-4)
    }

    @Test(arguments: TinyModel.names)
    func aSequenceAloneGivesTheSameLogits(name: String) throws {
        let model = try TinyModel(name)
        for (sequence, expected) in zip(model.sequences, model.logits) {
            var pack = Pack()
            pack.append(tokens: sequence, adapter: nil)
            #expect(largestDifference(model.run(pack), expected) < 1e-4)
        }
    }

    @Test(arguments: TinyModel.names)
    func cachedLogitsMatchTheReference(name: String) throws {
        let model = try TinyModel(name)
        let transformer = Transformer(model.parts, pool: model.pool)
        let configuration = model.parts.configuration
        let vocabulary = configuration.vocabulary
        for (sequence, expected) in zip(model.sequences, model.logits) where sequence.count > 6 {
            // A shared beginning of three, then two at once, then one by one.
            let shared = KVSegment(configuration, capacity: 3)
            var logits: [Float] = []
            func run(_ range: Range<Int>, _ cache: KVCache) {
                var pack = Pack()
                pack.append(tokens: sequence[range], adapter: nil, cache: cache)
                logits += model.run(pack, with: transformer)
            }
            run(0..<3, KVCache(shared: [], own: shared))
            let cache = KVCache(
                shared: [KVRun(shared)], own: KVSegment(configuration, capacity: sequence.count - 3))
            run(3..<5, cache)
            for index in 5..<sequence.count { run(index..<index + 1, cache) }
            #expect(logits.count == sequence.count * vocabulary)
            #expect(largestDifference(logits, expected) < 1e-4)
        }
    }

    @Test func threadsDoNotChangeLogits() throws {
        let one = try TinyModel("gemma3", threads: 1)
        let three = try TinyModel("gemma3", threads: 3)
        var pack = Pack()
        for sequence in one.sequences { pack.append(tokens: sequence, adapter: nil) }
        #expect(largestDifference(one.run(pack), three.run(pack)) < 1e-5)
    }
}
