import LanguageModel
import Synchronization
import Testing

/// Beginnings that are kept from one call to the next.
@Suite struct PrefixCacheTests {
    private func kept(_ prompt: [Int32], adapter: Adapter? = nil, maxTokens: Int = 12) -> GenerationRequest {
        var request = GenerationRequest(
            prompt: prompt, adapter: adapter, maxTokens: maxTokens, stopTokens: [])
        request.isInteractive = true
        return request
    }

    /// A conversation of several turns, each prompt the whole of what was said: as if each were asked of a fresh engine.
    @Test(arguments: TinyModel.architectures)
    func aConversationThatGoesOnIsAnsweredAsFromTheBeginning(name: String) async throws {
        let model = try TinyModel.engine(name).model
        let adapter = Adapter.random(model.configuration, LoRAConfiguration(rank: 2), seed: 4)
        let engine = Engine(model, threads: 2)
        for adapter in [nil, adapter] {
            var prompt: [Int32] = Array(3..<20)
            for turn in 0..<3 {
                let before = await engine.promptTokensComputed
                let answer = try await engine.generate([kept(prompt, adapter: adapter)])
                // Of a later turn only what was said since is computed, with the answer's last token.
                let computed = await engine.promptTokensComputed - before
                #expect(computed == (turn == 0 ? prompt.count : 4))
                let alone = try await Engine(model, threads: 2).generate([kept(prompt, adapter: adapter)])
                #expect(answer == alone)
                prompt += answer[0][0].tokens + [Int32(5 + turn), 6, 7]
            }
        }
    }

    /// Beginnings of any length in common, with what is kept under other adapters beside them.
    @Test func promptsThatBeginAlikeAreAnsweredAsAlone() async throws {
        let model = try TinyModel.engine("llama").model
        let adapter = Adapter.random(model.configuration, LoRAConfiguration(rank: 2), seed: 4)
        let engine = Engine(model, threads: 2)
        let beginning: [Int32] = Array(10..<50)
        for length in stride(from: 1, through: 40, by: 3) {
            for adapter in [nil, adapter] {
                let request = kept(Array(beginning.prefix(length)) + [Int32(length), 3, 4], adapter: adapter)
                let alone = try await Engine(model, threads: 2).generate([request])
                #expect(try await engine.generate([request]) == alone)
            }
        }
    }

    @Test func whatIsForgottenIsComputedAgain() async throws {
        let engine = try TinyModel.engine("llama")
        let request = kept(Array(3..<30))
        _ = try await engine.generate([request])
        await engine.forgetTexts()
        let before = await engine.promptTokensComputed
        _ = try await engine.generate([request])
        #expect(await engine.promptTokensComputed - before == 27)
    }
}
