import LanguageModel

/// Runs the measures that were asked for and collects their figures.
struct BenchRun {
    /// Epochs of SEAL's inner loop.
    private static let epochs = 10

    let base: LanguageModel
    let engine: Engine
    let work: BenchWork
    let repeats: Int
    let tell: @Sendable (WorkEvent) -> Void
    private(set) var results: [BenchResult] = []
    /// The figures of `kernels`, which have a table of their own.
    private(set) var kernels: [KernelBench.Result] = []

    init(
        _ base: LanguageModel, engine: Engine, work: BenchWork, repeats: Int,
        tell: @escaping @Sendable (WorkEvent) -> Void
    ) {
        self.base = base
        self.engine = engine
        self.work = work
        self.repeats = repeats
        self.tell = tell
    }

    /// Takes one measure.
    ///
    /// - Throws: What training and generation throw, `CancellationError`.
    mutating func take(_ measure: BenchMeasure) async throws {
        switch measure {
        case .machine: measureMachine()
        case .kernels: try measureKernels()
        case .cliff: try measureCliff()
        case .products: try measureProducts()
        case .training: try await measureTraining()
        case .scaling: try await measureScaling()
        case .upperLayers: try await measureUpperLayers()
        case .packing: try await measurePacking()
        case .judging: try await measureJudging()
        case .decoding: try await measureDecoding()
        case .prompt: try await measurePrompt()
        }
        tell(.finished)
    }

    private func begin(_ title: String) { tell(.began(.job(title))) }

    private func begin(_ title: String, of total: Int, _ unit: String) {
        tell(.began(.counting(title, of: total, unit: unit)))
    }

    private mutating func measureMachine() {
        begin("Measuring the machine")
        let bench = MachineBench(threads: engine.threads, repeats: repeats)
        results.append(
            BenchResult(
                "multiply-adds", size: engine.threads, "multiply-adds in registers",
                bench.multiplyAdds().scaled(by: 1e-9), unit: "Gflop/s"))
        results.append(
            BenchResult(
                "memory-reads", size: engine.threads, "reading memory",
                bench.memoryReads().scaled(by: 1e-9), unit: "GB/s"))
    }

    private mutating func measureKernels() throws {
        begin("Timing kernels", of: 100, "%")
        kernels = try KernelBench(repeats: repeats).results { [tell] done, total in
            tell(.counted(100 * done / total))
        }
    }

    private mutating func measureCliff() throws {
        let bench = CliffBench(threads: engine.threads, repeats: repeats)
        for type in CliffBench.types {
            begin("Comparing \(type) with floats")
            guard let least = try bench.ratios(type)?.min(by: { $0.ratio < $1.ratio }) else { continue }
            results.append(
                BenchResult(
                    "cliff-\(type)", size: least.tokens,
                    "\(type) against floats, the least of 1 to 512 tokens: \(least.tokens)",
                    Samples([least.ratio]), unit: "times"))
        }
    }

    private mutating func measureProducts() throws {
        for rows in [1, 8, work.rowsPerStep, 5 * work.rowsPerStep] {
            let samples = try products(rows: rows).scaled(by: 1e-9)
            let label = "matrix products, \(rows == 1 ? "1 row" : "\(rows) rows")"
            results.append(BenchResult("products", size: rows, label, samples, unit: "Gflop/s"))
        }
    }

    private func products(rows: Int) throws -> Samples {
        begin("Multiplying \(rows) rows")
        var bench = MatrixBench(base, threads: engine.threads)
        return try bench.rates(rows: rows, repeats: repeats)
    }

