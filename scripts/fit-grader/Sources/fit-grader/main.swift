// Fits the weights of the lexical grader's evidence to graded answers.
//
//     swift run -c release --package-path scripts/fit-grader fit-grader ANSWERS.jsonl PASSAGES.json [--held-out]
//
// ANSWERS holds rows as `selkie grade` reads them, PASSAGES the passages that they are about: it tells which article
// each question belongs to. Articles in scripts/fit-grader/held-out.txt are left out. Prints the agreement of the
// grader with weights fitted to other articles (ten folds; an article is never split), and the weights of all for
// Sources/Grading/Evidence/Evidence+Weights.swift. With --held-out, what the grader as it is agrees on
// the articles that were left out; whoever looks and then changes something has fitted to them.
import Foundation
import Grading
import LanguageModel
import SelfAdaptation

let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--held-out" }
guard arguments.count == 2, let path = arguments.first, let passages = arguments.last else {
    print("usage: fit-grader ANSWERS.jsonl PASSAGES.json [--held-out]")
    exit(64)
}
let list = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../held-out.txt").standardized
let heldOut = Set(
    try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map(String.init))
let articles = try Articles(path: passages)
let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").enumerated().map {
    try GradedRow(line: String($1), number: $0 + 1)
}
let titles = rows.map { articles.title(of: $0.question) }
let seen = rows.indices.filter { !heldOut.contains(titles[$0]) }
let fitting = Fitting(rows)

func agreement(_ indices: [Int], _ grader: LexicalGrader) -> [(predicted: Bool, given: Bool)] {
    indices.map { index in
        let row = rows[index]
        let verdict = grader.grade(question: row.question, gold: row.gold, answer: row.answer)
        return (verdict.correct, row.verdict)
    }
}

func say(_ name: String, _ pairs: [(predicted: Bool, given: Bool)]) {
    let figures = GradingAgreement(pairs)
    let shares = [figures.agreement, figures.precision, figures.recall].map { share in
        share.map { String(format: "%.2f %%", 100 * $0) } ?? "-"
    }
    print(
        "\(name): \(figures.n) answers, agreement \(shares[0]), precision \(shares[1]), recall \(shares[2])")
}

let order = Set(seen.map { titles[$0] }).sorted()
let fold = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 % 10) })
let parts = (0..<10).flatMap { part in
    let weights = fitting.weights(seen.filter { fold[titles[$0]] != part })
    return agreement(seen.filter { fold[titles[$0]] == part }, LexicalGrader(weights: weights))
}
say("cross-validated by article", parts)
say("the grader as it is, on the same", agreement(seen, LexicalGrader()))
for (name, weight) in zip(Evidence.names, fitting.weights(seen)) {
    print("        \(String(format: "%.3f", weight)),  // \(name)")
}

if CommandLine.arguments.contains("--held-out") {
    let rest = rows.indices.filter { heldOut.contains(titles[$0]) }
    let pairs = agreement(rest, LexicalGrader())
    say("held out", pairs)
    let hits = Dictionary(grouping: zip(rest, pairs)) { titles[$0.0] }.sorted { $0.key < $1.key }
        .map { $0.value.map { $0.1.predicted == $0.1.given } }
    var generator = SeededGenerator(seed: 0)
    let means = (0..<10_000).map { _ in
        let drawn = hits.indices.flatMap { _ in hits.randomElement(using: &generator) ?? [] }
        return Double(drawn.count { $0 }) / Double(max(1, drawn.count))
    }.sorted()
    let ends = [means[249], means[9749]].map { String(format: "%.1f", 100 * $0) }
    print("95 % interval over articles: \(ends[0]) to \(ends[1]) %")
}
