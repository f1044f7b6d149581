import LanguageModel

/// Times decoding of several rows at once and the computation of a prompt.
struct GenerationBench {
    let engine: Engine
    let work: BenchWork
    let repeats: Int

    /// Tokens a second of all rows together, without the prompt; answers never end early.
    ///
    /// - Throws: What generation throws.
    func decodingRates(rows: Int, tokens: Int) async throws -> Samples {
        let prompt = work.text(of: 32)
        var rates: [Double] = []
        for repetition in 0..<repeats {
            let request = GenerationRequest(
                prompt: prompt, samples: rows, sampling: SamplingOptions(), maxTokens: tokens, stopTokens: [],
                seed: UInt64(repetition))
            let watch = Stopwatch()
            _ = try await engine.generate([request], progress: { watch.note($0) })
            // The first report comes with the first token of every row, when the prompt is done.
            guard let first = watch.noted.first, let last = watch.noted.last else { continue }
            rates.append(Double(rows * (tokens - 1)) / (last.seconds - first.seconds))
        }
        return Samples(rates)
    }

    /// Tokens a second of a prompt, its first answer token included; a first time that is not counted warms up.
    ///
    /// - Throws: What generation throws.
    func prefillRates(tokens: Int) async throws -> Samples {
        let prompt = work.text(of: tokens)
        var rates: [Double] = []
        for repetition in 0...repeats {
            let watch = Stopwatch()
            _ = try await engine.generate([GenerationRequest(prompt: prompt, maxTokens: 1, stopTokens: [])])
            if repetition > 0 { rates.append(Double(tokens) / watch.seconds) }
        }
        return Samples(rates)
    }
}
