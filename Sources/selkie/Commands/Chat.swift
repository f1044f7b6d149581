import ArgumentParser
import Console
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
        var settings = Conversation.Settings()
        (settings.system, settings.sampling, settings.seed) = (system, sampling.options, sampling.seed)
        (settings.maxTokens, settings.adapter, settings.model) = (maxTokens, adapter.adapter, model.choice())
        let bench = try await session.workbench(model.home)
        var dialogue = Dialogue(try bench.converse(settings), session: session)
        if session.inputIsTerminal, !session.isQuiet {
            try session.print(
                Style(for: session.output)("Type a message; /help lists commands, Ctrl-D leaves.", .dim))
        }
        try await dialogue.run()
    }
}
