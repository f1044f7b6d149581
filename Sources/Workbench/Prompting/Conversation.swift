import Files
package import LanguageModel
import Tokenizers

/// A conversation with a model, kept short enough for its window.
package struct Conversation {
    /// What a conversation begins with.
    package struct Settings: Codable, Sendable {
        /// What the model is told before it.
        package var system: String?
        /// How tokens are drawn.
        package var sampling = SamplingOptions.greedy
        /// The seed of the first answer; each later one has the next.
        package var seed: UInt64 = 0
        /// The most tokens of an answer.
        package var maxTokens = 512
        /// The adapter that answers, by name, hash or path.
        package var adapter: String?
        /// The model.
        package var model = ModelChoice()

        /// A conversation with the bare model.
        package init() {}
    }

    /// What the engine is asked for the next answer.
    package struct Turn {
        /// The question with all that was said before and fits.
        package let request: GenerationRequest
        /// How many exchanges were dropped for it.
        package let dropped: Int
        /// The model's window in tokens.
        package let window: Int
    }

    /// Answers.
    package let engine: Engine
    private let bench: Workbench
    private let settings: Settings
    private var adapter: Adapter?
    private var seed: UInt64
    private var turns = Turns()

    init(_ settings: Settings, at bench: Workbench) throws {
        self.bench = bench
        self.settings = settings
        engine = try bench.engine(settings.model)
        seed = settings.seed
        guard engine.model.chatTemplate != nil else {
            throw Diagnosis(
                file: engine.model.path, problem: "the model has no chat template that is known",
                remedy: "let it continue a prompt as it is", step: .continuePrompt)
        }
        try answer(with: settings.adapter)
    }

    /// From now on an adapter answers, by name, hash or path; nil is the bare model.
    ///
    /// - Throws: `Diagnosis` when it cannot be used.
    package mutating func answer(with adapter: String?) throws {
        self.adapter = try adapter.map { try bench.adapter($0, for: engine.model) }
    }

    /// The user says something.
    ///
    /// - Returns: What the engine is to be asked.
    /// - Throws: What the chat template throws; then nothing was said.
    package mutating func say(_ text: String) throws -> Turn {
        var next = turns
        next.append(ChatMessage(role: "user", content: text))
        let model = engine.model
        let window = model.configuration.contextLength
        let room = min(settings.maxTokens, window / 2)
        let system = settings.system.map { [ChatMessage(role: "system", content: $0)] } ?? []
        let (tokens, dropped) = try next.tokens(limit: window - room) { try model.encode(system + $0) }
        turns = next
        defer { seed &+= 1 }
        var request = GenerationRequest(
            prompt: tokens, adapter: adapter, sampling: settings.sampling, maxTokens: settings.maxTokens,
            seed: seed)
        request.isInteractive = true
        return Turn(request: request, dropped: dropped, window: window)
    }

    /// The model has answered.
    package mutating func hear(_ text: String) {
        turns.append(ChatMessage(role: "assistant", content: text))
    }

    /// Takes back a question that got no answer.
    package mutating func withdraw() { turns.withdraw() }

    /// Forgets what was said.
    package mutating func reset() { turns = Turns() }
}

extension Workbench {
    /// Begins a conversation.
    ///
    /// - Throws: `Diagnosis` for a model or adapter that can't be used.
    package func converse(_ settings: Conversation.Settings) throws -> Conversation {
        try Conversation(settings, at: self)
    }
}
