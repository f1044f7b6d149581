/// One question to the policy with an answer that it may learn to give.
public struct PolicyTurn: Sendable, Equatable {
    /// Tokens of the prompt, and of what the answer was begun with.
    public var prompt: [Int32]
    /// Tokens of the answer, with the one that ends it.
    public var completion: [Int32]

    /// A turn with both its parts.
    public init(prompt: [Int32], completion: [Int32]) {
        self.prompt = prompt
        self.completion = completion
    }
}
