public import ArgumentParser
public import SelfAdaptation

/// How a model answers out of what it has learned.
struct AnsweringOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How it answers from memory: recalling (it says what it recalls, and the model reads that) or directly, as it does unless told otherwise.",
            valueName: "recalling|directly"))
    var answering: Answering?
}

extension Answering: ExpressibleByArgument {}
