import ArgumentParser
import Console
import Files
import LanguageModel
import ModelLibrary
import Workbench

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
        var request = BenchRequest()
        (request.measures, request.work, request.isQuick) = (measures, work, quick)
        request.model = model.choice()
        let report = try await session.workbench(model.home).measure(request)
        if session.isJSON { return try JSONText.emit(report) }
        if !report.results.isEmpty { try session.print(report.table) }
        if !report.kernels.isEmpty { try session.print(report.kernels.table) }
        session.note(
            "\(report.model) on \(report.threads) threads, \(report.instructions.rawValue), "
                + MatrixLibrary.description)
    }
}

extension BenchMeasure: ExpressibleByArgument {}
