import Grading

/// Weights for the evidence of graded answers.
struct Fitting {
    private let evidence: [[[Double]]]
    private let outcomes: [Bool]
    private let regression = Regression(penalty: 10)
    private let none = [1] + [Double](repeating: 0, count: Evidence.names.count - 1)

    init(_ rows: [GradedRow]) {
        let grader = LexicalGrader()
        evidence = rows.map { row in
            grader.evidence(question: row.question, gold: row.gold, answer: row.answer).map(\.values)
        }
        outcomes = rows.map(\.verdict)
    }

    /// The weights for some rows.
    func weights(_ indices: [Int]) -> [Double] {
        var weights: [Double]?
        for _ in 0..<4 {
            weights = regression.weights(chosen(indices, weights), indices.map { outcomes[$0] })
        }
        return weights ?? none
    }

    /// For each row the alternative that the weights favour; at first the one that scores by coverage.
    private func chosen(_ indices: [Int], _ weights: [Double]?) -> [[Double]] {
        let coverage = Evidence.names.firstIndex(of: "coverage") ?? 0
        return indices.map { index in
            evidence[index].max { one, other in
                guard let weights else { return one[coverage] < other[coverage] }
                return dot(one, weights) < dot(other, weights)
            } ?? none
        }
    }
}
