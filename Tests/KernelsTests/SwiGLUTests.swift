import Foundation
import Kernels
import Testing

@Suite struct SwiGLUTests {
    static let activations: [selkie_activation] = [SELKIE_SILU, SELKIE_GELU_TANH]

    @Test(arguments: Shape.all, [0, 1])
    func forwardAndBackward(shape: Shape, which: Int) {
        let activation = Self.activations[which]
        var generator = TestGenerator(7)
        let gateUp = Grid(rows: shape.rows, width: 2 * shape.width, padding: 1, range: 4, using: &generator)
        let d = Grid(rows: shape.rows, width: shape.width, padding: 2, using: &generator)
        var out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding) { _, _ in .nan }
        selkie_swiglu_forward(
            &out.data, out.stride, gateUp.data, gateUp.stride, activation, shape.rows, shape.width)
        let expected = Reference.gated(activation, gateUp)
        expectClose(out.values, expected, width: shape.width, Tolerance(absolute: 1e-7, units: 16))
        #expect(out.paddingIsIntact)

        let gradient = Reference.gatedGradient(activation, gateUp, d)
        var inPlace = gateUp
        inPlace.data.withUnsafeMutableBufferPointer { memory in
            selkie_swiglu_backward(
                memory.baseAddress, gateUp.stride, d.data, d.stride, memory.baseAddress, gateUp.stride,
                activation,
                shape.rows, shape.width)
        }
        expectClose(inPlace.values, gradient, width: 2 * shape.width, Tolerance(absolute: 4e-6, units: 16))
        #expect(inPlace.paddingIsIntact)
    }

    /// With up = 1 the output is the activation itself, whose relative accuracy is that of exp.
    @Test(arguments: [0, 1])
    func activationsAreAccurateOverAWideRange(which: Int) {
        let activation = Self.activations[which]
        // GELU's tail vanishes faster: beyond this its exponential saturates.
        let reach = activation == SELKIE_SILU ? 80.0 : 8.0
        let points = (0...40_000).map { Float(-reach + 2 * reach * Double($0) / 40_000) }
        var out = [Float](repeating: .nan, count: points.count)
        let gateUp = points + [Float](repeating: 1, count: points.count)
        selkie_swiglu_forward(&out, out.count, gateUp, gateUp.count, activation, 1, points.count)
        // The rounding of a large exponent's argument is part of its exponential: about half the argument in epsilons.
        let tolerance = Tolerance(absolute: 1e-37, units: activation == SELKIE_SILU ? 8 : 160)
        expectClose(
            out, points.map { Reference.activation(activation, Double($0)).value }, width: out.count,
            tolerance)
    }

    @Test(arguments: [0, 1])
    func nanAndLargeArguments(which: Int) {
        let gate: [Float] = [.nan, 1e4, -1e4, 0, 3]
        let up: [Float] = [1, 1, 1, 1, .nan]
        var out = [Float](repeating: 0, count: 5)
        selkie_swiglu_forward(&out, 5, gate + up, 10, Self.activations[which], 1, 5)
        #expect(out[0].isNaN && out[4].isNaN)
        #expect(out[1] == 1e4 && abs(out[2]) < 1e-30 && out[3] == 0)
    }
}
