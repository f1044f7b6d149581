import Testing

/// A matrix for kernel tests: [rows, width] with rows `stride` floats apart.
///
/// The padding holds a mark that no kernel
/// may touch or read.
struct Grid {
    static let mark: Float = 7.7e7

    let rows: Int
    let width: Int
    let stride: Int
    var data: [Float]

    /// A grid of values made by `value(row, column)`.
    init(rows: Int, width: Int, padding: Int = 0, _ value: (_ row: Int, _ column: Int) -> Float) {
        self.rows = rows
        self.width = width
        stride = width + padding
        data = [Float](repeating: Self.mark, count: rows * stride)
        for row in 0..<rows {
            for column in 0..<width { data[row * stride + column] = value(row, column) }
        }
    }

    /// A grid of random values between -`range` and `range`.
    init(rows: Int, width: Int, padding: Int = 0, range: Float = 2, using generator: inout TestGenerator) {
        var values = (0..<rows * width).map { _ in Float.random(in: -range...range, using: &generator) }[...]
        self.init(rows: rows, width: width, padding: padding) { _, _ in values.popFirst() ?? 0 }
    }

    /// The values without the padding.
    var values: [Float] { (0..<rows).flatMap { row in data[row * stride..<row * stride + width] } }

    /// One row, in the precision of the references.
    func row(_ row: Int) -> [Double] { (0..<width).map { self[row, $0] } }

    /// Whether the padding still holds the mark.
    var paddingIsIntact: Bool {
        (0..<rows).allSatisfy { row in
            data[row * stride + width..<(row + 1) * stride].allSatisfy { $0 == Self.mark }
        }
    }

    /// One value, in the precision of the references.
    subscript(row: Int, column: Int) -> Double { Double(data[row * stride + column]) }
}

/// The shapes that every row kernel is tested with.
struct Shape: Sendable, CustomTestStringConvertible {
    let rows: Int
    let width: Int
    let padding: Int

    var testDescription: String { "\(rows)×\(width)+\(padding)" }

    static let all: [Shape] = [0, 1, 3, 6].flatMap { rows in
        [1, 2, 7, 8, 16, 17, 31, 33, 64, 100, 515].map { width in
            Shape(rows: rows, width: width, padding: (rows + width) % 4)
        }
    }

    /// Shapes of even width.
    static let even = all.filter { $0.width % 2 == 0 }
}

/// SplitMix64: a seeded generator of the tests' own.
struct TestGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
