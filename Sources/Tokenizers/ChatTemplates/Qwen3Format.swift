import Foundation

/// Qwen3's ChatML: thoughts before the last question are left out, and the last answer has one, be it empty.
enum Qwen3Format {
    /// The text of a conversation.
    static func render(_ messages: [ChatMessage], _ addGenerationPrompt: Bool, skipsThinking: Bool) -> String
    {
        let lastQuestion =
            messages.lastIndex { $0.role == "user" && !isToolResponse($0.content) } ?? messages.count - 1
        var text = ""
        for (index, message) in messages.enumerated() {
            text += "<|im_start|>\(message.role)\n"
            if message.role == "assistant" {
                let (thought, answer) = split(message.content)
                if index > lastQuestion, index == messages.count - 1 || !thought.isEmpty {
                    text += "<think>\n\(thought)\n</think>\n\n\(answer.droppingNewlines(atEnd: false))"
                } else {
                    text += answer
                }
            } else {
                text += message.content
            }
            text += "<|im_end|>\n"
        }
        guard addGenerationPrompt else { return text }
        return text + "<|im_start|>assistant\n" + (skipsThinking ? "<think>\n\n</think>\n\n" : "")
    }

    private static func isToolResponse(_ content: String) -> Bool {
        content.hasPrefix("<tool_response>") && content.hasSuffix("</tool_response>")
    }

    /// Takes an answer apart into what was thought and what was said.
    private static func split(_ content: String) -> (thought: String, answer: String) {
        let parts = content.components(separatedBy: "</think>")
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return ("", content) }
        let opened = first.droppingNewlines(atStart: false).components(separatedBy: "<think>").last ?? ""
        return (opened.droppingNewlines(), last.droppingNewlines(atEnd: false))
    }
}

extension String {
    /// The text without the line feeds at its ends.
    fileprivate func droppingNewlines(atStart: Bool = true, atEnd: Bool = true) -> String {
        var scalars = unicodeScalars[...]
        while atStart, scalars.first == "\n" { scalars.removeFirst() }
        while atEnd, scalars.last == "\n" { scalars.removeLast() }
        return String(scalars)
    }
}
