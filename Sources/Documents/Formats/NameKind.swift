import Foundation

/// What a file's name promises.
enum NameKind: Sendable, Equatable {
    /// A document that is read.
    case document(DocumentFormat)
    /// JSON, or JSON lines.
    case data
    /// A format that is not read.
    case foreign(ForeignFormat)
    /// A place without a name, or a name without an ending.
    case none
    /// An ending that says nothing here.
    case unknown

    /// What the ending of a path promises.
    init(path: String) {
        let ending = URL(filePath: path).pathExtension.lowercased()
        switch ending {
        case "": self = .none
        case "txt", "text", "rst", "adoc", "org", "log", "tex": self = .document(.text)
        case "md", "markdown", "mdown", "mkd": self = .document(.markdown)
        case "html", "htm", "xhtml", "xht": self = .document(.html)
        case "pdf": self = .document(.pdf)
        case "ipynb": self = .document(.notebook)
        case "json", "jsonl", "ndjson": self = .data
        default:
            if let language = SourceLanguage(fileExtension: ending) {
                self = .document(.code(language))
            } else if let format = ForeignFormat(fileExtension: ending) {
                self = .foreign(format)
            } else {
                self = .unknown
            }
        }
    }
}
