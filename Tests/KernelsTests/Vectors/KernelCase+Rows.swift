import Foundation
import Kernels

extension KernelCase {
    /// A few of the shapes of row kernels.
    static let shapes =
        Shape.all.filter { [0, 3].contains($0.rows) && $0.width != 515 }
        + [Shape(rows: 2, width: 515, padding: 1)]

    /// Normalisations, rotations and gated activations, in place too.
    static var rows: [KernelCase] {
        var generator = TestGenerator(19)
        var cases = shapes.flatMap { normalisations($0, using: &generator) }
        for (headWidth, heads) in [(2, 3), (6, 1), (14, 2), (34, 3), (64, 2), (80, 1), (128, 1)] {
            for direction in [1, -1] as [Float] {
                cases.append(
                    rope(headWidth: headWidth, heads: heads, direction: direction, using: &generator))
            }
        }
        for shape in shapes {
            for activation in [SELKIE_SILU, SELKIE_GELU_TANH] {
                cases += gated(activation, shape, using: &generator)
            }
        }
        return cases
    }

    private static func normalisations(_ shape: Shape, using generator: inout TestGenerator) -> [KernelCase] {
        let epsilon: Float = 1e-5
        let input = Grid(rows: shape.rows, width: shape.width, padding: 3, using: &generator)
        let weight = Grid(rows: 1, width: shape.width, using: &generator)
        let inverse = Reference.inverseRMS(input, epsilon: epsilon)
        let out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding) { _, _ in .nan }
        let normalised = Reference.normalised(input, inverse, weight)
        var forward = KernelCase(
            kernel: "rmsnorm_forward", integers: [out.stride, input.stride, shape.rows, shape.width],
            reals: [epsilon],
            buffers: [
                .floats(out.data), .floats([Float](repeating: .nan, count: shape.rows)), .floats(input.data),
                .floats(weight.data),
            ])
        forward.expect(0, out, normalised, Tolerance(units: 8))
        forward.expect(1, inverse, Tolerance(units: 4))

        let rounded = inverse.map { Float($0) }
        var apply = KernelCase(
            kernel: "rmsnorm_apply", integers: [input.stride, input.stride, shape.rows, shape.width],
            buffers: [.floats(input.data), .floats(rounded), .same(0), .floats(weight.data)])
        apply.expect(0, input, normalised, Tolerance(units: 8))

        let d = Grid(rows: shape.rows, width: shape.width, padding: shape.padding, using: &generator)
        let gradient = Reference.normalisedGradient(input, inverse, weight, d)
        let sum = Grid(rows: shape.rows, width: shape.width, padding: 2, using: &generator)
        // A row of one element hardly moves its own norm: what is left of the difference is small.
        let tolerance = Tolerance(absolute: 4e-6, units: 16)
        func backward(_ out: Grid, _ d: Buffer, _ stride: Int, accumulates: Bool) -> KernelCase {
            KernelCase(
                kernel: "rmsnorm_backward",
                integers: [out.stride, stride, input.stride, accumulates ? 1 : 0, shape.rows, shape.width],
                buffers: [
                    .floats(out.data), d, .floats(input.data), .floats(weight.data), .floats(rounded),
                ])
        }
        var accumulated = backward(sum, .floats(d.data), d.stride, accumulates: true)
        accumulated.expect(0, sum, zip(sum.values, gradient).map { Double($0) + $1 }, tolerance)
        var inPlace = backward(d, .same(0), d.stride, accumulates: false)
        inPlace.expect(0, d, gradient, tolerance)
        return [forward, apply, accumulated, inPlace]
    }

    private static func rope(
        headWidth: Int, heads: Int, direction: Float, using generator: inout TestGenerator
    ) -> KernelCase {
        let positions: [Int32] = [0, 5, 1, 9]
        let angles = Grid(rows: 10, width: headWidth / 2, using: &generator)
        let cosines = angles.data.map { Float(cos(Double($0))) }
        let sines = angles.data.map { Float(sin(Double($0))) }
        let x = Grid(rows: positions.count, width: heads * headWidth, padding: 3, using: &generator)
        var result = KernelCase(
            kernel: "rope", integers: [x.stride, x.rows, heads, headWidth], reals: [direction],
            buffers: [.floats(x.data), .integers(positions), .floats(cosines), .floats(sines)])
        let expected = Reference.rope(
            x, headWidth: headWidth, positions: positions, cosines: cosines, sines: sines,
            direction: Double(direction))
        result.expect(0, x, expected, Tolerance(absolute: 5e-7, units: 4))
        return result
    }

    private static func gated(
        _ activation: selkie_activation, _ shape: Shape, using generator: inout TestGenerator
    ) -> [KernelCase] {
        let gateUp = Grid(
            rows: shape.rows, width: 2 * shape.width, padding: 1, range: 4, using: &generator)
        let d = Grid(rows: shape.rows, width: shape.width, padding: 2, using: &generator)
        let out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding) { _, _ in .nan }
        let kind = Int(activation.rawValue)
        var forward = KernelCase(
            kernel: "swiglu_forward", integers: [out.stride, gateUp.stride, kind, shape.rows, shape.width],
            buffers: [.floats(out.data), .floats(gateUp.data)])
        forward.expect(0, out, Reference.gated(activation, gateUp), Tolerance(absolute: 1e-7, units: 16))
        var backward = KernelCase(
            kernel: "swiglu_backward",
            integers: [gateUp.stride, d.stride, gateUp.stride, kind, shape.rows, shape.width],
            buffers: [.floats(gateUp.data), .floats(d.data), .same(0)])
        backward.expect(
            0, gateUp, Reference.gatedGradient(activation, gateUp, d), Tolerance(absolute: 4e-6, units: 16))
        return [forward, backward]
    }
}
