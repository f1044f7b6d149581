import ArgumentParser
import Workbench

/// A text to look at as tokens.
struct TextOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A text file; standard input unless given.", valueName: "file"),
        completion: .file())
    var file = "-"

    @Flag(
        name: .customLong("no-special"),
        help:
            "Take special tokens that are spelt out in the text, such as <|im_end|>, as text, and put none before it."
    )
    var noSpecial = false

    /// Reads the text.
    ///
    /// - Throws: `Diagnosis` when it cannot be read or is not UTF-8.
    func read(in session: Session) throws -> String {
        if file == "-", session.inputIsTerminal {
            session.note("Reading from standard input; end it with Ctrl-D.")
        }
        return try InputText.read(file)
    }
}
