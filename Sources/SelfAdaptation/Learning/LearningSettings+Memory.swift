public import LanguageModel
public import Text

extension LearningSettings {
    /// Tokens of the longest sequence that passages are trained in; what is written about them is seldom longer.
    ///
    /// - Throws: `Diagnosis` for a text that can't be trained on.
    public func longestSequence(of contexts: [Context], model: LanguageModel) throws -> Int {
        let sequences = TrainingSequences(model: model, prompt: prompt)
        let pieces = self.pieces(for: model)
        let lengths = try contexts.flatMap { context in
            try sequences.make(pieces.of(context.text).map(StudyItem.text), title: context.title)
                .map(\.tokens.count)
        }
        return lengths.max() ?? 0
    }
}
