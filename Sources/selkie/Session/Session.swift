import Console
import Files
import Foundation
import RemoteModels
import SelfAdaptation

/// What a running command needs of the world around it: streams, environment, Ctrl-C.
struct Session: Sendable {
    /// The process's environment, read once.
    let environment: [String: String]
    /// What standard output allows.
    let output: Terminal
    /// What standard error allows.
    let errors: Terminal
    /// Whether results are printed as JSON.
    let isJSON: Bool
    /// Whether standard error is kept to errors.
    let isQuiet: Bool
    /// Progress on standard error.
    let progress: Console.Progress
    /// Time since the start of the program, without that in which it was stopped.
    let clock = WorkClock { ActiveClock.system.seconds }
    /// What answers of remote models have cost so far.
    let remote = RemoteUsage()
    /// Ctrl-C.
    let interrupt = Interrupt()

    /// Whether a person types at standard input, rather than a file or another program.
    let inputIsTerminal = isatty(STDIN_FILENO) == 1

    /// A session on this process's streams.
    init(_ options: OutputOptions) {
        // The clock begins to run when it is first read.
        _ = clock.now
        environment = ProcessInfo.processInfo.environment
        output = Terminal(of: .output, environment: environment, noColour: options.noColor)
        errors = Terminal(of: .error, environment: environment, noColour: options.noColor)
        isJSON = options.json
        isQuiet = options.quiet
        progress = Console.Progress(terminal: errors, isQuiet: options.quiet)
    }

    /// Prints a result.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(_ text: String) throws(Diagnosis) {
        try StandardStream.output.write(text + "\n")
    }

    /// Prints a table.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(_ table: Table) throws(Diagnosis) {
        try StandardStream.output.write(table.rendered(for: output))
    }

    /// Prints a table of rows that are made one at a time.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(_ columns: [Table.Column], _ rows: some Collection<[Table.Cell]>) throws(Diagnosis) {
        try Table(columns).write(rows, for: output) { (piece) throws(Diagnosis) in
            try StandardStream.output.write(piece)
        }
    }

    /// Tells something about the work on standard error, unless the user wants quiet.
    func note(_ sentence: String) { progress.note(sentence) }
}
