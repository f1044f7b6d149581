public import LanguageModel
import Text

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
                try TrainingSequences(model: model, prompt: prompt).make(
                    questions.map { .question($0.question, answer: $0.gold[0]) }, title: item.context.title)
            }
        return sequences.filter { $0.tokens.count <= model.configuration.contextLength }
    }

    private func asked(_ question: Question, _ context: Context) throws -> TrainingSequence? {
        let gold = question.gold[0]
        let sentences = SentenceSplitter.sentences(in: context.text)
        guard let sentence = sentences.first(where: { $0.contains(gold) }) else { return nil }
        let asking = try QuestionWriter.asking(
            for: gold, in: String(sentence), title: context.title, prompt: prompt, model: model)
        return TrainingSequence(
            tokens: asking + prompt.answer(question.question, model: model), lossStart: asking.count)
    }
}
