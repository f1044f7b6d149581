package import Files

/// What the user wants learned, as plain text: markup is gone, headings are known.
///
/// Places in it count Unicode scalars of ``text``.
package struct Document: Sendable, Equatable {
    /// The text under one heading, up to the next.
    package struct Section: Sendable, Equatable {
        /// The headings above the text from the outermost in, without the document's title.
        package var headingPath: [String]
        /// The heading as its first line, then what it heads: paragraphs set apart by blank lines; items, rows and
        /// code lines each on a line of their own.
        ///
        /// Headings that have nothing but another heading below them stand before that one.
        package var text: String
    }

    /// Where a page begins.
    package struct PageStart: Sendable, Equatable {
        /// The page, counted from 1.
        package var page: Int
        /// The place in the document's text of what stands first on it.
        package var start: Int
    }

    /// What a reader did not take into the text, for the user to know.
    package struct Omission: Sendable, Equatable, Hashable {
        /// What was left out: "a script", "3 pictures".
        package var what: String
        /// Where it stood, as far as that can be said; nil for the whole document.
        package var place: String?
        /// Why it is no text to learn.
        package var reason: String
    }

    /// A name for people: from the document itself where it has one, else from the file's name.
    package var title: String
    /// Where it came from: a path, or "-" for standard input.
    package var source: String
    /// What it was read as.
    package var format = DocumentFormat.text
    /// The text in order; no section is empty, and there is at least one.
    package var sections: [Section]
    /// The pages in order; none for a format without pages.
    package var pages: [PageStart]
    /// What is not in the text, in reading order.
    package var leftOut: [Omission]

    /// The whole text: the sections' texts with a blank line between them.
    package var text: String { sections.map(\.text).joined(separator: Self.separator) }

    /// What stands between two sections in the document's text.
    package static let separator = "\n\n"

    /// The page on which a place of the text stands; nil where there are no pages.
    package func page(at place: Int) -> Int? {
        var low = 0
        var high = pages.count
        while low < high {
            let middle = (low + high) / 2
            if pages[middle].start <= place { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? pages[low - 1].page : nil
    }
}

/// What was found under the names that a user gave.
package struct DocumentBatch: Sendable, Equatable {
    /// The documents in order; a folder's by path.
    package var documents: [Document]
    /// Why files of a folder were left out; one that is named itself is never left out silently.
    package var skipped: [Diagnosis]
}
