import Console
import Files
import Text
import Workbench

extension Reading.Entry {
    /// The document for a person: a line of its own, then each passage under a line that says where it is.
    func lines(for terminal: Terminal) -> String {
        let style = Style(for: terminal)
        let tokens = passages.map(\.tokens).reduce(0, +)
        let figures = [
            format, Quantity.count(passages.count, "passage"), Quantity.count(tokens, "token"),
        ].joined(separator: ", ")
        var lines = ["\(style(TextLayout.singleLine(title), .bold)) (\(figures))", ""]
        for (index, passage) in passages.enumerated() {
            let place = [
                "\(index + 1)", passage.heading, passage.page.map { "page \($0)" },
                "characters \(passage.start) to \(passage.end)", Quantity.count(passage.tokens, "token"),
            ]
            lines.append(style(TextLayout.singleLine(place.compactMap { $0 }.joined(separator: " · ")), .dim))
            lines += TextLayout.lines(of: passage.text, for: terminal)
            lines.append("")
        }
        lines += leftOut.map { omission in
            let place = omission.place.map { " (\($0))" } ?? ""
            return TextLayout.singleLine("Left out: \(omission.what)\(place): \(omission.reason)")
        }
        return lines.joined(separator: "\n")
    }
}
