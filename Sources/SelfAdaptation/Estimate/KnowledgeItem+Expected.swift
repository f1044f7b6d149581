public import LanguageModel
import Text

extension KnowledgeItem {
    /// Whether its exam is yet to be written.
    public var isOpen: Bool { questions.isEmpty }

    /// The item as it will probably be, where its exam is yet to be written: as many questions as the model has found so
    /// far in as many sentences, of the usual length.
    public func expected(_ habits: WritingHabits) -> KnowledgeItem {
        guard isOpen else { return self }
        let sentences = Double(SentenceSplitter.sentences(in: context.text).count)
        let count = min(ExamWriter.perContext, max(1, Int((habits.questions * sentences).rounded())))
        let question = "In which year was the lighthouse of this place painted red for the first time?"
        return KnowledgeItem(
            context: context,
            questions: (0..<count).map { _ in Question(question: question, gold: [""], topic: context.title) }
        )
    }
}

extension WorkEstimate {
    /// What writing the exams of some items will come to, where they are yet to be written.
    public static func exams(
        of items: [KnowledgeItem], model: LanguageModel, habits: WritingHabits
    ) -> WorkEstimate {
        let parts = items.enumerated().filter(\.element.isOpen).map { index, item in
            WorkPart(
                WorkPart.Place(.writingExam, item: index),
                ExamWriter.amount([item.context], model: model, habits: habits))
        }
        return WorkEstimate(items: 0, parts: parts)
    }
}
