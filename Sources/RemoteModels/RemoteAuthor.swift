package import LanguageModel
package import SelfAdaptation

/// A model behind an address that writes self-edits.
///
/// Servers know temperature and top-p; other rules of ``SamplingOptions`` are left out.
package struct RemoteAuthor: SelfEditAuthor {
    private let model: RemoteModel
    private let sampling: SamplingOptions

    /// An author that draws tokens with the given options.
    package init(_ model: RemoteModel, sampling: SamplingOptions) {
        self.model = model
        self.sampling = sampling
    }

    /// Asks for each sample by itself, since many servers give one answer to a request.
    ///
    /// - Throws: `Diagnosis`, `CancellationError`.
    package func write(
        _ requests: [WritingRequest], progress: @escaping @Sendable (_ tokens: Int) -> Void
    ) async throws -> [[Completion]] {
        let asked = requests.flatMap { request in
            (0..<request.samples).map { sample in
                ChatRequest(
                    Self.message(request), temperature: sampling.temperature, topP: sampling.topP,
                    maxTokens: request.maxTokens,
                    seed: SeededGenerator.seed(request.seed, stream: UInt64(sample)))
            }
        }
        var tokens = 0
        var rest = try await model.answer(asked) { reply in
            tokens += reply.completionTokens
            progress(tokens)
        }[...]
        return requests.map { request in
            defer { rest = rest.dropFirst(request.samples) }
            return rest.prefix(request.samples).map { Self.writing($0, opening: request.opening) }
        }
    }

    /// The instruction; a model behind an address can only be asked to begin in a certain way.
    private static func message(_ request: WritingRequest) -> String {
        guard !request.opening.isEmpty else { return request.instruction }
        return "\(request.instruction)\n\nBegin your answer with \"\(request.opening)\"."
    }

    private static func writing(_ reply: ChatReply, opening: String) -> Completion {
        let text = String(reply.text.drop(while: \.isWhitespace))
        let isBegun = opening.isEmpty || text.hasPrefix(opening)
        return Completion(
            text, opening: isBegun ? "" : opening + " ", isCut: reply.isCut, tokens: reply.completionTokens)
    }
}
