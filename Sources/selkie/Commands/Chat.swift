import ArgumentParser
import Console
import Files
import LanguageModel
import Workbench

/// `selkie chat`: a conversation in the terminal.
struct Chat: Command {
    static let configuration = CommandConfiguration(
        abstract: "Talk with a model.",
        discussion: """
            Ctrl-C stops an answer; twice at the prompt, or Ctrl-D, leaves. Arrow keys edit the line and go back \
            to earlier ones. When the conversation outgrows the model's window, its oldest turns are dropped.

            \(ChatCommand.summary)

            When standard input is not a terminal, each of its lines is one message.
            """)

    @Option(help: "What the model is told before the conversation.")
    var system: String?

    @Option(help: "The most tokens of an answer.")
    var maxTokens = 512

    @OptionGroup(title: "Sampling") var sampling: SamplingFlags
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Model") var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if output.json { throw ValidationError("chat is for people; for JSON use selkie generate --json") }
        guard maxTokens >= 1 else { throw ValidationError("--max-tokens \(maxTokens): give 1 or more") }
    }

    func run(in session: Session) async throws {
        let bench = try await session.workbench(model.home)
        let engine = try bench.engine(model.choice())
        guard engine.model.chatTemplate != nil else {
            throw Diagnosis(
                file: engine.model.path, problem: "the model has no chat template that is known",
                remedy: "use selkie generate --raw")
        }
        var dialogue = Dialogue(
            engine: engine, adapter: try adapter.load(for: engine.model, at: bench),
            bench: bench, sampling: sampling.options,
            seed: sampling.seed, maxTokens: maxTokens, system: system, session: session)
        if session.inputIsTerminal, !session.isQuiet {
            try session.print(
                Style(for: session.output)("Type a message; /help lists commands, Ctrl-D leaves.", .dim))
        }
        try await dialogue.run()
    }
}
