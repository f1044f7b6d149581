import Foundation

extension Reference {
    /// AdamW as its authors write it.
    struct AdamW {
        static let (rate, beta1, beta2, epsilon) = (0.01, 0.9, 0.999, 1e-8)

        private(set) var parameters: [Double]
        private(set) var first: [Double]
        private(set) var second: [Double]
        private var steps = 0

        init(_ parameters: [Float]) {
            self.parameters = parameters.map(Double.init)
            first = [Double](repeating: 0, count: parameters.count)
            second = first
        }

        mutating func step(_ gradients: [Double], decay: Double) {
            steps += 1
            for (index, g) in gradients.enumerated() {
                first[index] = Self.beta1 * first[index] + (1 - Self.beta1) * g
                second[index] = Self.beta2 * second[index] + (1 - Self.beta2) * g * g
                let mean = first[index] / (1 - pow(Self.beta1, Double(steps)))
                let square = second[index] / (1 - pow(Self.beta2, Double(steps)))
                parameters[index] -= Self.rate * decay * parameters[index]
                parameters[index] -= Self.rate * mean / (square.squareRoot() + Self.epsilon)
            }
        }
    }
}
