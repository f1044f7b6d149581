import ArgumentParser
import Files
import Workbench

/// What a model is asked, and what its answers are held to.
struct PromptOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The prompt.")
    var prompt: String?

    @Option(help: ArgumentHelp("A file that holds the prompt.", valueName: "file"), completion: .file())
    var promptFile: String?

    @Option(help: "What the model is told before the prompt.")
    var system: String?

    @Flag(help: "Continue the prompt as it is, without the chat template.")
    var raw = false

    @Option(help: "How many answers to draw.")
    var samples = 1

    @Option(help: "The most tokens of an answer.")
    var maxTokens = 256

    @Option(
        parsing: .singleValue, help: "A text that ends the answer and is no part of it; may be given again.")
    var stop: [String] = []

    func validate() throws {
        if prompt != nil, promptFile != nil {
            throw ValidationError("give --prompt or --prompt-file, not both")
        }
        if raw, system != nil {
            throw ValidationError("--system needs the chat template, which --raw leaves out")
        }
        for (flag, value, most) in [("--samples", samples, 4096), ("--max-tokens", maxTokens, 1 << 20)]
        where !(1...most).contains(value) {
            throw ValidationError("\(flag) \(value): give a number from 1 to \(most)")
        }
    }

    /// The prompt's text.
    ///
    /// - Throws: `Diagnosis` when it cannot be read or is not UTF-8.
    func text(in session: Session) throws -> String {
        if let prompt { return try checked(prompt, from: "--prompt") }
        if promptFile == nil, session.inputIsTerminal {
            session.note("Reading the prompt from standard input; end it with Ctrl-D.")
        }
        let text = try InputText.read(promptFile ?? "-")
        // A file's last line break ends its line and is no part of a question; raw text is left alone.
        let isEnded = !raw && text.last?.isNewline == true
        return try checked(isEnded ? String(text.dropLast()) : text, from: promptFile ?? "standard input")
    }

    private func checked(_ text: String, from source: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Diagnosis(file: source, problem: "the prompt is empty", remedy: "give it some text")
        }
        return text
    }
}
