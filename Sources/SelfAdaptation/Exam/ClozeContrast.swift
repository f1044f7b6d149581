import Foundation
import LanguageModel
import Text
import Tokenizers

/// A reward that needs no decoding: how clearly a model tells which answer belongs into a sentence of the passage.
///
/// The sentence that holds an answer is begun up to where it stands, and the answers to the other questions compete for
/// the place. Set against each other, what answers have in common cancels, as their likelihood alone does not: an
/// adapted model may answer in sentences. (The same contest after the question itself was measured too: it told nothing
/// about who answers right.)
struct ClozeContrast {
    /// A sentence up to where an answer stands.
    private struct Gap {
        let before: [Int32]
        let question: Question
    }

    private let gaps: [Gap]
    /// The answers to choose among, with their tokens.
    private let options: [(text: String, tokens: [Int32])]

    init(_ questions: [Question], in context: Context, model: LanguageModel) {
        let sentences = SentenceSplitter.sentences(in: context.text)
        gaps = questions.compactMap { question in
            for sentence in sentences {
                guard let gold = question.gold.first,
                    let place = sentence.range(of: gold, options: .caseInsensitive)
                else { continue }
                let before = "\(context.title)\n\(sentence[..<place.lowerBound].trimmed)"
                return Gap(before: model.encode(before, specialTokens: .asText), question: question)
            }
            return nil
        }
        var seen: Set<String> = []
        options = questions.compactMap(\.gold.first).filter {
            !$0.isEmpty && seen.insert($0.lowercased()).inserted
        }.map { ($0, model.tokenizer.encode(" " + $0, specialTokens: .asText)) }
    }

    /// The mean probability of the right answer among all, for each adapter (`nil`: the bare model).
    ///
    /// Each answer's log-probability is its mean over tokens; `nil` with fewer than two different answers, or where no
    /// answer stands in the passage.
    func measure(_ adapters: [Adapter?], engine: Engine) async throws -> [Double?] {
        guard options.count > 1, !gaps.isEmpty else { return adapters.map { _ in nil } }
        let sequences = gaps.flatMap { gap in
            options.map { TrainingSequence(tokens: gap.before + $0.tokens, lossStart: gap.before.count) }
        }
        let rows = adapters.flatMap { adapter in sequences.map { (sequence: $0, adapter: adapter) } }
        let scores = try await engine.logProbabilities(rows, toleratesOverflow: true).map { values in
            values.isEmpty ? 0 : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        }
        return adapters.indices.map { index in
            let shares = gaps.indices.map { place in
                let start = (index * gaps.count + place) * options.count
                return share(of: gaps[place].question, scores[start..<start + options.count])
            }
            return shares.reduce(0, +) / Double(shares.count)
        }
    }

    /// The share of a question's right answer in the softmax over all options.
    private func share(of question: Question, _ scores: ArraySlice<Double>) -> Double {
        let highest = scores.max() ?? 0
        let weights = scores.map { exp($0 - highest) }
        let right = zip(options, weights).filter { option, _ in
            question.gold.contains { $0.lowercased() == option.text.lowercased() }
        }.map(\.1).reduce(0, +)
        let share = right / weights.reduce(0, +)
        // One whose numbers overflow finds nothing likely.
        return share.isNaN ? 0 : share
    }
}
