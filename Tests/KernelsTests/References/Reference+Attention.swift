import Foundation
import Testing

/// One block of attention scores: rows at positions first ..., each seeing what causality and the window leave.
struct AttentionCase: Sendable, CustomTestStringConvertible {
    let first: Int
    let rows: Int
    let keys: Int
    let window: Int

    var testDescription: String { "rows \(first)..<\(first + rows) of \(keys) keys, window \(window)" }

    static let all: [AttentionCase] = [
        AttentionCase(first: 0, rows: 1, keys: 1, window: 0),
        AttentionCase(first: 0, rows: 3, keys: 3, window: 0),
        AttentionCase(first: 0, rows: 5, keys: 5, window: 2),
        AttentionCase(first: 0, rows: 5, keys: 5, window: 1),
        AttentionCase(first: 4, rows: 3, keys: 7, window: 0),
        AttentionCase(first: 40, rows: 9, keys: 49, window: 33),
        AttentionCase(first: 128, rows: 70, keys: 198, window: 0),
        AttentionCase(first: 60, rows: 40, keys: 100, window: 64),
    ]

    /// The keys that a row sees.
    func visible(_ row: Int) -> Range<Int> {
        let end = min(keys, first + row + 1)
        return (window == 0 ? 0 : max(0, first + row + 1 - window))..<end
    }
}

/// Cached keys and values of some tokens, and a query of several heads that share them.
struct DecodingCase {
    typealias Run = (keys: Grid, values: Grid)

    let runs: [Run]
    let query: Grid
    /// Where in a row of keys or values the head begins.
    let offset: Int
    let window: Int

    init(counts: [Int], window: Int, heads: Int, width: Int, using generator: inout TestGenerator) {
        var runs: [Run] = []
        for count in counts {
            let keys = Grid(rows: count, width: width + 11, using: &generator)
            runs.append((keys, Grid(rows: count, width: width + 11, using: &generator)))
        }
        self.runs = runs
        query = Grid(rows: heads, width: width, using: &generator)
        offset = 5
        self.window = window
    }
}

extension Reference {
    /// Probabilities of raw scores.
    static func softmax(_ sample: AttentionCase, _ scores: Grid, scale: Double) -> [Double] {
        (0..<sample.rows).flatMap { row in
            let seen = sample.visible(row)
            let peak = seen.map { scores[row, $0] * scale }.max() ?? 0
            let sum = seen.reduce(0) { $0 + exp(scores[row, $1] * scale - peak) }
            return (0..<sample.keys).map {
                seen.contains($0) ? exp(scores[row, $0] * scale - peak) / sum : 0
            }
        }
    }

    /// The softmax's derivative written out: dS_ij = scale · P_ij · (dP_ij − Σ_k P_ik dP_ik).
    static func softmaxGradient(_ probabilities: Grid, _ d: Grid, scale: Double) -> [Double] {
        (0..<d.rows).flatMap { row in
            let inner = (0..<d.width).reduce(0) { $0 + probabilities[row, $1] * d[row, $1] }
            return (0..<d.width).map { scale * probabilities[row, $0] * (d[row, $0] - inner) }
        }
    }

    /// What each head of the query gets, [heads, width].
    static func decode(_ sample: DecodingCase, scale: Double) -> [Double] {
        let tokens = sample.runs.flatMap { run in (0..<run.keys.rows).map { (run.keys, run.values, $0) } }
        let seen = (sample.window == 0 ? 0 : max(0, tokens.count - sample.window))..<tokens.count
        return (0..<sample.query.rows).flatMap { head in
            let scores = seen.map { token in
                let (keys, _, place) = tokens[token]
                return scale
                    * (0..<sample.query.width).reduce(0) {
                        $0 + sample.query[head, $1] * keys[place, sample.offset + $1]
                    }
            }
            let sum = scores.reduce(0) { $0 + exp($1) }
            return (0..<sample.query.width).map { column in
                zip(seen, scores).reduce(0) {
                    let (_, values, place) = tokens[$1.0]
                    return $0 + exp($1.1) / sum * values[place, sample.offset + column]
                }
            }
        }
    }
}
