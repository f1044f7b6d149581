/// Llama 3's turns; from 3.1 on they begin with what the model knows and what day it is.
enum Llama3Format {
    /// The text of a conversation, without the beginning of text.
    static func render(
        _ messages: [ChatMessage], _ addGenerationPrompt: Bool, knowledge: String?, today: String
    ) -> String {
        var text = ""
        var turns = messages[...]
        if let knowledge {
            let system = turns.first?.role == "system" ? turns.removeFirst().content.trimmed : ""
            text += turn("system", "\(knowledge)Today Date: \(today)\n\n\(system)")
        }
        for message in turns { text += turn(message.role, message.content.trimmed) }
        return addGenerationPrompt ? text + "<|start_header_id|>assistant<|end_header_id|>\n\n" : text
    }

    private static func turn(_ role: String, _ content: String) -> String {
        "<|start_header_id|>\(role)<|end_header_id|>\n\n\(content)<|eot_id|>"
    }
}
