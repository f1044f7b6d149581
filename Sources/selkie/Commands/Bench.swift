import ArgumentParser
import Console
import LanguageModel
import ModelLibrary

/// `selkie bench`: how fast this machine computes with a model.
struct Bench: Command {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast this machine trains and generates.",
        discussion: """
            In this order: the matrix products of the model's forward and backward pass at several row counts; \
            training of one adapter and of five together, batch 1 each, rank 32 on all seven projections; the peak \
            memory up to there; decoding; a prompt of 512 tokens. Each figure is the median of several repeats. \
            The limit of training is what it would reach if it did nothing but \
            matrix products at the measured rate.

            JSON: {"gemm": [{"rows", "gflops"}], "train": [{"candidates", "rows_per_second", "limit_fraction"}], \
            "decode": [{"rows", "tokens_per_second"}], "prefill": {"tokens", "tokens_per_second"}, \
            "peak_memory_bytes"}.
            """)

    @Option(
        help: ArgumentHelp(
            "Train on these token ids, [[id, ...], ...], not on the built-in text.", valueName: "file"),
        completion: .file())
    var sequences: String?

    @Flag(help: "Measure each figure once and shortly.")
    var quick = false

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    private var repeats: Int { quick ? 1 : 3 }

    func run(in session: Session) async throws {
        let base = try model.load(in: session)
        let texts =
            try sequences.map { try BenchSequences.read($0, vocabulary: base.configuration.vocabulary) }
            ?? BenchSequences.standard(base)
        let found = try model.resolve(in: session)
        let mean = max(1, texts.map(\.count).reduce(0, +) / texts.count)
        // The products are measured before the engine's own threads exist.
        let products = try measureProducts(base, rows: [1, 8, mean, 5 * mean], session)
        let engine = Engine(base, threads: model.threads)
        var report = BenchReport(model: found.name, threads: engine.threads, repeats: repeats)
        for (rows, samples) in products {
            report.gemm.append(BenchReport.Products(rows: rows, gflops: samples.median / 1e9))
            report.line("matrix products, \(counted(rows))", samples, unit: "Gflop/s", scale: 1e-9)
        }
        try await train(engine, texts, products, &report, session)
        report.peakMemoryBytes = PeakMemory.bytes
        report.line("peak memory after training", Quantity.bytes(report.peakMemoryBytes), unit: "")
        try await generate(engine, &report, session)
        if session.isJSON { return try JSONText.emit(report) }
        try session.print(report.table)
        session.note("\(found.name) on \(engine.threads) threads, \(MatrixLibrary.description)")
    }

    private func counted(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(rows) rows" }

    private func measureProducts(
        _ base: LanguageModel, rows: [Int], _ session: Session
    ) throws -> [(rows: Int, samples: Samples)] {
        var bench = MatrixBench(base, threads: model.threads)
        session.progress.begin("Multiplying matrices", total: rows.count, unit: "row counts")
        defer { session.progress.finish() }
        return try rows.map { rows in
            defer { session.progress.advance() }
            return (rows, try bench.rates(rows: rows, repeats: repeats))
        }
    }

    private func train(
        _ engine: Engine, _ texts: [[Int32]], _ products: [(rows: Int, samples: Samples)],
        _ report: inout BenchReport, _ session: Session
    ) async throws {
        let bench = TrainingBench(engine: engine, sequences: texts, repeats: repeats)
        let configuration = engine.model.configuration
        let adapter = AdapterLayout(configuration, LoRAConfiguration()).count
        let operationsPerRow = MatrixBench.operations(rows: 1, configuration) + 6 * Double(adapter)
        for candidates in [1, 5] {
            let label = candidates == 1 ? "Training 1 adapter" : "Training \(candidates) adapters"
            let total = (repeats + 1) * texts.map(\.count).reduce(0, +) * candidates
            session.progress.begin(label, total: total, unit: "rows")
            let rates = try await bench.rates(candidates: candidates) { done, _ in
                session.progress.update(to: done)
            }
            session.progress.finish()
            let rows = candidates * bench.rowsPerStep
            let products = products.first { $0.rows == rows }?.samples.median ?? .nan
            let limit = products / operationsPerRow
            report.train.append(
                BenchReport.Training(
                    candidates: candidates, rowsPerSecond: rates.median, limitFraction: rates.median / limit,
                    limit: limit, rowsPerStep: rows))
            report.line("training, \(candidates) together", rates, unit: "rows/s")
            report.line(
                "share of its matrix-multiply limit", Quantity.percent(rates.median / limit), unit: "")
        }
    }

    private func generate(_ engine: Engine, _ report: inout BenchReport, _ session: Session) async throws {
        let bench = GenerationBench(engine: engine, repeats: repeats)
        let counts = [1, 8, 32]
        let promptTokens = min(512, engine.model.configuration.contextLength - 1)
        session.progress.begin("Generating", total: counts.count + 1, unit: "measurements")
        for rows in counts {
            let rates = try await bench.decodingRates(rows: rows, tokens: quick ? 33 : 65)
            report.decode.append(BenchReport.Decoding(rows: rows, tokensPerSecond: rates.median))
            report.line("decoding, \(counted(rows))", rates, unit: "tokens/s")
            session.progress.advance()
        }
        let rates = try await bench.prefillRates(tokens: promptTokens)
        report.prefill = BenchReport.Prefill(tokens: promptTokens, tokensPerSecond: rates.median)
        report.line("prompt of \(promptTokens) tokens", rates, unit: "tokens/s")
        session.progress.finish()
    }
}
