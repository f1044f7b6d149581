import Foundation

/// Reads conversations, each an object with `messages` as OpenAI's clients send them, and corrections, each a `question`
/// with its `answer`: one object, a list of them, or one a line.
///
/// What was asked and what was answered stand below one another, each on a line that says which it is.
enum ConversationReader {
    /// What some data are: conversations, corrections, or nothing of the kind.
    ///
    /// - Parameter values: The first of the objects.
    /// - Returns: The format; `nil` for other data.
    static func format(of values: [Any]) -> DocumentFormat? {
        let objects = values.compactMap { $0 as? [String: Any] }
        guard !objects.isEmpty, objects.count == values.count else { return nil }
        if objects.allSatisfy({ ($0["messages"] as? [[String: Any]])?.contains(where: isTurn) ?? false }) {
            return .conversation
        }
        return objects.allSatisfy { correction($0) != nil && $0["context"] == nil } ? .corrections : nil
    }

    /// Makes a document of data; nil when nothing was asked and answered in it.
    static func document(
        of text: String, as format: DocumentFormat, name: String, source: String
    ) -> Document? {
        var builder = DocumentBuilder()
        let objects = objects(in: text)
        for (index, object) in objects.enumerated() {
            guard format == .conversation else {
                if let said = correction(object) { builder.add(said) }
                continue
            }
            let messages = object["messages"] as? [[String: Any]] ?? []
            if objects.count > 1 { builder.add(.heading(level: 2, "Conversation \(index + 1)")) }
            for exchange in exchanges(messages) { builder.add(exchange) }
            let others = messages.filter { !isTurn($0) }.count
            if others > 0 {
                builder.leaveOut(
                    .init(
                        what: others == 1 ? "a message" : "\(others) messages",
                        place: "conversation \(index + 1)", reason: "neither asked nor answered"))
            }
        }
        return builder.document(title: nil, name: name, source: source)
    }

    /// The objects of data that is a list, one object, or lines.
    private static func objects(in text: String) -> [[String: Any]] {
        func parsed(_ text: some StringProtocol) -> Any? {
            try? JSONSerialization.jsonObject(with: Data(text.utf8))
        }
        if let list = parsed(text) as? [Any] { return list.compactMap { $0 as? [String: Any] } }
        if let object = parsed(text) as? [String: Any] { return [object] }
        return text.split(separator: "\n").compactMap { parsed($0) as? [String: Any] }
    }

    /// What a user said, with what the assistant said to it, if anything.
    private static func exchanges(_ messages: [[String: Any]]) -> [DocumentBlock] {
        var blocks: [DocumentBlock] = []
        var asked: String?
        for message in messages.filter(isTurn) {
            guard let said = content(of: message) else { continue }
            if message["role"] as? String == "user" {
                if let asked { blocks.append(.preformatted(line("Question", asked))) }
                asked = said
            } else if let question = asked {
                blocks.append(.preformatted(line("Question", question) + "\n" + line("Answer", said)))
                asked = nil
            } else {
                blocks.append(.preformatted(line("Answer", said)))
            }
        }
        if let asked { blocks.append(.preformatted(line("Question", asked))) }
        return blocks
    }

    private static func correction(_ object: [String: Any]) -> DocumentBlock? {
        let answer = object["answer"] as? String ?? (object["answer"] as? [Any])?.first as? String
        guard let question = (object["question"] as? String).flatMap(text), let answer = answer.flatMap(text)
        else { return nil }
        return .preformatted(line("Question", question) + "\n" + line("Answer", answer))
    }

    /// Whether a message was said by the one who asks or the one who answers.
    private static func isTurn(_ message: [String: Any]) -> Bool {
        ["user", "assistant"].contains(message["role"] as? String) && content(of: message) != nil
    }

    /// The text of a message: a string, or the texts among its parts.
    private static func content(of message: [String: Any]) -> String? {
        let parts = (message["content"] as? [Any])?.compactMap { ($0 as? [String: Any])?["text"] as? String }
        return (message["content"] as? String ?? parts?.joined(separator: "\n")).flatMap(text)
    }

    private static func text(_ text: String) -> String? {
        let trimmed = text.trimmingWhitespace()
        return trimmed.isEmpty ? nil : trimmed
    }

    /// What was said on one line, under what it is.
    private static func line(_ name: String, _ text: String) -> String {
        "\(name): " + text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
