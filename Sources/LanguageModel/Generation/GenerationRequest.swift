/// One prompt to continue.
public struct GenerationRequest: Sendable {
    /// Token ids of the prompt, at least one.
    public var prompt: [Int32]
    /// The adapter that answers; `nil` is the bare base.
    public var adapter: Adapter?
    /// How many continuations to draw; they share the prompt's keys and values.
    public var samples: Int
    /// How tokens are drawn.
    public var sampling: SamplingOptions
    /// The most tokens to generate.
    public var maxTokens: Int
    /// Strings that end the answer; they are not part of it.
    public var stop: [String]
    /// Tokens that end the answer; they are not part of it.
    ///
    /// `nil` takes the model's own.
    public var stopTokens: Set<Int32>?
    /// What the answer is led away from; nothing unless given.
    public var guidance: Guidance?
    /// Seed of the draws; sample i of a request depends on the seed and i alone.
    public var seed: UInt64
    /// Whether somebody waits for the answer: it joins those that are being written, other work is left for it, and keys and
    /// values are kept for prompts that begin alike.
    public var isInteractive = false
    /// Whether an adapter whose numbers overflow ends its own answers, as where it is on trial, rather than the job.
    public var toleratesOverflow = false

    /// A request for one greedy continuation unless told otherwise.
    public init(
        prompt: [Int32], adapter: Adapter? = nil, samples: Int = 1, sampling: SamplingOptions = .greedy,
        maxTokens: Int = 256, stop: [String] = [], stopTokens: Set<Int32>? = nil, seed: UInt64 = 0
    ) {
        self.prompt = prompt
        self.adapter = adapter
        self.samples = samples
        self.sampling = sampling
        self.maxTokens = maxTokens
        self.stop = stop
        self.stopTokens = stopTokens
        self.seed = seed
    }
}

/// One continuation.
public struct Generation: Sendable, Equatable {
    /// Why an answer ended.
    public enum FinishReason: String, Sendable, Codable {
        /// The model ended it, or a stop string did.
        case stop
        /// The token limit, or the end of the model's window.
        case length
        /// The logits became infinite or no numbers.
        case overflow
    }

    /// The text, without the token or string that ended it.
    public var text: String
    /// The tokens, without the one that ended it.
    public var tokens: [Int32]
    /// Why it ended.
    public var finishReason: FinishReason
}

/// A piece of text of an answer that is still growing.
public struct GenerationEvent: Sendable {
    /// Index of the request.
    public let request: Int
    /// Index of the sample.
    public let sample: Int
    /// New text; never half a character, never part of a stop string.
    public let text: String
}