    private mutating func measureTraining() async throws {
        let bench = TrainingBench(engine: engine, repeats: repeats)
        let adapter = AdapterLayout(base.configuration, LoRAConfiguration()).count
        let operationsPerRow = MatrixBench.operations(rows: 1, base.configuration) + 6 * Double(adapter)
        for candidates in [1, 5] {
            // The limit is measured before and after, since a shared machine changes its pace.
            let rows = candidates * work.rowsPerStep
            let before = try products(rows: rows)
            let label = candidates == 1 ? "Training 1 adapter" : "Training \(candidates) adapters"
            begin(label, of: 100, "%")
            let rates = try await bench.rates(work.sequences, candidates: candidates) { [tell] in
                tell(.counted(Int($0 * 100)))
            }
            let limit = try before.joined(products(rows: rows)).scaled(by: 1 / operationsPerRow)
            results.append(
                BenchResult(
                    "training", size: candidates, "training, \(candidates) together", rates, unit: "rows/s"))
            results.append(
                BenchResult(
                    "limit", size: candidates, "its matrix-multiply limit", limit, unit: "rows/s"))
            results.append(
                BenchResult(
                    "limit-share", size: candidates, "share of the limit",
                    Samples([rates.median / limit.median]), unit: "share"))
            let registers = MachineBench.registers(threads: engine.threads, repeats: repeats)
                .scaled(by: 1 / operationsPerRow)
            results.append(
                BenchResult(
                    "registers", size: candidates, "if it were multiply-adds in registers", registers,
                    unit: "rows/s"))
            results.append(
                BenchResult(
                    "registers-share", size: candidates, "share of the registers",
                    Samples([rates.median / registers.median]), unit: "share"))
        }
        results.append(
            BenchResult(
                "memory", size: 5, "peak memory so far", Samples([Double(PeakMemory.bytes)]), unit: "bytes"))
    }

    private mutating func measureScaling() async throws {
        let bench = TrainingBench(engine: engine, repeats: repeats)
        let sequences = work.shortest(3)
        for candidates in [2, 4, 8, 16] {
            begin("Training \(candidates) adapters on short sequences")
            let rates = try await bench.rates(sequences, candidates: candidates)
            let label = "short sequences, \(candidates) adapters together"
            results.append(BenchResult("scaling", size: candidates, label, rates, unit: "rows/s"))
        }
    }

    private mutating func measureUpperLayers() async throws {
        begin("Training upper and all layers in turn")
        let bench = TrainingBench(engine: engine, repeats: repeats)
        let gain = try await bench.gainOfUpperLayers(work.sequences, epochs: Self.epochs)
        results.append(
            BenchResult("upper-layers", size: 1, "upper half of the layers against all", gain, unit: "times"))
    }

    private mutating func measurePacking() async throws {
        let count = 16
        begin("Training on batches of \(count) sequences")
        let bench = TrainingBench(engine: engine, repeats: repeats)
        let rates = try await bench.rates(work.shortest(count), candidates: 1, batchSize: count)
        results.append(
            BenchResult(
                "packing", size: count, "batches of \(count) short sequences", rates, unit: "rows/s"))
    }

    private mutating func measureJudging() async throws {
        let candidates = 5
        begin("Judging \(candidates) self-edits")
        let bench = JudgingBench(engine: engine, work: work, repeats: repeats)
        let seconds = try await bench.seconds(candidates: candidates, epochs: Self.epochs)
        results.append(
            BenchResult(
                "judging", size: candidates, "a self-edit trained and examined, \(candidates) together",
                seconds, unit: "s"))
    }

    private mutating func measureDecoding() async throws {
        let bench = GenerationBench(engine: engine, work: work, repeats: repeats)
        for rows in [1, 2, 4, 8, 16, 32] {
            let label = "decoding, \(rows == 1 ? "1 row" : "\(rows) rows")"
            begin(label)
            let rates = try await bench.decodingRates(rows: rows, tokens: repeats == 1 ? 33 : 65)
            results.append(BenchResult("decoding", size: rows, label, rates, unit: "tokens/s"))
        }
    }

    private mutating func measurePrompt() async throws {
        let tokens = min(512, base.configuration.contextLength - 1)
        begin("Computing a prompt")
        let bench = GenerationBench(engine: engine, work: work, repeats: repeats)
        let rates = try await bench.prefillRates(tokens: tokens)
        results.append(
            BenchResult("prompt", size: tokens, "prompt of \(tokens) tokens", rates, unit: "tokens/s"))
    }
}
