/// Which format a file is read as: the one table for what it contains and how it is called.
enum FormatRules {
    /// What to do with a file.
    enum Decision: Equatable {
        case read(DocumentFormat)
        /// A format that is not read.
        case refuse(ForeignFormat)
        /// Data rather than prose.
        case data
        /// Not what its name promises.
        case broken(promised: String, remedy: String)
    }

    /// Decides.
    ///
    /// Contents that can't be mistaken count, whatever the name. Of text the name says what it is: a Markdown file
    /// may speak of a PDF's first bytes, and code may hold a page.
    static func decide(_ content: ContentKind, name: NameKind) -> Decision {
        switch (content, name) {
        case (.foreign(let format), _): .refuse(format)
        case (.pdf, _), (.pdfFurtherOn, .document(.pdf)): .read(.pdf)
        case (_, .document(.pdf)):
            .broken(promised: "a PDF", remedy: "check that it was copied or downloaded whole")
        case (.notebook, _): .read(.notebook)
        case (.said(let format), _): .read(format)
        // Damaged, it is no prose either.
        case (.data, _), (.likeData, .data): .data
        case (.html, .document(.code(let language))), (.xml, .document(.code(let language))):
            .read(.code(language))
        case (.html, _): .read(.html)
        case (.xml, .document(.html)): .read(.html)
        case (.xml, .document(.markdown)): .read(.markdown)
        case (.xml, .foreign(let format)): .refuse(format)
        case (.xml, _), (_, .foreign(.xml)): .refuse(.xml)
        case (_, .document(.notebook)):
            .broken(promised: "a notebook", remedy: "check that it was saved or copied whole")
        case (_, .document(let format)): .read(format)
        case (_, .data):
            .broken(promised: "JSON", remedy: "rename it; text is read from files that end in .txt or .md")
        case (.likeMarkdown, .none): .read(.markdown)
        case (_, .foreign), (_, .none), (_, .unknown): .read(.text)
        }
    }
}
