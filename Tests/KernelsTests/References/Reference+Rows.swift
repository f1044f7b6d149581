import Foundation
import Kernels

extension Reference {
    /// Each row's 1 / √(mean square + epsilon).
    static func inverseRMS(_ input: Grid, epsilon: Float) -> [Double] {
        (0..<input.rows).map { row in
            let sum = (0..<input.width).reduce(0) { $0 + input[row, $1] * input[row, $1] }
            return 1 / (sum / Double(input.width) + Double(epsilon)).squareRoot()
        }
    }

    /// Rows times their factor and a weight.
    static func normalised(_ input: Grid, _ inverse: [Double], _ weight: Grid) -> [Double] {
        (0..<input.rows).flatMap { row in
            (0..<input.width).map { input[row, $0] * inverse[row] * weight[0, $0] }
        }
    }

    /// The gradient of the sum of d · normalised to the input.
    static func normalisedGradient(_ input: Grid, _ inverse: [Double], _ weight: Grid, _ d: Grid)
        -> [Double]
    {
        (0..<input.rows).flatMap { row in
            let dot = (0..<input.width).reduce(0) { $0 + d[row, $1] * weight[0, $1] * input[row, $1] }
            let shared = dot * inverse[row] * inverse[row] * inverse[row] / Double(input.width)
            return (0..<input.width).map {
                d[row, $0] * weight[0, $0] * inverse[row] - input[row, $0] * shared
            }
        }
    }

    /// Heads whose halves are turned by the angles of each row's position.
    static func rope(
        _ x: Grid, headWidth: Int, positions: [Int32], cosines: [Float], sines: [Float], direction: Double = 1
    ) -> [Double] {
        let half = headWidth / 2
        return (0..<x.rows).flatMap { row in
            (0..<x.width).map { column in
                let (head, place) = (column / headWidth * headWidth, column % headWidth)
                let angle = Int(positions[row]) * half + place % half
                let (c, s) = (Double(cosines[angle]), direction * Double(sines[angle]))
                let (low, high) = (x[row, head + place % half], x[row, head + place % half + half])
                return place < half ? low * c - high * s : high * c + low * s
            }
        }
    }

    /// The activation of a gated layer and its slope, in the textbook form.
    static func activation(_ activation: selkie_activation, _ x: Double) -> (value: Double, slope: Double) {
        if activation == SELKIE_SILU {
            let s = 1 / (1 + exp(-x))
            return (x * s, s * (1 + x * (1 - s)))
        }
        let factor = (2 / Double.pi).squareRoot()
        let inner = factor * (x + 0.044715 * x * x * x)
        // (1 + tanh) / 2 without cancellation at large negative arguments.
        let half = 1 / (1 + exp(-2 * inner))
        let slope = half + x * 2 * half * (1 - half) * factor * (1 + 3 * 0.044715 * x * x)
        return (x * half, slope)
    }

    /// activation(gate) · up; gateUp: [rows, 2 · width].
    static func gated(_ kind: selkie_activation, _ gateUp: Grid) -> [Double] {
        let width = gateUp.width / 2
        return (0..<gateUp.rows).flatMap { row in
            (0..<width).map { activation(kind, gateUp[row, $0]).value * gateUp[row, width + $0] }
        }
    }

    /// The gradient of the sum of d · gated, [rows, 2 · width].
    static func gatedGradient(_ kind: selkie_activation, _ gateUp: Grid, _ d: Grid) -> [Double] {
        let width = d.width
        return (0..<d.rows).flatMap { row in
            let parts = (0..<width).map { activation(kind, gateUp[row, $0]) }
            return (0..<width).map { d[row, $0] * gateUp[row, width + $0] * parts[$0].slope }
                + (0..<width).map { d[row, $0] * parts[$0].value }
        }
    }
}
