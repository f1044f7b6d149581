/// Collects headings and blocks in reading order into sections.
struct SectionBuilder {
    /// The first heading of the first level that was met.
    private(set) var firstHeading: String?
    private var headings: [(level: Int, text: String)] = []
    private var sections: [Document.Section] = []
    private var text = ""

    /// Ends the section and begins one below the nearest heading of a smaller level.
    mutating func heading(level: Int, _ heading: String) {
        let heading = heading.trimmingWhitespace()
        guard !heading.isEmpty else { return }
        endSection()
        headings.removeAll { $0.level >= level }
        headings.append((level, heading))
        if firstHeading == nil, level == 1 { firstHeading = heading }
    }

    /// Adds a paragraph, or with `tight` a line right below the last one: an item, a table's row.
    mutating func block(_ block: String, tight: Bool = false) {
        guard block.utf8.contains(where: { $0 > 0x20 }) else { return }
        if !text.isEmpty { text += tight ? "\n" : "\n\n" }
        text += block
    }

    /// The document; its title comes from the text where that has one.
    ///
    /// - Parameters:
    ///   - title: a title that the format states apart from the text.
    ///   - name: what the file's name says, for want of a better title.
    ///   - source: where the text came from.
    /// - Returns: The document; nil when there is no text.
    consuming func document(title: String?, name: String, source: String) -> Document? {
        endSection()
        guard !sections.isEmpty else { return nil }
        let title = title?.trimmingWhitespace()
        let chosen = (title?.isEmpty == false ? title : nil) ?? firstHeading ?? name
        // The title stands above everything anyway.
        for index in sections.indices where sections[index].headingPath.first == chosen {
            sections[index].headingPath.removeFirst()
        }
        return Document(title: chosen, source: source, sections: sections)
    }

    private mutating func endSection() {
        if !text.isEmpty {
            sections.append(Document.Section(headingPath: headings.map(\.text), text: text))
        }
        text = ""
    }
}

extension String {
    /// The text without white space at its ends.
    func trimmingWhitespace() -> String {
        var view = Substring(self).unicodeScalars
        while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
        while let last = view.last, last.properties.isWhitespace { view.removeLast() }
        return String(view)
    }
}
