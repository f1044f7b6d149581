import ArgumentParser
import Console
import LanguageModel
import ModelLibrary
import Workbench
import Files

/// `selkie bench`: how fast this machine computes with a model.
struct Bench: Command {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast this machine trains and generates.",
        discussion: """
            Measures, all of them unless some are named: machine (what processor and memory allow at most), kernels \
            (each kernel on each instruction set that this processor has, on one thread, with its share of what \
            registers or memory allow), cliff (packed weights against the same weights as floats, the least ratio \
            over 1 to 512 tokens), products \
            (the matrix products of the model's forward and backward pass), training (one adapter, and five together, batch 1 each, rank 32 on all seven projections; \
            the share of what training would reach if it did nothing but products; peak memory), scaling (2 to 16 \
            adapters), upper-layers (how many times faster training is when only the upper half of the layers \
            adapts), packing (batches of 16 short sequences), judging (a self-edit from training to exam, \
            five together), decoding (1 to 32 rows), prompt (512 tokens). Each figure is the median of several repeats.

            JSON: \(JSONShape.text(BenchReport.self)).
            """)

    @Argument(help: ArgumentHelp("What to measure.", valueName: "measure"))
    var measures: [BenchMeasure] = []

    @Option(
        help: ArgumentHelp(
            "Token ids to train on and to ask, {\"sequences\": [[id, ...], ...], \"prompts\": [[id, ...], ...]}, "
                + "in place of the built-in text.", valueName: "file"),
        completion: .file())
    var work: String?

    @Flag(help: "Measure each figure once and shortly.")
    var quick = false

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let bench = try await session.workbench(model.home)
        let found = try bench.resolve(model.choice())
        let base = try bench.load(model.choice())
        let work = try work.map { try BenchWork(path: $0, vocabulary: base.configuration.vocabulary) }
        let engine = Engine(base, threads: model.threads ?? bench.settings.threads)
        var run = BenchRun(
            base, engine: engine, work: work ?? BenchWork(base), repeats: quick ? 1 : 3, session: session)
        for measure in BenchMeasure.allCases where measures.isEmpty || measures.contains(measure) {
            try await run.take(measure)
        }
        let report = BenchReport(
            model: found.name, threads: engine.threads, repeats: run.repeats, instructions: .current,
            results: run.results, kernels: run.kernels)
        if session.isJSON { return try JSONText.emit(report) }
        if !report.results.isEmpty { try session.print(report.table) }
        if !report.kernels.isEmpty { try session.print(report.kernels.table) }
        session.note(
            "\(found.name) on \(engine.threads) threads, \(InstructionSet.current.rawValue), "
                + MatrixLibrary.description)
    }
}
