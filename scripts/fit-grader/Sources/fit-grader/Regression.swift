import Foundation

/// Logistic regression with an L2 penalty on every weight but the first, fitted by Newton's method.
struct Regression {
    let penalty: Double

    /// The weights for rows of features and their outcomes.
    func weights(_ rows: [[Double]], _ outcomes: [Bool]) -> [Double] {
        let width = rows.first?.count ?? 0
        var weights = [Double](repeating: 0, count: width)
        for _ in 0..<25 {
            var gradient = [Double](repeating: 0, count: width)
            var hessian = [[Double]](repeating: gradient, count: width)
            for index in 0..<width {
                let strength = index == 0 ? 1e-9 : penalty
                gradient[index] = strength * weights[index]
                hessian[index][index] = strength
            }
            for (row, outcome) in zip(rows, outcomes) {
                let p = 1 / (1 + exp(-dot(row, weights)))
                for i in 0..<width where row[i] != 0 {
                    gradient[i] += row[i] * (p - (outcome ? 1 : 0))
                    for j in 0..<width { hessian[i][j] += row[i] * row[j] * p * (1 - p) }
                }
            }
            let step = solve(hessian, gradient)
            for index in 0..<width { weights[index] -= step[index] }
            if step.allSatisfy({ abs($0) < 1e-9 }) { break }
        }
        return weights
    }
}

func dot(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }

/// Solves a symmetric positive system by elimination.
private func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    var a = matrix
    var x = vector
    for pivot in x.indices {
        for row in x.indices where row != pivot {
            let factor = a[row][pivot] / a[pivot][pivot]
            for column in pivot..<x.count { a[row][column] -= factor * a[pivot][column] }
            x[row] -= factor * x[pivot]
        }
    }
    for index in x.indices { x[index] /= a[index][index] }
    return x
}
