import LanguageModel
import Tokenizers

/// What the policy is shown to write one completion of a self-edit.
///
/// A context is shown piece by piece, some sentences at a time (``TextPieces``).
struct SelfEditPrompt: Sendable {
    /// The instruction with the piece.
    let instruction: String
    /// How the answer begins: it settles the form, and belongs to the completion.
    let opening: String
    /// Words of the piece.
    let words: Int

    /// The prompts of one style for a context, a piece each; `style` is none that has parts.
    static func all(_ style: SelfEditStyle, for context: Context) -> [SelfEditPrompt] {
        TextPieces.of(context.text).map { piece in
            let (task, opening) =
                switch style {
                case .implications, .mixed:
                    ("Write every fact of this passage as a sentence of its own, one a line.", "1.")
                case .rewrite:
                    ("Write this passage again in other words. Keep every name, number and fact.", "")
                case .qa:
                    ("Write questions about this passage, each with its short answer.", "Question:")
                }
            return SelfEditPrompt(
                instruction: "\(context.title)\n\(piece)\n\n\(task)", opening: opening,
                words: piece.split(separator: " ").count)
        }
    }

    /// The tokens of the prompt, the opening included.
    func tokens(for model: LanguageModel) throws -> [Int32] {
        try model.encode([ChatMessage(role: "user", content: instruction)])
            + model.tokenizer.encode(opening, specialTokens: .asText)
    }

    /// The longest completion: room to say everything twice, none to say it ten times.
    var maxTokens: Int { 32 + 3 * words }
}
