import Foundation
import LanguageModel
import Testing

/// The rules for drawing tokens against a plain computation in double precision.
@Suite struct SamplerTests {
    private static let logits: [Float] = [1.2, -0.3, 2.5, 0.1, 2.1, -4, 0.9, 1.15, -1, 0.4, 2.45, -2.2]
    private static let seen: Set<Int32> = [2, 5, 7]

    static let rules: [SamplingOptions] = [
        SamplingOptions(),
        SamplingOptions(temperature: 0.5), SamplingOptions(temperature: 3),
        SamplingOptions(topK: 1), SamplingOptions(topK: 4), SamplingOptions(topK: 100),
        SamplingOptions(topP: 0.5), SamplingOptions(topP: 0.9), SamplingOptions(topP: 0.001),
        SamplingOptions(minP: 0.3), SamplingOptions(minP: 1),
        SamplingOptions(repetitionPenalty: 1.8), SamplingOptions(repetitionPenalty: 0.6),
        SamplingOptions(temperature: 1.5, topK: 6, topP: 0.8, minP: 0.4, repetitionPenalty: 1.3),
        SamplingOptions(temperature: 0.7, topP: 0.95, minP: 0.05),
    ]

    /// The probability of every token, by the rules one after the other.
    private func distribution(_ o: SamplingOptions, _ logits: [Float], _ seen: Set<Int32>) -> [Double] {
        var scores = logits.map(Double.init)
        for token in seen {
            let score = scores[Int(token)]
            scores[Int(token)] =
                score > 0 ? score / Double(o.repetitionPenalty) : score * Double(o.repetitionPenalty)
        }
        let peak = scores.max() ?? 0
        var kept = scores.enumerated().map { ($0, exp(($1 - peak) / Double(o.temperature))) }
        kept.sort { $0.1 > $1.1 }
        if o.topK > 0 { kept = Array(kept.prefix(o.topK)) }
        func normalise() {
            let sum = kept.reduce(0) { $0 + $1.1 }
            kept = kept.map { ($0.0, $0.1 / sum) }
        }
        normalise()
        if o.topP < 1 {
            var (sum, count) = (0.0, 0)
            while sum < Double(o.topP) && count < kept.count {
                sum += kept[count].1
                count += 1
            }
            kept = Array(kept.prefix(max(1, count)))
        }
        normalise()
        kept = kept.filter { $0.1 >= Double(o.minP) * kept[0].1 }
        normalise()
        var result = [Double](repeating: 0, count: logits.count)
        for (token, probability) in kept { result[token] = probability }
        return result
    }

    private func draw(_ sampler: inout Sampler, _ logits: [Float], _ seen: Set<Int32> = []) -> Int32 {
        var copy = logits
        return copy.withUnsafeMutableBufferPointer { memory in
            memory.baseAddress.map {
                sampler.draw(Matrix(start: $0, rows: 1, columns: memory.count), seen: seen)
            } ?? -1
        }
    }

    @Test(arguments: rules)
    func frequenciesFollowTheRules(options: SamplingOptions) {
        let expected = distribution(options, Self.logits, Self.seen)
        var sampler = Sampler(options, generator: SeededGenerator(seed: 99))
        let draws = 20_000
        var counts = [Int](repeating: 0, count: Self.logits.count)
        for _ in 0..<draws { counts[Int(draw(&sampler, Self.logits, Self.seen))] += 1 }
        for (token, probability) in expected.enumerated() {
            let frequency = Double(counts[token]) / Double(draws)
            let deviation = (probability * (1 - probability) / Double(draws)).squareRoot()
            #expect(
                abs(frequency - probability) <= 4.5 * deviation,
                "token \(token): \(frequency), not \(probability)")
        }
    }

    /// The comparison above can tell neighbouring settings apart.
    @Test func theRulesDifferInTheirDistributions() {
        let all = Self.rules.filter { $0.topK != 100 }.map { distribution($0, Self.logits, Self.seen) }
        for (index, left) in all.enumerated() {
            for right in all[(index + 1)...] where left.max() ?? 1 < 1 {
                #expect(zip(left, right).contains { abs($0 - $1) > 0.02 })
            }
        }
    }

    @Test func aLargeVocabularyKeepsWhatTheRulesKeep() {
        // Flat enough that the first threshold of the search for likely tokens finds too few.
        var generator = SeededGenerator(seed: 4)
        let logits = (0..<40_000).map { _ in Float.random(in: 0..<1, using: &generator) }
        let best = logits.indices.sorted { logits[$0] > logits[$1] }
        var sampler = Sampler(SamplingOptions(topK: 50), generator: SeededGenerator(seed: 1))
        let likely = Set(best.prefix(50).map { Int32($0) })
        for _ in 0..<100 { #expect(likely.contains(draw(&sampler, logits))) }
        let kept = distribution(SamplingOptions(topP: 0.4), logits, []).map { $0 > 0 }
        sampler = Sampler(SamplingOptions(topP: 0.4), generator: SeededGenerator(seed: 1))
        let outside = (0..<100).count { _ in !kept[Int(draw(&sampler, logits))] }
        #expect(outside <= 1)
    }

    @Test func greedyTakesTheFirstOfTheLargest() {
        var sampler = Sampler(.greedy, generator: SeededGenerator(seed: 0))
        #expect(draw(&sampler, [1, 3, 2, 3]) == 1)
        sampler = Sampler(
            SamplingOptions(temperature: .leastNonzeroMagnitude), generator: SeededGenerator(seed: 0))
        #expect(draw(&sampler, [1, 3, 2, 3]) == 1)
        // Greedy decoding minds the penalty: 3 / 2 < 2.
        sampler = Sampler(
            SamplingOptions(temperature: 0, repetitionPenalty: 2), generator: SeededGenerator(seed: 0))
        #expect(draw(&sampler, [1, 3, 2, -3], [1]) == 2)
        #expect(draw(&sampler, [-5, -3, -4], [1]) == 2)
    }

    @Test func seedsDecide() {
        func tokens(_ seed: UInt64, _ stream: UInt64) -> [Int32] {
            var sampler = Sampler(SamplingOptions(), generator: SeededGenerator(seed: seed, stream: stream))
            return (0..<50).map { _ in draw(&sampler, Self.logits) }
        }
        #expect(tokens(1, 0) == tokens(1, 0))
        #expect(tokens(1, 0) != tokens(2, 0) && tokens(1, 0) != tokens(1, 1))
    }

    /// An adapter that went wild must not take the program along.
    @Test(arguments: rules + [.greedy])
    func logitsThatAreNoNumbersGiveAToken(options: SamplingOptions) {
        for bad in [Float.nan, .infinity, -.infinity] {
            var sampler = Sampler(options, generator: SeededGenerator(seed: 0))
            #expect(0..<4 ~= draw(&sampler, [bad, bad, bad, bad]))
            #expect(0..<4 ~= draw(&sampler, [1, bad, 0, 2]))
        }
    }
}
