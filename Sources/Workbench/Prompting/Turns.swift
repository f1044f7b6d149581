import Tokenizers

/// What two have said, the oldest first.
struct Turns {
    private var messages: [ChatMessage] = []

    /// One of them says something.
    mutating func append(_ message: ChatMessage) { messages.append(message) }

    /// Takes back a question that got no answer.
    mutating func withdraw() {
        if messages.last?.role == "user" { messages.removeLast() }
    }

    /// The tokens of the conversation, its oldest exchanges dropped until they fit; the last message stays.
    ///
    /// - Returns: The tokens and how many exchanges were dropped.
    /// - Throws: What `encode` throws.
    mutating func tokens(
        limit: Int, encode: ([ChatMessage]) throws -> [Int32]
    ) rethrows -> (tokens: [Int32], dropped: Int) {
        var tokens = try encode(messages)
        var dropped = 0
        while tokens.count > limit, messages.count > 2 {
            // Half of what is too much by its share, so that many are not encoded as often as there are.
            let exchanges = (messages.count - 1) / 2
            let excess = exchanges * (tokens.count - limit) / tokens.count / 2
            let gone = max(1, min(excess, exchanges))
            messages.removeFirst(2 * gone)
            dropped += gone
            tokens = try encode(messages)
        }
        return (tokens, dropped)
    }
}
