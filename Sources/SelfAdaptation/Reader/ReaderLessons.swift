public import LanguageModel
import Text

/// What a reader learns from passages with questions: to answer with the passage in view among others, to say when the
/// answer is not there, and to ask what a span answers.
///
/// It learns how to read, on other passages than those that it will read.
public struct ReaderLessons: Sendable {
    /// Passages that stand beside the one that is asked about, at most.
    static let distractors = 0
    /// The share of questions that are asked about other passages alone.
    static let absent = 0.0
    /// What is said then.
    static let notThere = "Not in the text."

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
    public func sequences(_ items: [KnowledgeItem], seed: UInt64) throws -> [TrainingSequence] {
        var generator = SeededGenerator(seed: seed)
        var sequences: [TrainingSequence] = []
        for (index, item) in items.enumerated() {
            let others = items.indices.filter { items[$0].context.title != item.context.title && $0 != index }
            for question in item.questions {
                guard let gold = question.gold.first else { continue }
                let isAbsent = !others.isEmpty && Double.random(in: 0..<1, using: &generator) < Self.absent
                let beside = others.shuffled(using: &generator).prefix(
                    isAbsent ? 1 : Int.random(in: 0...Self.distractors, using: &generator))
                var shown = beside.map { items[$0].context } + (isAbsent ? [] : [item.context])
                shown.shuffle(using: &generator)
                sequences.append(
                    sequence(
                        try prompt.tokens(
                            question: question.question, inView: Self.together(shown), model: model),
                        isAbsent ? Self.notThere : gold))
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

    /// Several passages as one text.
    private static func together(_ contexts: [Context]) -> Context {
        let rest = contexts.dropFirst().map { "\n\n\($0.title)\n\($0.text)" }.joined()
        return Context(title: contexts[0].title, text: contexts[0].text + rest)
    }
}
