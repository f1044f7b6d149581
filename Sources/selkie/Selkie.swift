import ArgumentParser
import Workbench

/// The program: what it can do, what its exit codes mean, and nothing else.
@main
struct Selkie: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selkie",
        abstract: "Language models that learn what they read, on a plain CPU.",
        discussion: """
            Results go to standard output, everything about them to standard error. With --json a \
            command prints one JSON object or array, or one object a line.

            The home folder holds models and adapters: --home, else SELKIE_HOME, else \
            $XDG_DATA_HOME/selkie, else ~/.local/share/selkie.

            Exit codes:
              0    done
              1    it ran and did not achieve its aim: a check failed, nothing was learned
              64   the command line is wrong, or a variable such as SELKIE_ISA
              65   a file's contents are wrong: damaged, of an unsupported kind, too long
              66   a file or model does not exist or may not be read
              69   something that is needed is missing: a program, the network, memory
              70   a mistake in this program
              73   a file or folder cannot be made
              74   reading or writing failed on the way, for example on a full disk
              75   somebody else is at it; try again later
              130  stopped with Ctrl-C

            Completions for your shell: selkie --generate-completion-script bash (or zsh, fish).
            """,
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(name: "Learning", subcommands: [Read.self, Learn.self, Ask.self]),
            CommandGroup(
                name: "Memory",
                subcommands: [
                    MemoryCommand.self, Update.self, Rollback.self, TrustCommand.self, Forget.self,
                ]),
            CommandGroup(
                name: "Self-adaptation",
                subcommands: [
                    Train.self, FewShot.self, Eval.self, Runs.self, ReportCommand.self, Corpus.self,
                    Reader.self,
                ]),
            CommandGroup(name: "Model", subcommands: [Generate.self, Chat.self, Serve.self]),
            CommandGroup(name: "Text", subcommands: [Tokenize.self, Score.self, Grade.self]),
            CommandGroup(name: "Adapter", subcommands: [Adapters.self]),
            CommandGroup(
                name: "Machine",
                subcommands: [Models.self, Pull.self, Doctor.self, Bench.self]),
        ])

    /// Runs the command that the program's arguments name, and ends the program when there is none.
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let unknown = CommandName.unknown(in: arguments, of: Self.self) {
            Failure.tell(unknown)
            exit(withError: ArgumentParser.ExitCode(Failure.exitCode(for: unknown)))
        }
        await main(arguments)
    }
}
