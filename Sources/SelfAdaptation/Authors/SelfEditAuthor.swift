/// Whoever writes self-edits: the policy itself, another local model, or a model behind an address.
public protocol SelfEditAuthor: Sendable {
    /// Answers requests.
    ///
    /// - Returns: Texts: [request][sample].
    func write(_ requests: [WritingRequest], progress: @escaping @Sendable (_ tokens: Int) -> Void)
        async throws
        -> [[Completion]]
}

/// One thing that an author is asked.
public struct WritingRequest: Sendable, Equatable {
    /// The instruction, with what it is about.
    public var instruction: String
    /// How the answer begins; it settles the form, and belongs to the answer.
    public var opening: String
    /// How many answers to draw.
    public var samples: Int
    /// The most tokens of an answer.
    public var maxTokens: Int
    /// Strings that end an answer; they are not part of it.
    public var stop: [String]
    /// Seed of the draws.
    public var seed: UInt64

    /// A request with all its parts.
    public init(
        instruction: String, opening: String, samples: Int, maxTokens: Int, stop: [String] = [], seed: UInt64
    ) {
        self.instruction = instruction
        self.opening = opening
        self.samples = samples
        self.maxTokens = maxTokens
        self.stop = stop
        self.seed = seed
    }
}

/// What an author wrote.
public struct Completion: Sendable, Equatable, Codable {
    /// The text with its opening, without a last sentence that was cut off.
    public var text: String
    /// Tokens that were generated.
    public var tokens: Int

    /// A text with its cost.
    public init(text: String, tokens: Int) {
        self.text = text
        self.tokens = tokens
    }

    /// What came of a generation; a last sentence that the token limit cut off is dropped.
    public init(_ text: String, opening: String, isCut: Bool, tokens: Int) {
        let end = isCut ? text.lastIndex { $0.isNewline || ".!?".contains($0) } : nil
        self.init(text: opening + (end.map { String(text[...$0]) } ?? text), tokens: tokens)
    }
}
