import Foundation
import Kernels
import Testing

@Suite struct CrossEntropyTests {
    private static let sizes = [1, 2, 31, 32, 33, 96, 1001]

    @Test(arguments: sizes)
    func lossesAndGradients(vocabulary: Int) {
        var generator = TestGenerator(vocabulary)
        for rows in [0, 1, 4] {
            let logits = Grid(rows: rows, width: vocabulary, padding: 3, range: 6, using: &generator)
            let targets = (0..<rows).map { Int32(($0 * 31 + vocabulary - 1) % vocabulary) }
            let scales = (0..<rows).map { 0.25 + Float($0) }
            let expected = Reference.losses(logits, targets)
            var losses = [Float](repeating: .nan, count: rows)
            var copy = logits
            selkie_cross_entropy(&losses, &copy.data, copy.stride, targets, nil, rows, vocabulary)
            #expect(copy.data == logits.data)
            #expect(Tolerance(absolute: 4e-6, units: 16).complaint(losses, expected) == nil)
            if vocabulary > 1 {
                expectClose(losses, expected, width: 1, Tolerance(absolute: 4e-6, units: 16))
            }
            selkie_cross_entropy(&losses, &copy.data, copy.stride, targets, scales, rows, vocabulary)
            #expect(Tolerance(absolute: 4e-6, units: 16).complaint(losses, expected) == nil)
            let gradient = Reference.lossGradient(logits, targets, scales: scales)
            expectClose(copy.values, gradient, width: vocabulary, Tolerance(absolute: 1e-6, units: 16))
            #expect(copy.paddingIsIntact)
        }
    }

    @Test(arguments: sizes)
    func softmaxAndLogSum(vocabulary: Int) {
        var generator = TestGenerator(vocabulary + 1)
        let logits = Grid(rows: 1, width: vocabulary, range: 6, using: &generator)
        for temperature in [0.5, 1, 2] as [Float] {
            let expected = Reference.softmax(logits.row(0).map { $0 / Double(temperature) })
            var inPlace = logits.data
            inPlace.withUnsafeMutableBufferPointer {
                selkie_softmax($0.baseAddress, 1 / temperature, vocabulary)
            }
            expectClose(inPlace, expected, width: vocabulary, Tolerance(units: 32))
        }
    }

    @Test(arguments: sizes)
    func argmaxIsTheFirstOfTheLargest(vocabulary: Int) {
        var logits = [Float](repeating: -3, count: vocabulary)
        #expect(selkie_argmax(logits, vocabulary) == 0)
        for place in (0..<vocabulary).reversed() {
            logits[place] = 2
            #expect(selkie_argmax(logits, vocabulary) == place)
        }
    }

    @Test func nanAndInfinityReachTheLoss() {
        for bad in [Float.nan, .infinity] {
            for place in [0, 5, 40, 49] {
                var logits = [Float](repeating: 1, count: 100)
                logits[place] = bad
                var losses: [Float] = [0, 0]
                selkie_cross_entropy(&losses, &logits, 50, [3, 3], nil, 2, 50)
                #expect(!losses[0].isFinite)
                #expect(abs(losses[1] - Float(log(50.0))) < 1e-5)
            }
        }
        // A token that is ruled out is none the less a token.
        var logits = [-Float.infinity, 1, 1]
        var losses: [Float] = [0]
        selkie_cross_entropy(&losses, &logits, 3, [1], nil, 1, 3)
        #expect(abs(losses[0] - Float(log(2.0))) < 1e-6)
        #expect(selkie_argmax([.nan, 2, 5, .nan], 4) == 2)
        #expect(selkie_argmax([.nan, .nan], 2) == 0)
    }
}
