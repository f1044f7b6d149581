/// ChatML, as SmolLM2 and Qwen2 use it.
struct ChatMLFormat: Sendable, Equatable {
    /// What the system says when the conversation does not begin with it.
    var defaultSystemMessage: String?
    /// Whether white space around what is said is dropped.
    var trims: Bool

    /// The text of a conversation.
    func render(_ messages: [ChatMessage], _ addGenerationPrompt: Bool) -> String {
        var text = ""
        if let defaultSystemMessage, messages.first?.role != "system" {
            text += "<|im_start|>system\n\(defaultSystemMessage)<|im_end|>\n"
        }
        for message in messages {
            text +=
                "<|im_start|>\(message.role)\n\(trims ? message.content.trimmed : message.content)<|im_end|>\n"
        }
        return addGenerationPrompt ? text + "<|im_start|>assistant\n" : text
    }
}
