/// What the user wants learned, as plain text: markup is gone, headings are known.
package struct Document: Sendable, Equatable {
    /// The text under one heading, up to the next.
    package struct Section: Sendable, Equatable {
        /// The headings above the text from the outermost in, without the document's title.
        package var headingPath: [String]
        /// Paragraphs set apart by blank lines; items, rows and code lines each on a line of their own.
        package var text: String

        /// Creates a section.
        package init(headingPath: [String], text: String) {
            self.headingPath = headingPath
            self.text = text
        }
    }

    /// A name for people: from the document itself where it has one, else from the file's name.
    package var title: String
    /// Where it came from: a path, or "-" for standard input.
    package var source: String
    /// The text in order; no section is empty, and there is at least one.
    package var sections: [Section]

    /// Creates a document.
    package init(title: String, source: String, sections: [Section]) {
        self.title = title
        self.source = source
        self.sections = sections
    }

    /// The whole text, each heading as a line of its own where it begins.
    package var text: String {
        var parts: [String] = []
        var above: [String] = []
        for section in sections {
            let path = section.headingPath
            let common = zip(path, above).prefix { $0 == $1 }.count
            parts += path.dropFirst(common)
            parts.append(section.text)
            above = path
        }
        return parts.joined(separator: "\n\n")
    }
}

/// What was found under the names that a user gave.
package struct DocumentBatch: Sendable, Equatable {
    /// The documents in order; a folder's by path.
    package var documents: [Document]
    /// Why files of a folder were left out; one that is named itself is never left out silently.
    package var skipped: [DocumentError]
}
