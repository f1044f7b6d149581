public import LanguageModel
import Tokenizers

/// A local model that writes self-edits: the base, or the base with a policy adapter.
public struct PolicyAuthor: SelfEditAuthor {
    private let engine: Engine
    private let adapter: Adapter?
    private let sampling: SamplingOptions

    /// An author that draws tokens with the given options.
    public init(engine: Engine, adapter: Adapter?, sampling: SamplingOptions) {
        self.engine = engine
        self.adapter = adapter
        self.sampling = sampling
    }

    /// Answers all requests in one batch, each prompt computed once.
    ///
    /// - Throws: `Diagnosis` for a request that does not fit the model, `CancellationError`.
    public func write(
        _ requests: [WritingRequest], progress: @escaping @Sendable (_ tokens: Int) -> Void
    ) async throws -> [[Completion]] {
        let generations = try await engine.generate(
            requests.map { request in
                GenerationRequest(
                    prompt: try Self.prompt(
                        request.instruction, opening: request.opening, model: engine.model),
                    adapter: adapter, samples: request.samples, sampling: sampling,
                    maxTokens: request.maxTokens, stop: request.stop, seed: request.seed)
            }, progress: progress)
        return zip(requests, generations).map { request, samples in
            samples.map {
                Completion(
                    $0.text, opening: request.opening, isCut: $0.finishReason == .length,
                    tokens: $0.tokens.count)
            }
        }
    }

    /// The tokens of an instruction as the model's template has it, with the beginning of the answer.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    static func prompt(_ instruction: String, opening: String, model: LanguageModel) throws -> [Int32] {
        try model.encode([ChatMessage(role: "user", content: instruction)])
            + model.tokenizer.encode(opening, specialTokens: .asText)
    }
}
