import Tokenizers

/// What was said so far, kept short enough for the model's window.
struct Conversation {
    private let system: String?
    private var turns: [ChatMessage] = []

    /// A conversation without turns.
    init(system: String?) { self.system = system }

    /// All messages, the system's first.
    var messages: [ChatMessage] {
        (system.map { [ChatMessage(role: "system", content: $0)] } ?? []) + turns
    }

    /// The user says something.
    mutating func ask(_ text: String) { turns.append(ChatMessage(role: "user", content: text)) }

    /// The model has answered.
    mutating func answer(_ text: String) { turns.append(ChatMessage(role: "assistant", content: text)) }

    /// Takes back a question that got no answer.
    mutating func withdraw() {
        if turns.last?.role == "user" { turns.removeLast() }
    }

    /// Forgets everything but the system's message.
    mutating func reset() { turns = [] }

    /// The tokens of the conversation, its oldest exchanges dropped until they fit; the last message stays.
    ///
    /// - Returns: The tokens and how many exchanges were dropped.
    /// - Throws: What `encode` throws.
    mutating func tokens(
        limit: Int, encode: ([ChatMessage]) throws -> [Int32]
    ) rethrows -> (tokens: [Int32], dropped: Int) {
        var tokens = try encode(messages)
        var dropped = 0
        while tokens.count > limit, turns.count > 2 {
            turns.removeFirst(2)
            dropped += 1
            tokens = try encode(messages)
        }
        return (tokens, dropped)
    }
}
