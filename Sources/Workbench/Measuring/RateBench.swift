import LanguageModel
import SelfAdaptation

/// Measures in a few seconds how fast a model prompts, writes and learns on this machine.
struct RateBench {
    /// Adapters that are trained together: as many as 'selkie learn' does, or one where memory is for no more.
    private static let (adapters, fewest) = (6, 1)
    /// Tokens of a training sequence and of a prompt, unless the model's window is shorter.
    private static let (rows, prompt) = (48, 256)
    /// Texts that are written at once, few and many, and tokens of each.
    private static let (few, many, tokens) = (2, 32, 12)
    /// Epochs of training that count, after a first one that does not: its memory is fresh, which may take longer than all
    /// the rest.
    private static let epochs = 2

    let engine: Engine
    let clock: WorkClock
    private let work: BenchWork

    init(_ engine: Engine, clock: WorkClock) {
        self.engine = engine
        self.clock = clock
        work = BenchWork(engine.model)
    }

    /// The rates; all that is slow the first time is done once before.
    ///
    /// - Throws: What the engine throws.
    func measure() async throws -> WorkRates {
        _ = try await pass(Self.few, tokens: 2)
        let (few, many) = (try await pass(Self.few), try await pass(Self.many))
        // A pass takes some time for the weights and some for each text.
        let token = max(0, many - few) / Double(Self.many - Self.few)
        let length = min(Self.prompt, engine.model.configuration.contextLength / 2)
        let prompt = try await seconds {
            let request = GenerationRequest(prompt: work.text(of: length), maxTokens: 1, stopTokens: [])
            _ = try await engine.generate([request])
        }
        return WorkRates(
            prompt: prompt / Double(length), pass: max(0, few - Double(Self.few) * token), token: token,
            row: try await row())
    }

    /// Seconds of one pass that gives each of some texts a token.
    private func pass(_ texts: Int, tokens: Int = Self.tokens) async throws -> Double {
        let request = GenerationRequest(
            prompt: work.text(of: 16), samples: texts, sampling: SamplingOptions(), maxTokens: tokens,
            stopTokens: [])
        let watch = Stopwatch()
        _ = try await engine.generate([request], progress: { watch.note($0) })
        let times = watch.noted.map(\.seconds)
        return Samples(zip(times, times.dropFirst()).map { $1 - $0 }).median
    }

    /// Seconds of one row of training.
    private func row() async throws -> Double {
        let length = min(Self.rows, engine.model.configuration.contextLength / 2)
        let sequences = [work.text(of: length)]
        let bench = TrainingBench(engine: engine, repeats: Self.epochs)
        let jobs = bench.jobs(sequences, candidates: Self.adapters, epochs: 1)
        let fits = (try? engine.plan(TrainingShape.of(jobs))) != nil
        return 1
            / (try await bench.rates(sequences, candidates: fits ? Self.adapters : Self.fewest)).median
    }

    private func seconds(_ work: () async throws -> Void) async throws -> Double {
        let start = clock.now
        try await work()
        return clock.now - start
    }
}
