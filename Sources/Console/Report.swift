import Text

/// Words to the user on standard error, each on one line: "selkie: FILE: PLACE: problem; remedy".
package enum Report {
    /// The program's name, before each line.
    package static let program = "selkie"

    /// The line that tells of an error, without a line break at its end.
    ///
    /// The error's own `description` is the sentence; errors of this program are written for it. Line breaks
    /// and control characters that came in from a file's name or contents are taken out.
    package static func line(for error: any Error) -> String {
        "\(program): \(TextLayout.singleLine(String(describing: error)))"
    }

    /// Tells of an error.
    package static func failure(_ error: any Error) {
        say(line(for: error))
    }

    /// Tells of something that the user should know and that stops nothing.
    package static func warning(_ sentence: String) {
        say("\(program): warning: \(TextLayout.singleLine(sentence))")
    }

    /// A closed standard error leaves nowhere to complain, so what cannot be written is dropped.
    private static func say(_ line: String) {
        try? StandardStream.error.write(line + "\n")
    }
}
