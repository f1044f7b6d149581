public import ArgumentParser
public import SelfAdaptation

/// The exam that decides what is kept.
struct ExamOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The exam: a JSON list of {\"question\", \"answer\"}. Without it the model writes one.",
            valueName: "file"), completion: .file())
    var questions: String?

    @Option(
        help: ArgumentHelp(
            "How questions are asked: chat (the model's template) or plain; chat where the model has a template.",
            valueName: "chat|plain"))
    var examPrompt: ExamPrompt?

    @OptionGroup var answering: AnsweringOptions
}

extension ExamPrompt: ExpressibleByArgument {}
