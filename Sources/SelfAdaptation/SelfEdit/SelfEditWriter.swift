import LanguageModel

/// Lets the policy write self-edits: all candidates of all contexts in one batch, each prompt computed once.
struct SelfEditWriter {
    let engine: Engine
    let settings: LearningSettings

    /// Self-edits of each context; `progress` is told the tokens written so far.
    func write(_ contexts: [Context], progress: @Sendable (_ tokens: Int) -> Void) async throws
        -> [[SelfEdit]]
    {
        let prompts = contexts.enumerated().flatMap { index, context in
            settings.style.parts.flatMap { style in
                SelfEditPrompt.all(style, for: context).map { (context: index, prompt: $0) }
            }
        }
        let requests = try prompts.enumerated().map { index, entry in
            GenerationRequest(
                prompt: try entry.prompt.tokens(for: engine.model), samples: settings.candidates,
                sampling: settings.sampling, maxTokens: entry.prompt.maxTokens,
                seed: SeededGenerator.seed(settings.seed, stream: UInt64(index)))
        }
        let completions = try await engine.generate(requests, progress: progress)
        return contexts.indices.map { context in
            (0..<settings.candidates).map { sample in
                let texts = zip(prompts, completions).filter { $0.0.context == context }.map {
                    entry, samples in
                    entry.prompt.opening + Self.whole(samples[sample])
                }
                return SelfEdit(style: settings.style, parts: texts)
            }
        }
    }

    /// The completion without a last line that the token limit cut off.
    private static func whole(_ generation: Generation) -> String {
        guard generation.finishReason == .length,
            let end = generation.text.lastIndex(where: { $0.isNewline || ".!?".contains($0) })
        else { return generation.text }
        return String(generation.text[...end])
    }
}
