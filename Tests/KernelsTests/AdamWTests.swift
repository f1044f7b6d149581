import Foundation
import Kernels
import Testing

@Suite struct AdamWTests {
    @Test(arguments: [1, 2, 7, 16, 33, 1000], [0, 0.1] as [Float])
    func fiveStepsFollowTheAlgorithm(count: Int, decay: Float) {
        var generator = TestGenerator(count)
        let start = Grid(rows: 1, width: count, using: &generator)
        var parameters = start.data
        var first = [Float](repeating: 0, count: count)
        var second = first
        var reference = Reference.AdamW(start.data)
        for step in 1...5 {
            let gradients = Grid(rows: 1, width: count, using: &generator)
            selkie_adamw(
                &parameters, gradients.data, &first, &second, count, Float(Reference.AdamW.rate),
                Float(Reference.AdamW.beta1), Float(Reference.AdamW.beta2), Float(Reference.AdamW.epsilon),
                decay, 0.5, step)
            reference.step(gradients.row(0).map { $0 * 0.5 }, decay: Double(decay))
        }
        expectClose(parameters, reference.parameters, width: count, Tolerance(absolute: 1e-7, units: 8))
        expectClose(first, reference.first, width: count, Tolerance(absolute: 1e-7, units: 16))
        // 0.999 as a float is off by 1.3e-8, which is 1.3e-5 of what it leaves.
        expectClose(second, reference.second, width: count, Tolerance(absolute: 1e-9, units: 200))
    }

    @Test func aGradientOfZeroMovesNothing() {
        var parameters: [Float] = [1, -2, 3]
        var (first, second) = ([0, 0, 0] as [Float], [0, 0, 0] as [Float])
        let gradients: [Float] = [0, 0, 0]
        selkie_adamw(&parameters, gradients, &first, &second, 3, 0.1, 0.9, 0.999, 1e-8, 0, 1, 1)
        #expect(parameters == [1, -2, 3])
    }

    @Test(arguments: [0, 1, 7, 1023, 1024, 1025, 5000])
    func sumOfSquares(count: Int) {
        var generator = TestGenerator(count)
        let x = Grid(rows: 1, width: count, using: &generator)
        let expected = (0..<count).reduce(0) { $0 + x[0, $1] * x[0, $1] }
        let sum = selkie_sum_of_squares(x.data, count)
        #expect(abs(sum - expected) <= 1e-6 * expected)
        #expect(count == 0 || sum > 0)
        if count > 0 {
            for bad in [Float.nan, .infinity] {
                var spoiled = x.data
                spoiled[count - 1] = bad
                #expect(!selkie_sum_of_squares(spoiled, count).isFinite)
            }
        }
    }
}
