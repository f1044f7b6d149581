public import LanguageModel
import Text
import Tokenizers

/// Turns study material into training sequences.
///
/// Text is prefixed by the title, so that what is learned is bound to what it is about, and ended by the end
/// token, so that an adapted model stops when it has said it; a question is rendered by ``ExamPrompt``, so
/// that it is trained on as it will be asked. What is too long for a sequence is cut where a reader would pause.
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

    /// One sequence for each item, or several for a text that is longer than a sequence may be, each of whole sentences
    /// where that is possible; an answer that is too long is shortened (``excess(of:title:)``).
    ///
    /// Items too short to predict anything, and questions that leave no room for an answer, are dropped.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when questions need one and there is none.
    public func make(_ items: [StudyItem], title: String) throws -> [TrainingSequence] {
        try items.flatMap { item in
            switch item {
            case .text(let text):
                sequences(text, title: title, end: [model.tokenizer.endOfText].compactMap { $0 })
            case .question(let question, let answer):
                [try asked(question, answer, title: title).sequence].compactMap { $0 }
            }
        }.filter { $0.lossCount > 0 }
    }

    /// What of study material is too long to be trained on as it is; `nil` when nothing is.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when questions need one and there is none.
    public func excess(of items: [StudyItem], title: String) throws -> ExcessMaterial? {
        var excess = ExcessMaterial()
        for case .question(let question, let answer) in items {
            let (sequence, isWhole) = try asked(question, answer, title: title)
            if sequence == nil {
                excess.questions += 1
            } else if !isWhole {
                excess.answers += 1
            }
        }
        return excess == ExcessMaterial() ? nil : excess
    }

    /// Sequences whose likelihood is measured: without the end token, which says nothing of the text.
    func statements(_ sentences: [String], title: String) -> [TrainingSequence] {
        sentences.flatMap { sequences($0, title: title, end: []) }.filter { $0.lossCount > 0 }
    }

    /// A text under its title, which is not said twice where the text begins with it; in parts where it is too long.
    ///
    /// `end` follows what is said to its end, the last part.
    private func sequences(_ text: String, title: String, end: [Int32]) -> [TrainingSequence] {
        let isTitled = text.utf8.starts(with: "\(title)\n".utf8)
        let titled = isTitled ? text : "\(title)\n\(text)"
        let whole = model.encode(titled, specialTokens: .asText) + end
        if whole.count <= limit { return [TrainingSequence(tokens: whole)] }
        let head = shortened(title) + "\n"
        let rest = String(titled[titled.utf8.index(titled.startIndex, offsetBy: title.utf8.count + 1)...])
        // Tokens of title and text join, or not, otherwise than each by itself: a few in so many.
        var room = limit - model.encode(head, specialTokens: .asText).count - end.count
        while true {
            let parts = pieces(of: rest, most: room).map { model.encode(head + $0, specialTokens: .asText) }
            let isShort = parts.allSatisfy { $0.count + end.count <= limit }
            if isShort || room <= 1 {
                return parts.enumerated().map { index, part in
                    TrainingSequence(tokens: index == parts.count - 1 ? part + end : part)
                }
            }
            room -= max(1, room / 16)
        }
    }

    /// A question with its answer, or with as much of it as there is room for: whole sentences, else words.
    ///
    /// - Returns: No sequence where the question leaves room for nothing.
    private func asked(
        _ question: String, _ answer: String, title: String
    ) throws -> (sequence: TrainingSequence?, isWhole: Bool) {
        let asked = try prompt.tokens(question: question, topic: title, model: model)
        func sequence(_ answer: ArraySlice<Int32>) -> TrainingSequence {
            TrainingSequence(tokens: asked + answer, lossStart: asked.count)
        }
        let whole = prompt.answer(answer, model: model)
        let room = limit - asked.count
        if whole.count <= room { return (sequence(whole[...]), true) }
        // What breaks off is not ended: nobody is to learn to stop there.
        let beginning = room > 0 ? pieces(of: answer, most: max(1, room - 1)).first : nil
        let tokens = beginning.map { prompt.unendedAnswer($0, model: model) } ?? []
        guard !tokens.isEmpty, tokens.count <= room else { return (nil, false) }
        return (sequence(tokens[...]), false)
    }

    /// As much of a title as a quarter of a sequence holds, to the end of a word.
    private func shortened(_ title: String) -> String {
        pieces(of: title, most: limit / 4).first ?? ""
    }

    /// A text in parts of so many tokens, which are sentences where possible.
    private func pieces(of text: String, most: Int) -> [String] {
        TextPieces(size: TextSize(target: most, maximum: most), measure: TextMeasure(model.tokenizer)).of(
            text)
    }
}
