/// Gemma's turns; what the system says, where it may, stands before the user's first words.
enum GemmaFormat {
    /// The text of a conversation, without the beginning of text.
    ///
    /// - Throws: `Diagnosis` with `.invalidConversation` for a system message that the template refuses, and when
    ///   user and assistant do not take turns.
    static func render(
        _ messages: [ChatMessage], _ addGenerationPrompt: Bool, acceptsSystem: Bool
    ) throws -> String {
        var turns = messages[...]
        var prefix = ""
        if turns.first?.role == "system" {
            guard acceptsSystem else { throw ChatFormat.invalid(0, "this model takes no system message") }
            prefix = turns.removeFirst().content + "\n\n"
        }
        try ChatFormat.checkTurns(turns)
        var text = ""
        for message in turns {
            let role = message.role == "assistant" ? "model" : message.role
            text += "<start_of_turn>\(role)\n\(prefix)\(message.content.trimmed)<end_of_turn>\n"
            prefix = ""
        }
        return addGenerationPrompt ? text + "<start_of_turn>model\n" : text
    }
}
