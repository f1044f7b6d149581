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
        if objects.allSatisfy({ messages(of: $0).contains(where: isTurn) }) {
            return .conversation
        }
        return objects.allSatisfy { correction($0) != nil && $0["context"] == nil } ? .corrections : nil
    }

    /// Makes a document of data; nil when nothing was asked and answered in it.
    static func document(
        of text: String, as format: DocumentFormat, name: String, source: String
    ) -> Document? {
        var builder = DocumentBuilder()
        let entries = entries(of: text)
        for (index, entry) in entries.enumerated() {
            let object = entry as? [String: Any] ?? [:]
            let place = "entry \(index + 1)"
            guard format == .conversation else {
                if let said = correction(object) {
                    builder.add(said)
                } else {
                    builder.leaveOut(
                        .init(what: "an entry", place: place, reason: "no question with an answer is in it"))
                }
                continue
            }
            let turns = messages(of: object).filter(isTurn)
            if entries.count > 1, !turns.isEmpty {
                builder.add(.heading(level: 2, "Conversation \(index + 1)"))
            }
            for exchange in exchanges(turns) { builder.add(exchange) }
            let others = max((object["messages"] as? [Any])?.count ?? 0, turns.isEmpty ? 1 : 0) - turns.count
            if others > 0 {
                builder.leaveOut(
                    .init(
                        what: others == 1 ? "a message" : "\(others) messages", place: place,
                        reason: "neither asked nor answered"))
            }
        }
        return builder.document(title: nil, name: name, source: source)
    }

    /// What data consists of that is a list, one object, or lines; nil for a line that is no JSON.
    private static func entries(of text: String) -> [Any?] {
        func parsed(_ text: some StringProtocol) -> Any? {
            try? JSONSerialization.jsonObject(with: Data(text.utf8))
        }
        if let whole = parsed(text) { return whole as? [Any] ?? [whole] }
        return text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.map(parsed)
    }

    /// The messages of a conversation; what is none is left out.
    private static func messages(of object: [String: Any]) -> [[String: Any]] {
        (object["messages"] as? [Any] ?? []).compactMap { $0 as? [String: Any] }
    }

    /// What a user said, with what the assistant said to it, if anything.
    private static func exchanges(_ turns: [[String: Any]]) -> [DocumentBlock] {
        var blocks: [DocumentBlock] = []
        var asked: String?
        for message in turns {
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
