/// What many Markdown files begin with: settings between two lines of `---` (YAML) or of `+++` (TOML).
struct FrontMatter {
    /// The title among the settings; nil when there is none.
    let title: String?

    /// Takes front matter off the top of a file's lines.
    ///
    /// - Returns: nil where there is none: a first `---` without a partner is a thematic break and stays.
    init?(removedFrom lines: inout ArraySlice<Substring>) {
        let fence = lines.first?.trimmed
        guard let fence, fence == "---" || fence == "+++" else { return nil }
        let body = lines.dropFirst()
        let ends = fence == "---" ? [fence, "..."] : [fence]
        let sign: Character = fence == "---" ? ":" : "="
        guard let end = body.firstIndex(where: { ends.contains($0.trimmed) }),
            body[..<end].contains(where: { $0.contains(sign) })
        else { return nil }
        lines = lines[(end + 1)...]
        title = Self.title(in: body[..<end], sign: sign)
    }

    private static func title(in settings: ArraySlice<Substring>, sign: Character) -> String? {
        for (index, line) in zip(settings.indices, settings) {
            guard let place = line.firstIndex(of: sign),
                line[..<place].lowercased().trimmingWhitespace() == "title",
                line.first?.isWhitespace == false
            else {
                // TOML's tables: a title in one is not the document's.
                if sign == "=", line.hasPrefix("[") { return nil }
                continue
            }
            var value = line[line.index(after: place)...].trimmed
            if sign == ":" {
                // Folded: the lines below that are indented belong to it.
                if value.first == ">" || value.first == "|" { value = "" }
                let more = settings[(index + 1)...].prefix { $0.first == " " || $0.first == "\t" }
                value = ([value] + more.map(\.trimmed)).filter { !$0.isEmpty }.joined(separator: " ")
            }
            return unquoted(value)
        }
        return nil
    }

    private static func unquoted(_ value: String) -> String? {
        var value = value
        if value.count >= 2, let quote = value.first, "\"'".contains(quote), value.last == quote {
            value = String(value.dropFirst().dropLast())
            if quote == "'" { value.replace("''", with: "'") } else { value.replace("\\\"", with: "\"") }
        }
        return value.isEmpty ? nil : value
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).trimmingWhitespace() }
}
