import Files
package import LanguageModel
import SelfAdaptation
import Tokenizers

/// A prompt with all that is needed to answer it.
package struct PreparedPrompt {
    /// Answers.
    package let engine: Engine
    /// What the engine is asked.
    package let request: GenerationRequest
    private let bench: Workbench

    init(_ request: GenerateRequest, at bench: Workbench) throws {
        self.bench = bench
        engine = try bench.engine(request.model)
        let model = engine.model
        var prepared = GenerationRequest(
            prompt: try Self.tokens(of: request, for: model),
            adapter: try request.adapter.map { try bench.adapter($0, for: model) },
            samples: request.samples, sampling: request.sampling, maxTokens: request.maxTokens,
            stop: request.stop, seed: request.seed)
        prepared.isInteractive = true
        self.request = prepared
    }

    private static func tokens(of request: GenerateRequest, for model: LanguageModel) throws -> [Int32] {
        if request.isRaw { return model.encode(request.prompt) }
        guard model.chatTemplate != nil else {
            throw Diagnosis(
                file: model.path, problem: "the model has no chat template that is known",
                remedy: "let it continue the prompt as it is", step: .continuePrompt)
        }
        let instruction = request.system.map { [ChatMessage(role: "system", content: $0)] } ?? []
        return try model.encode(instruction + [ChatMessage(role: "user", content: request.prompt)])
    }

    /// The answers, once all of them are there.
    ///
    /// - Throws: What the engine throws.
    package func answers() async throws -> [GenerateResult] {
        let start = bench.clock.now
        let total = request.samples * request.maxTokens
        bench.tell(.began(.counting("Generating", of: total, unit: "tokens")))
        let results = try await engine.generate([request], progress: { [bench] in bench.tell(.counted($0)) })
        bench.tell(.finished)
        let seconds = bench.clock.now - start
        return results[0].map {
            GenerateResult($0, promptTokens: request.prompt.count, seconds: seconds)
        }
    }
}

extension Workbench {
    /// Readies model, adapter and prompt.
    ///
    /// - Throws: `Diagnosis` for what can't be used.
    package func prepare(_ request: GenerateRequest) throws -> PreparedPrompt {
        try PreparedPrompt(request, at: self)
    }
}
