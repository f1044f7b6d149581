import Foundation
import LanguageModel
import Tokenizers

/// A reward that needs no decoding: how clearly a model tells the right answer to each question from the right
/// answers to the others.
///
/// An answer's likelihood by itself says little, since an adapted model may answer in sentences; set against other
/// answers, what they have in common cancels.
struct AnswerContrast {
    private let questions: [Question]
    private let prompt: ExamPrompt
    private let model: LanguageModel
    /// The answers to choose among.
    private let options: [String]

    init(_ questions: [Question], prompt: ExamPrompt, model: LanguageModel) {
        self.questions = questions
        self.prompt = prompt
        self.model = model
        var seen: Set<String> = []
        options = questions.compactMap(\.gold.first).filter {
            !$0.isEmpty && seen.insert($0.lowercased()).inserted
        }
    }

    /// The mean probability of the right answer among all, for each adapter (`nil`: the bare model).
    ///
    /// Each answer's log-probability is its mean over tokens; `nil` with fewer than two different answers.
    func measure(_ adapters: [Adapter?], engine: Engine) async throws -> [Double?] {
        guard options.count > 1 else { return adapters.map { _ in nil } }
        let sequences = try questions.flatMap { question in
            let asked = try prompt.tokens(question: question.question, topic: question.topic, model: model)
            return options.map { option in
                let answer = prompt.answer(option, model: model).dropLast(
                    model.tokenizer.endOfText == nil ? 0 : 1)
                return TrainingSequence(tokens: asked + answer, lossStart: asked.count)
            }
        }
        let rows = adapters.flatMap { adapter in sequences.map { (sequence: $0, adapter: adapter) } }
        let scores = try await engine.logProbabilities(rows).map { values in
            values.isEmpty ? 0 : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        }
        return adapters.indices.map { index in
            let shares = questions.indices.map { place in
                let start = (index * questions.count + place) * options.count
                return share(of: questions[place], scores[start..<start + options.count])
            }
            return shares.reduce(0, +) / Double(shares.count)
        }
    }

    /// The share of a question's right answer in the softmax over all options.
    private func share(of question: Question, _ scores: ArraySlice<Double>) -> Double {
        let highest = scores.max() ?? 0
        let weights = scores.map { exp($0 - highest) }
        let right = zip(options, weights).filter { option, _ in
            question.gold.contains { $0.lowercased() == option.lowercased() }
        }.map(\.1).reduce(0, +)
        return right / weights.reduce(0, +)
    }
}
