public import Files
public import Files

extension Diagnosis.Code {
    /// A token, a merge or an identifier points outside the vocabulary.
    public static let inconsistentVocabulary = Self("inconsistentVocabulary", .badData)
    /// The conversation cannot be written with this chat template.
    public static let invalidConversation = Self("invalidConversation", .badData)
}
