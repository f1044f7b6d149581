import Foundation

extension Reference {
    /// The logarithm of a row's sum of exponentials.
    static func logSum(_ row: [Double]) -> Double {
        let peak = row.max() ?? 0
        return peak + log(row.reduce(0) { $0 + exp($1 - peak) })
    }

    /// A row's probabilities.
    static func softmax(_ row: [Double]) -> [Double] {
        let sum = logSum(row)
        return row.map { exp($0 - sum) }
    }

    /// Each row's negative log-probability of its target.
    static func losses(_ logits: Grid, _ targets: [Int32]) -> [Double] {
        (0..<logits.rows).map { logSum(logits.row($0)) - logits[$0, Int(targets[$0])] }
    }

    /// The gradient of the losses, each times its row's scale.
    static func lossGradient(_ logits: Grid, _ targets: [Int32], scales: [Float]) -> [Double] {
        (0..<logits.rows).flatMap { row in
            softmax(logits.row(row)).enumerated().map { token, probability in
                (probability - (token == Int(targets[row]) ? 1 : 0)) * Double(scales[row])
            }
        }
    }
}
