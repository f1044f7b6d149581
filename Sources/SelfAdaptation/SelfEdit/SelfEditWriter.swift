import LanguageModel

/// Lets the policy write self-edits: all candidates of all contexts in one batch, each context's prompt
/// computed once.
struct SelfEditWriter {
    let engine: Engine
    let settings: LearningSettings

    /// Self-edits of each context; `progress` is told the tokens written so far.
    func write(_ contexts: [Context], progress: @Sendable (_ tokens: Int) -> Void) async throws -> [[SelfEdit]] {
        let parts = settings.style.parts
        let requests = try contexts.enumerated().flatMap { index, context in
            try parts.enumerated().map { part, style in
                GenerationRequest(
                    prompt: try engine.model.encode(style.messages(for: context)), samples: settings.candidates,
                    sampling: settings.sampling, maxTokens: settings.selfEditTokens,
                    seed: SeededGenerator.seed(settings.seed, stream: UInt64(index * parts.count + part)))
            }
        }
        let completions = try await engine.generate(requests, progress: progress)
        return contexts.indices.map { index in
            (0..<settings.candidates).map { sample in
                SelfEdit(
                    style: settings.style,
                    parts: parts.indices.map { completions[index * parts.count + $0][sample].text })
            }
        }
    }
}
