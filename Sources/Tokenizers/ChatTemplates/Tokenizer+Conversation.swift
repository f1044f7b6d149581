extension Tokenizer {
    /// The tokens of a conversation as a template writes it, without any beginning of text but the template's.
    ///
    /// Special tokens are those that the template writes. What a message spells like one is text: a document must not
    /// end the turn that it is quoted in and go on in another role.
    ///
    /// - Throws: `Diagnosis` with `.invalidConversation` as ``ChatTemplate/render(_:addGenerationPrompt:)`` does.
    public func encode(
        _ messages: [ChatMessage], by template: ChatTemplate, addGenerationPrompt: Bool
    ) throws -> [Int32] {
        let shield = Self.shield(for: messages)
        let shielded = messages.map {
            ChatMessage(role: $0.role, content: self.shielded($0.content, by: shield))
        }
        let text = try template.render(shielded, addGenerationPrompt: addGenerationPrompt)
        return encode(Array(text.utf8), recognisingSpecial: true, shield: Array(String(shield).utf8))
    }

    /// A character that no message has: one of those that Unicode reserves for use inside a program.
    private static func shield(for messages: [ChatMessage]) -> Unicode.Scalar {
        let reserved = (0xFDD0...0xFDEF).compactMap(Unicode.Scalar.init)
        let free = reserved.first { scalar in
            !messages.contains { $0.content.unicodeScalars.contains(scalar) }
        }
        return free ?? reserved[0]
    }

    /// The text with a shield inside everything that is spelt like a special token, so that it is none.
    private func shielded(_ text: String, by shield: Unicode.Scalar) -> String {
        let bytes = Array(text.utf8)
        let starts = Set(
            [originalAdded, normalisedAdded].flatMap { $0.specialStarts(in: bytes) })
        if starts.isEmpty { return text }
        var result = String.UnicodeScalarView()
        var position = 0
        for scalar in text.unicodeScalars {
            result.append(scalar)
            if starts.contains(position) { result.append(shield) }
            position += UTF8.width(scalar)
        }
        return String(result)
    }
}

extension [UInt8] {
    /// The bytes without any occurrence of `shield`.
    func dropping(_ shield: [UInt8]) -> [UInt8] {
        guard let first = shield.first, contains(first) else { return self }
        var result: [UInt8] = []
        var position = 0
        while position < count {
            if self[position...].starts(with: shield) {
                position += shield.count
            } else {
                result.append(self[position])
                position += 1
            }
        }
        return result
    }
}
