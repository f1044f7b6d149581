public import LanguageModel
import Text

/// What a reader learns from passages with questions: to answer with the passage in view, and to ask what a span answers.
///
/// It learns how to read, on other passages than those that it will read.
public struct ReaderLessons: Sendable {
    private let model: LanguageModel
    private let prompt: ExamPrompt

    /// Lessons for a model, asked as exams are.
    public init(for model: LanguageModel, prompt: ExamPrompt) {
        self.model = model
        self.prompt = prompt
    }

    /// The sequences of all passages: for each question one to read and one to ask.
    ///
    /// - Throws: `Diagnosis` for a model that can't be asked.
    public func sequences(_ items: [KnowledgeItem]) throws -> [TrainingSequence] {
        var sequences: [TrainingSequence] = []
        for item in items {
            for question in item.questions {
                guard let gold = question.gold.first else { continue }
                sequences.append(
                    sequence(
                        try prompt.tokens(
                            question: question.question, inView: item.context, model: model), gold))
                guard let sentence = Self.sentence(with: gold, in: item.context.text) else { continue }
                sequences.append(
                    sequence(
                        try QuestionWriter.asking(
                            for: gold, in: sentence, title: item.context.title, prompt: prompt, model: model),
                        question.question))
            }
        }
        return sequences.filter { $0.tokens.count <= model.configuration.contextLength }
    }

    private func sequence(_ prompt: [Int32], _ answer: String) -> TrainingSequence {
        TrainingSequence(
            tokens: prompt + self.prompt.answer(answer, model: model), lossStart: prompt.count)
    }

    /// The sentence that an answer stands in.
    private static func sentence(with answer: String, in text: String) -> String? {
        SentenceSplitter.sentences(in: text).first { $0.contains(answer) }.map(String.init)
    }
}
