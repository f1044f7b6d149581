package import Files
import Text

/// Reads lines from a person at a terminal, with arrow keys, a history and pastes.
///
/// A line that is wider than the terminal scrolls sideways. The terminal is in raw mode only while a line is
/// being read, so that Ctrl-C is a signal as usual at all other times.
package struct LineEditor {
    /// How reading a line ended.
    package enum Outcome: Sendable, Equatable {
        /// The user entered a line.
        case line(String)
        /// Ctrl-C; what had been typed is dropped.
        case interrupted
        /// Ctrl-D on an empty line, or the terminal is gone.
        case ended
    }

    private let environment: [String: String]
    private var history = InputHistory()

    /// Marks that make the terminal send what is pasted between ESC [ 200 ~ and ESC [ 201 ~.
    private static let pasteMarks = (on: "\u{1B}[?2004h", off: "\u{1B}[?2004l")

    /// An editor with an empty history.
    ///
    /// - Parameter environment: the process's environment, for the terminal's width.
    package init(environment: [String: String]) { self.environment = environment }

    /// Reads one line behind a prompt.
    ///
    /// - Throws: ``Diagnosis`` when the prompt cannot be shown.
    package mutating func readLine(prompt: String, style: Style) throws(Diagnosis) -> Outcome {
        guard let terminal = RawMode() else { return .ended }
        try StandardStream.output.write(Self.pasteMarks.on)
        defer { try? StandardStream.output.write(Self.pasteMarks.off) }
        var decoder = KeyDecoder()
        var line = LineBuffer()
        try show(line, prompt, style)
        while let byte = terminal.nextByte() {
            guard let key = decoder.feed(byte) else { continue }
            switch key {
            case .enter:
                line = LineBuffer(line.text)
                try show(line, prompt, style)
                try StandardStream.output.write("\r\n")
                history.append(line.text)
                return .line(line.text)
            case .interrupt:
                try StandardStream.output.write("\r\n")
                return .interrupted
            case .endOfInput where line.text.isEmpty:
                try StandardStream.output.write("\r\n")
                return .ended
            case .up: if let older = history.older(than: line.text) { line = LineBuffer(older) }
            case .down: if let newer = history.newer() { line = LineBuffer(newer) }
            case .clearScreen: try StandardStream.output.write("\u{1B}[2J\u{1B}[H")
            default: _ = line.apply(key)
            }
            try show(line, prompt, style)
        }
        return .ended
    }

    private func show(_ line: LineBuffer, _ prompt: String, _ style: Style) throws(Diagnosis) {
        // Asked each time: the window may have been resized.
        let width = Terminal(of: .output, environment: environment).width ?? Terminal.defaultWidth
        let margin = DisplayWidth.of(prompt)
        let (text, cursor) = line.window(width: width - margin)
        let column = margin + cursor
        let move = column > 0 ? "\u{1B}[\(column)C" : ""
        try StandardStream.output.write("\r" + style(prompt, .bold, .cyan) + text + "\u{1B}[K\r" + move)
    }
}
