/// The block of `key: value` lines between two `---` at the top of many Markdown files.
enum FrontMatter {
    /// Removes front matter from the top of the lines and gives its title.
    ///
    /// A first `---` without a partner is a thematic break and stays.
    static func title(removedFrom lines: inout ArraySlice<String>) -> String? {
        guard lines.first?.trimmingWhitespace() == "---" else { return nil }
        let body = lines.dropFirst()
        guard
            let end = body.firstIndex(where: { line in
                let line = line.trimmingWhitespace()
                return line == "---" || line == "..."
            }), body[..<end].contains(where: { $0.contains(":") })
        else { return nil }
        lines = lines[(end + 1)...]
        for line in body[..<end] where line.lowercased().hasPrefix("title:") {
            var title = String(line.dropFirst("title:".count)).trimmingWhitespace()
            if title.count >= 2, let quote = title.first, "\"'".contains(quote), title.last == quote {
                title = String(title.dropFirst().dropLast())
            }
            return title.isEmpty ? nil : title
        }
        return nil
    }
}
