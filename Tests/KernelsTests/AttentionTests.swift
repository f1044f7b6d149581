import Foundation
import Kernels
import Testing

@Suite struct AttentionTests {
    private static let scale: Float = 0.35

    @Test(arguments: AttentionCase.all)
    func softmax(sample: AttentionCase) {
        var generator = TestGenerator(sample.keys)
        var scores = Grid(rows: sample.rows, width: sample.keys, padding: 3, range: 8, using: &generator)
        let expected = Reference.softmax(sample, scores, scale: Double(Self.scale))
        selkie_attention_softmax(
            &scores.data, scores.stride, Self.scale, sample.first, sample.window, sample.rows, sample.keys)
        expectClose(scores.values, expected, width: sample.keys, Tolerance(units: 32))
        #expect(scores.paddingIsIntact)
    }

    @Test(arguments: AttentionCase.all)
    func softmaxBackward(sample: AttentionCase) {
        var generator = TestGenerator(sample.keys + 1)
        let scores = Grid(rows: sample.rows, width: sample.keys, padding: 1, using: &generator)
        let reference = Reference.softmax(sample, scores, scale: 1)
        let p = Grid(rows: sample.rows, width: sample.keys, padding: 1) {
            Float(reference[$0 * sample.keys + $1])
        }
        var d = Grid(rows: sample.rows, width: sample.keys, padding: 1, range: 4, using: &generator)
        let expected = Reference.softmaxGradient(p, d, scale: Double(Self.scale))
        selkie_attention_softmax_backward(&d.data, d.stride, p.data, Self.scale, sample.rows, sample.keys)
        expectClose(d.values, expected, width: sample.keys, Tolerance(absolute: 1e-6, units: 16))
        #expect(d.paddingIsIntact)
    }

    /// Where there is no choice there is no gradient, not even a rounding error, of which AdamW would make a step.
    @Test func aRowThatSeesOneKeyHasNoGradient() {
        var generator = TestGenerator(1)
        for window in [0, 1] {
            let rows = window == 0 ? 1 : 9
            var p = Grid(rows: rows, width: 9, range: 30, using: &generator)
            var d = Grid(rows: rows, width: 9, using: &generator)
            selkie_attention_softmax(&p.data, p.stride, 0.3, 0, window, rows, 9)
            for row in 0..<rows { #expect((0..<9).allSatisfy { p[row, $0] == ($0 == row ? 1 : 0) }) }
            selkie_attention_softmax_backward(&d.data, d.stride, p.data, 0.3, rows, 9)
            #expect(d.data.allSatisfy { $0 == 0 })
        }
    }

    /// The cached tokens cut into runs in every way that matters: one, many, empty ones among them.
    @Test(
        arguments: [[1], [7], [1, 1], [3, 0, 5, 1], [40, 30, 1], [0, 64]],
        [(0, 1, 9), (1, 2, 9), (4, 3, 64), (33, 1, 64), (0, 3, 64), (0, 2, 128), (5, 2, 128)])
    func decodeSeesSeveralRuns(counts: [Int], setting: (window: Int, heads: Int, width: Int)) {
        let (window, heads, width) = setting
        var generator = TestGenerator(counts.count)
        let sample = DecodingCase(
            counts: counts, window: window, heads: heads, width: width, using: &generator)
        let total = counts.reduce(0, +)
        var out = [Float](repeating: .nan, count: heads * width)
        var scratch = [Float](repeating: .nan, count: heads * total)
        // Pointers stay valid: the grids' arrays are alive and unchanged during the call.
        let memory = sample.runs.map { run in
            (keys: FloatMemory(run.keys.data), values: FloatMemory(run.values.data), rows: run.keys)
        }
        let segments = memory.map {
            selkie_kv_segment(
                keys: $0.keys.start, values: $0.values.start, stride: $0.rows.stride, count: $0.rows.rows)
        }
        selkie_attention_decode(
            &out, sample.query.data, segments, segments.count, sample.offset, 0.35, window, heads, width,
            &scratch)
        let expected = Reference.decode(sample, scale: 0.35)
        expectClose(out, expected, width: width, Tolerance(absolute: 1e-6, units: 16))
        withExtendedLifetime(memory) {}
    }

    /// Of two keys, one with score 0, the other's probability is exp(x) / (1 + exp(x)).
    @Test func expIsAccurateOverItsWholeRange() {
        let points = (0...100_000).map { Float(-87.2 * Double($0) / 100_000) }
        var scores: [Float] = points.flatMap { [$0, 0] as [Float] }
        selkie_attention_softmax(&scores, 2, 1, 1, 0, points.count, 2)
        let expected = points.flatMap {
            [exp(Double($0)) / (1 + exp(Double($0))), 1 / (1 + exp(Double($0)))]
        }
        expectClose(scores, expected, width: 2, Tolerance(units: 3))

        var ends: [Float] = [-1e30, 0, -100, 0, -.infinity, 0, 1e30, 0, .nan, 0]
        selkie_attention_softmax(&ends, 2, 1, 1, 0, 5, 2)
        #expect([ends[0], ends[2], ends[4], ends[7]].allSatisfy { $0 >= 0 && $0 < 1.3e-38 })
        #expect([ends[1], ends[3], ends[5], ends[6]] == [1, 1, 1, 1])
        #expect(ends[8].isNaN && ends[9].isNaN)
    }

    @Test func nanSpoilsItsOwnRowAlone() {
        for place in [0, 2, 39] {
            var scores = [Float](repeating: 0.5, count: 3 * 40)
            scores[40 + place] = .nan
            selkie_attention_softmax(&scores, 40, 1, 39, 0, 3, 40)
            for row in 0..<3 {
                #expect(scores[row * 40..<row * 40 + 40].allSatisfy { $0.isNaN == (row == 1) })
            }
        }
    }
}

/// Memory whose address does not change, for structures that hold pointers.
final class FloatMemory {
    let start: UnsafeMutablePointer<Float>

    init(_ values: [Float]) {
        start = .allocate(capacity: max(1, values.count))
        start.initialize(from: values, count: values.count)
    }

    deinit { start.deallocate() }
}
