import Grading
public import LanguageModel
public import Text

extension LearningSettings {
    /// Tokens of the longest sequence that passages are trained in; what is written about them is seldom longer.
    ///
    /// - Throws: `Diagnosis` for a text that can't be trained on.
    public func longestSequence(of contexts: [Context], model: LanguageModel) throws -> Int {
        try KnowledgeDomain(student: model, settings: knowledge, grader: LexicalGrader())
            .longestSequence(of: contexts.map { KnowledgeItem(context: $0, questions: []) })
    }
}
