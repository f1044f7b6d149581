import LanguageModel

/// Times what a self-edit costs from end to end: candidates trained together for the whole inner loop, then all of them
/// and the bare model sit the exam together.
struct JudgingBench {
    /// The longest answer, in tokens.
    static let answerLimit = 64

    let engine: Engine
    let work: BenchWork
    let repeats: Int

    /// Seconds for each of some self-edits that are judged together.
    ///
    /// - Throws: What training and generation throw.
    func seconds(candidates: Int, epochs: Int) async throws -> Samples {
        let bench = TrainingBench(engine: engine, repeats: 1)
        var seconds: [Double] = []
        for _ in 0..<repeats {
            let watch = Stopwatch()
            let trained = try await bench.train(
                bench.jobs(work.sequences, candidates: candidates, epochs: epochs))
            let requests = ([nil] + trained.map(\.adapter)).flatMap { adapter in
                work.prompts.map {
                    GenerationRequest(
                        prompt: $0, adapter: adapter, maxTokens: Self.answerLimit, stop: ["\n"])
                }
            }
            _ = try await engine.generate(requests)
            seconds.append(watch.seconds / Double(candidates))
        }
        return Samples(seconds)
    }
}
