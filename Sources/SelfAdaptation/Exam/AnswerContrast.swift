import Foundation
import LanguageModel
import Tokenizers

/// A reward that needs no decoding: how clearly a model tells the right answer to each question from the right
/// answers to the others.
///
/// An answer's likelihood by itself says little, since an adapted model may answer in sentences; set against other
/// answers, what they have in common cancels.
struct AnswerContrast {
    /// A place where one of the answers belongs.
    private struct Slot {
        /// What stands before it.
        let before: [Int32]
        let question: Question
    }

    private let slots: [Slot]
    /// The answers to choose among, with their tokens.
    private let options: [(text: String, tokens: [Int32])]

    /// Answers to questions as the exam asks them.
    ///
    /// - Throws: `ModelError` when the prompt needs a chat template and there is none.
    init(_ questions: [Question], prompt: ExamPrompt, model: LanguageModel) throws {
        slots = try questions.map {
            Slot(
                before: try prompt.tokens(question: $0.question, topic: $0.topic, model: model), question: $0)
        }
        let hasEnd = model.tokenizer.endOfText != nil
        options = Self.options(questions).map {
            ($0, Array(prompt.answer($0, model: model).dropLast(hasEnd ? 1 : 0)))
        }
    }

    /// Answers in the sentences of the passage that hold them, up to where they stand.
    init(_ questions: [Question], cloze context: Context, model: LanguageModel) {
        let sentences = SentenceSplitter.sentences(in: context.text)
        slots = questions.compactMap { question in
            for sentence in sentences {
                guard let gold = question.gold.first,
                    let place = sentence.range(of: gold, options: .caseInsensitive)
                else { continue }
                let before = "\(context.title)\n\(sentence[..<place.lowerBound].trimmed)"
                return Slot(before: model.encode(before, specialTokens: .asText), question: question)
            }
            return nil
        }
        options = Self.options(questions).map {
            ($0, model.tokenizer.encode(" " + $0, specialTokens: .asText))
        }
    }

    private static func options(_ questions: [Question]) -> [String] {
        var seen: Set<String> = []
        return questions.compactMap(\.gold.first).filter {
            !$0.isEmpty && seen.insert($0.lowercased()).inserted
        }
    }

    /// The mean probability of the right answer among all, for each adapter (`nil`: the bare model).
    ///
    /// Each answer's log-probability is its mean over tokens; `nil` with fewer than two different answers.
    func measure(_ adapters: [Adapter?], engine: Engine) async throws -> [Double?] {
        guard options.count > 1, !slots.isEmpty else { return adapters.map { _ in nil } }
        let sequences = slots.flatMap { slot in
            options.map { TrainingSequence(tokens: slot.before + $0.tokens, lossStart: slot.before.count) }
        }
        let rows = adapters.flatMap { adapter in sequences.map { (sequence: $0, adapter: adapter) } }
        let scores = try await engine.logProbabilities(rows).map { values in
            values.isEmpty ? 0 : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        }
        return adapters.indices.map { index in
            let shares = slots.indices.map { place in
                let start = (index * slots.count + place) * options.count
                return share(of: slots[place].question, scores[start..<start + options.count])
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
        return right / weights.reduce(0, +)
    }
}
