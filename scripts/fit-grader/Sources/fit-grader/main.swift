// Fits the weights of the lexical grader's evidence to graded answers.
//
//     swift run -c release --package-path scripts/fit-grader fit-grader FILE.jsonl [PENALTY]
//
// FILE holds rows as `selkie grade` reads them. Prints agreement by ten-fold cross-validation (questions are never
// split between folds) and the weights for Sources/SelfAdaptation/Grading/Evidence/Evidence+Weights.swift.
import Foundation
import SelfAdaptation

let arguments = CommandLine.arguments
guard arguments.count >= 2, let text = try? String(contentsOfFile: arguments[1], encoding: .utf8) else {
    print("usage: fit-grader FILE.jsonl [PENALTY]")
    exit(64)
}
let regression = Regression(penalty: arguments.count > 2 ? Double(arguments[2]) ?? 10 : 10)
let grader = LexicalGrader()
let rows = try text.split(separator: "\n").enumerated().map { index, line in
    try GradedRow(line: String(line), number: index + 1)
}
let evidence = rows.map { row in
    grader.evidence(question: row.question, gold: row.gold, answer: row.answer).map(\.values)
}
let none = [1] + [Double](repeating: 0, count: Evidence.names.count - 1)

/// For each row the alternative that the weights favour; at first the one that scores by coverage.
func chosen(_ indices: [Int], _ weights: [Double]?) -> [[Double]] {
    let coverage = Evidence.names.firstIndex(of: "coverage") ?? 0
    return indices.map { index in
        evidence[index].max { one, other in
            guard let weights else { return one[coverage] < other[coverage] }
            return dot(one, weights) < dot(other, weights)
        } ?? none
    }
}

func fit(_ indices: [Int]) -> [Double] {
    let outcomes = indices.map { rows[$0].verdict }
    var weights: [Double]?
    for _ in 0..<4 { weights = regression.weights(chosen(indices, weights), outcomes) }
    return weights ?? none
}

let questions = Array(Set(rows.map(\.question))).sorted()
let fold = Dictionary(uniqueKeysWithValues: questions.enumerated().map { ($1, $0 % 10) })
var agreed = 0
for held in 0..<10 {
    let inside = rows.indices.filter { fold[rows[$0].question] != held }
    let outside = rows.indices.filter { fold[rows[$0].question] == held }
    let weights = fit(inside)
    for (index, row) in zip(outside, chosen(outside, weights))
    where (dot(row, weights) > 0) == rows[index].verdict {
        agreed += 1
    }
}
print("cross-validated agreement of the score alone: \(Double(agreed) / Double(max(1, rows.count)))")
for (name, weight) in zip(Evidence.names, fit(Array(rows.indices))) {
    print("        \(String(format: "%.3f", weight)),  // \(name)")
}
