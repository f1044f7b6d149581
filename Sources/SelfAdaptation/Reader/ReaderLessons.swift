public import LanguageModel
import Text
import Tokenizers

/// What a reader learns from a passage with questions: to answer with the passage in view, to ask what a span answers, and
/// to answer out of its sight when an adapter that learned the passage is below.
///
/// It learns how to read, on other passages than those that it will read.
public struct ReaderLessons: Sendable {
    private let model: LanguageModel
    private let prompt: ExamPrompt

    /// A kind of lesson.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Answering with the passage in view.
        case read
        /// Asking what a span of a sentence answers.
        case ask
        /// Answering what was learned a moment ago.
        case recall
    }

    /// Lessons for a model, asked as exams are.
    public init(for model: LanguageModel, prompt: ExamPrompt) {
        self.model = model
        self.prompt = prompt
    }

    /// The sequences of a kind about a passage; those that are longer than the model's window are left out.
    ///
    /// - Throws: `Diagnosis` for a model that can't be asked.
    public func sequences(
        _ kind: Kind, _ item: KnowledgeItem, generator: inout SeededGenerator
    ) throws -> [TrainingSequence] {
        let questions = item.questions.filter { !$0.gold.isEmpty }
        let sequences: [TrainingSequence] =
            switch kind {
            case .read:
                try prompt.conversation(
                    questions.shuffled(using: &generator), inView: item.context, model: model
                ).map { [$0] } ?? []
            case .ask: try questions.compactMap { try asked($0, item.context) }
            case .recall:
                try questions.map {
                    sequence(
                        try prompt.tokens(question: $0.question, topic: item.context.title, model: model),
                        $0.gold[0])
                }
            }
        return sequences.filter { $0.tokens.count <= model.configuration.contextLength }
    }

    private func asked(_ question: Question, _ context: Context) throws -> TrainingSequence? {
        let gold = question.gold[0]
        let sentences = SentenceSplitter.sentences(in: context.text)
        guard let sentence = sentences.first(where: { $0.contains(gold) }) else { return nil }
        return sequence(
            try QuestionWriter.asking(
                for: gold, in: String(sentence), title: context.title, prompt: prompt, model: model),
            question.question)
    }

    private func sequence(_ prompt: [Int32], _ answer: String) -> TrainingSequence {
        TrainingSequence(
            tokens: prompt + self.prompt.answer(answer, model: model), lossStart: prompt.count)
    }
}

extension ExamPrompt {
    /// One conversation in which all questions about a passage are answered, one after the other: only the answers bear
    /// loss, and the passage is read once.
    ///
    /// It ends before a question that would not fit the model, or whose beginning the model's template writes otherwise when
    /// more follows; `nil` without questions.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    func conversation(
        _ questions: [Question], inView context: Context, model: LanguageModel
    ) throws -> TrainingSequence? {
        guard let first = questions.first else { return nil }
        var tokens = try self.tokens(question: first.question, inView: context, model: model)
        var sequence = TrainingSequence(tokens: [], lossStart: tokens.count)
        tokens += answer(first.gold.first ?? "", model: model)
        for count in 1..<max(1, questions.count) {
            let asked = try next(questions[count], after: questions[..<count], tokens, context, model)
            let answer = answer(questions[count].gold.first ?? "", model: model)
            guard asked.starts(with: tokens),
                asked.count + answer.count <= model.configuration.contextLength
            else { break }
            sequence.heard.append(tokens.count..<asked.count)
            tokens = asked + answer
        }
        sequence.tokens = tokens
        return sequence
    }

    /// A conversation up to the answer of its next question.
    private func next(
        _ question: Question, after earlier: ArraySlice<Question>, _ tokens: [Int32], _ context: Context,
        _ model: LanguageModel
    ) throws -> [Int32] {
        switch self {
        case .plain:
            return tokens
                + model.encode("\nQuestion: \(question.question)\nAnswer:", specialTokens: .asText)
        case .chat:
            var messages: [ChatMessage] = []
            for (place, earlier) in earlier.enumerated() {
                let asked = "\(earlier.question) Answer in a few words."
                messages.append(
                    ChatMessage(
                        role: "user",
                        content: place == 0 ? "\(context.title)\n\(context.text)\n\n\(asked)" : asked))
                messages.append(ChatMessage(role: "assistant", content: earlier.gold.first ?? ""))
            }
            messages.append(
                ChatMessage(role: "user", content: "\(question.question) Answer in a few words."))
            return try model.encode(messages)
        }
    }
}
