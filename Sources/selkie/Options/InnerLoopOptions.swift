public import ArgumentParser
import LanguageModel
public import SelfAdaptation
import Workbench

/// How an update is trained.
///
/// What is not given stays as the command, its preset or a self-edit has it.
struct InnerLoopOptions: ParsableArguments {
    private static let standard = InnerLoopSettings()

    @Option(help: ArgumentHelp("Rank of the adapter; \(standard.lora.rank) unless given.", valueName: "n"))
    var rank: Int?

    @Option(
        help: ArgumentHelp(
            "Strength of the adapter, \(Int(standard.lora.alpha)) unless given; its update is scaled by alpha / rank.",
            valueName: "number"))
    var alpha: Float?

    @Option(
        help: ArgumentHelp(
            "Layers that the adapter updates: all (the default), or the upper half, which is faster.",
            valueName: "layers"))
    var layers: AdaptedLayers?

    @Option(
        help: ArgumentHelp(
            """
            Peak learning rate; unless given, what suits the model's size: for texts \(StudentRate.texts.summary), for \
            puzzles \(StudentRate.puzzles.summary).
            """, valueName: "rate"))
    var learningRate: Float?

    @Option(
        help: ArgumentHelp(
            "Passes over the study material; unless given, \(standard.training.epochs), and \(KnowledgeSettings.epochs(restorations: 1)) of texts that are restored.",
            valueName: "n"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "Sequences in one training step; \(standard.training.batchSize) unless given.", valueName: "n"))
    var batchSize: Int?

    func validate() throws {
        func check<Value: Comparable>(_ flag: String, _ value: Value?, _ bounds: ClosedRange<Value>) throws {
            guard let value, !bounds.contains(value) else { return }
            throw ValidationError(
                "\(flag) \(value): give a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        try check("--rank", rank, 1...1024)
        try check("--epochs", epochs, 1...1000)
        try check("--batch-size", batchSize, 1...1024)
        for (flag, value) in [("--alpha", alpha), ("--learning-rate", learningRate)] {
            if let value, !(value > 0 && value.isFinite) {
                throw ValidationError("\(flag) \(value): give a positive number")
            }
        }
    }

    /// The flags that were given.
    var given: [String] {
        [
            ("--rank", rank != nil), ("--alpha", alpha != nil), ("--layers", layers != nil),
            ("--learning-rate", learningRate != nil), ("--epochs", epochs != nil),
            ("--batch-size", batchSize != nil),
        ].filter(\.1).map(\.0)
    }

    /// What was asked for.
    var request: InnerLoopRequest {
        var request = InnerLoopRequest()
        (request.rank, request.alpha, request.layers) = (rank, alpha, layers)
        (request.learningRate, request.epochs, request.batchSize) = (learningRate, epochs, batchSize)
        return request
    }
}

extension AdaptedLayers: ExpressibleByArgument {}
