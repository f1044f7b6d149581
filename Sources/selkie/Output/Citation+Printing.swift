import Memory
import Text
import Workbench

extension Citation {
    /// The citation as it stands below an answer: its number, and where the passage is.
    var line: String {
        let place = [
            page.map { "page \($0)" }, heading,
            start.flatMap { start in end.map { "characters \(start) to \($0)" } },
            trust == .trusted ? nil : trust.rawValue,
        ].compactMap(\.self)
        return TextLayout.singleLine("[\(number)] \(([title, file] + place).joined(separator: ", "))")
    }
}

extension AdditionReport {
    /// What came of each source, a line each.
    var lines: String {
        sources.map { entry in
            var parts = [Quantity.count(entry.source.passages, "passage")]
            if entry.added < entry.source.passages { parts.append("\(Quantity.count(entry.added)) new") }
            if entry.retired > 0 { parts.append("\(Quantity.count(entry.retired)) retired") }
            return TextLayout.singleLine(
                "\(entry.source.id). \(entry.source.title): \(parts.joined(separator: ", "))")
        }.joined(separator: "\n")
    }
}
