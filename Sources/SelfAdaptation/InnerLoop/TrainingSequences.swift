public import LanguageModel
import Tokenizers

/// Turns study material into training sequences.
///
/// Text is prefixed by the title, so that what is learned is bound to what it is about, and ended by the end
/// token, so that an adapted model stops when it has said it; a question is rendered by ``ExamPrompt``, so
/// that it is trained on as it will be asked.
public struct TrainingSequences: Sendable {
    private let model: LanguageModel
    private let prompt: ExamPrompt
    /// The most tokens of a sequence; a longer text becomes several.
    private let limit: Int

    /// Sequences for one model.
    public init(model: LanguageModel, prompt: ExamPrompt, limit: Int = 1024) {
        self.model = model
        self.prompt = prompt
        self.limit = min(limit, model.configuration.contextLength)
    }

    /// One sequence for each item, or several for a text that is longer than a sequence may be; items too short to predict
    /// anything are dropped.
    ///
    /// - Throws: `ModelError` with `.noChatTemplate` when questions need one and there is none.
    public func make(_ items: [StudyItem], title: String) throws -> [TrainingSequence] {
        try items.flatMap { try make($0, title: title) }.filter { $0.lossCount > 0 }
    }

    /// Sequences whose likelihood is measured: without the end token, which says nothing of the text.
    func statements(_ sentences: [String], title: String) -> [TrainingSequence] {
        sentences.map { TrainingSequence(tokens: Array(tokens($0, title: title).prefix(limit))) }
            .filter { $0.lossCount > 0 }
    }

    /// A text under its title, which is not said twice where the text begins with it.
    private func tokens(_ text: String, title: String) -> [Int32] {
        model.encode(text.hasPrefix(title + "\n") ? text : "\(title)\n\(text)", specialTokens: .asText)
    }

    private func make(_ item: StudyItem, title: String) throws -> [TrainingSequence] {
        switch item {
        case .text(let text):
            let end = [model.tokenizer.endOfText].compactMap { $0 }
            return parts(of: tokens(text, title: title) + end, title: title).map {
                TrainingSequence(tokens: $0)
            }
        case .question(let question, let answer):
            let asked = try prompt.tokens(question: question, topic: title, model: model)
            let answered = asked + prompt.answer(answer, model: model)
            return [TrainingSequence(tokens: Array(answered.prefix(limit)), lossStart: asked.count)]
        }
    }

    /// Tokens in parts that are short enough, each further one under the title, too.
    private func parts(of tokens: [Int32], title: String) -> [[Int32]] {
        guard tokens.count > limit else { return [tokens] }
        let head = Array(model.encode("\(title)\n", specialTokens: .asText).prefix(limit / 2))
        var parts = [Array(tokens.prefix(limit))]
        var rest = tokens.dropFirst(limit)
        while !rest.isEmpty {
            parts.append(head + rest.prefix(limit - head.count))
            rest = rest.dropFirst(limit - head.count)
        }
        return parts
    }
}
