import Kernels
import Testing

@Suite struct RMSNormTests {
    private static let epsilon: Float = 1e-5

    /// A random input and weight, with the reference's inverse RMS of each row.
    private struct Case {
        let shape: Shape
        let input: Grid
        let weight: Grid
        let inverse: [Double]

        init(_ shape: Shape, seed: Int) {
            var generator = TestGenerator(seed)
            self.shape = shape
            let input = Grid(rows: shape.rows, width: shape.width, padding: 3, using: &generator)
            self.input = input
            weight = Grid(rows: 1, width: shape.width, using: &generator)
            inverse = Reference.inverseRMS(input, epsilon: RMSNormTests.epsilon)
        }

        var output: [Double] {
            Reference.normalised(input, inverse, weight)
        }

        /// The gradient of the sum of d · output to the input.
        func gradient(_ d: Grid) -> [Double] {
            Reference.normalisedGradient(input, inverse, weight, d)
        }
    }

    @Test(arguments: Shape.all)
    func forwardAndApplyNormaliseRows(shape: Shape) {
        let sample = Case(shape, seed: 4)
        var out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding) { _, _ in .nan }
        var inverse = [Float](repeating: .nan, count: shape.rows)
        selkie_rmsnorm_forward(
            &out.data, out.stride, &inverse, sample.input.data, sample.input.stride, sample.weight.data,
            Self.epsilon,
            shape.rows, shape.width)
        expectClose(inverse, sample.inverse, width: 1, Tolerance(units: 4))
        expectClose(out.values, sample.output, width: shape.width, Tolerance(units: 8))
        #expect(out.paddingIsIntact)

        var again = sample.input
        selkie_rmsnorm_apply(
            &again.data, again.stride, inverse, sample.input.data, sample.input.stride, sample.weight.data,
            shape.rows,
            shape.width)
        #expect(again.values == out.values && again.paddingIsIntact)
    }

    @Test(arguments: Shape.all)
    func backwardStoresAccumulatesAndWorksInPlace(shape: Shape) {
        let sample = Case(shape, seed: 5)
        var generator = TestGenerator(6)
        let d = Grid(rows: shape.rows, width: shape.width, padding: shape.padding, using: &generator)
        let inverse = sample.inverse.map { Float($0) }
        let expected = sample.gradient(d)
        // A row of one element hardly moves its own norm: what is left of the difference is small.
        let tolerance = Tolerance(absolute: 4e-6, units: 16)
        func run(_ out: inout Grid, _ d: Grid, accumulate: Int32) {
            selkie_rmsnorm_backward(
                &out.data, out.stride, d.data, d.stride, sample.input.data, sample.input.stride,
                sample.weight.data,
                inverse, accumulate, shape.rows, shape.width)
        }
        var stored = Grid(rows: shape.rows, width: shape.width, padding: 1) { _, _ in .nan }
        run(&stored, d, accumulate: 0)
        #expect(tolerance.complaint(stored.values, expected) == nil)
        if shape.width > 1 { expectClose(stored.values, expected, width: shape.width, tolerance) }
        #expect(stored.paddingIsIntact)

        var sum = Grid(rows: shape.rows, width: shape.width, padding: 2) { row, column in Float(row - column)
        }
        let start = sum.values
        run(&sum, d, accumulate: 1)
        expectClose(
            sum.values, zip(start, expected).map { Double($0) + $1 }, width: shape.width,
            Tolerance(absolute: 4e-6, units: 16))

        var inPlace = d
        inPlace.data.withUnsafeMutableBufferPointer { memory in
            selkie_rmsnorm_backward(
                memory.baseAddress, d.stride, memory.baseAddress, d.stride, sample.input.data,
                sample.input.stride,
                sample.weight.data, inverse, 0, shape.rows, shape.width)
        }
        #expect(
            Tolerance(absolute: 1e-6, units: 8).complaint(inPlace.values, stored.values.map(Double.init))
                == nil)
        #expect(inPlace.paddingIsIntact)
    }

    /// NaN, or a number whose square is none.
    @Test(arguments: [.nan, 1e25, -1e25, .infinity] as [Float])
    func whatIsNoNumberSpoilsItsOwnRowAlone(value: Float) {
        let shape = Shape(rows: 3, width: 33, padding: 0)
        var input = Grid(rows: 3, width: 33) { _, column in Float(column) }
        input.data[33 + 5] = value
        let weight = [Float](repeating: 1, count: 33)
        var out = input
        var inverse = [Float](repeating: 0, count: 3)
        selkie_rmsnorm_forward(
            &out.data, out.stride, &inverse, input.data, input.stride, weight, 1e-5, shape.rows, shape.width)
        for row in 0..<3 {
            #expect(out.values[row * 33..<(row + 1) * 33].allSatisfy { $0.isNaN == (row == 1) })
        }
    }
}
