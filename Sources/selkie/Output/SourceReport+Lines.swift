import Console
import Files
import Memory
import Text
import Workbench

extension SourceReport {
    /// The source for a person: a line of its own, then each passage under a line that says where it is.
    func lines(for terminal: Terminal) -> String {
        let style = Style(for: terminal)
        let figures = [
            source.kind.rawValue, source.trust.rawValue, source.state.rawValue,
            Quantity.count(source.passages, "passage"),
        ].joined(separator: ", ")
        var lines = [
            "\(style(TextLayout.singleLine(source.title), .bold)) (\(figures))",
            TextLayout.singleLine(source.file), "",
        ]
        for (index, passage) in passages.enumerated() {
            let place = [
                "\(index + 1)", passage.heading, passage.page.map { "page \($0)" },
                passage.start.flatMap { start in passage.end.map { "characters \(start) to \($0)" } },
                passage.adapter.map { "taught to \($0)" },
            ]
            lines.append(style(TextLayout.singleLine(place.compactMap { $0 }.joined(separator: " · ")), .dim))
            lines += TextLayout.lines(of: passage.text, for: terminal)
            lines.append("")
        }
        return lines.dropLast().joined(separator: "\n")
    }
}

extension TextLayout {
    /// A text's lines as a terminal shows them, long ones wrapped.
    static func lines(of text: String, for terminal: Terminal) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            let printable = TextLayout.printable(String(line))
            return terminal.width.map { TextLayout.wrapped(printable, to: $0) } ?? [printable]
        }
    }
}
