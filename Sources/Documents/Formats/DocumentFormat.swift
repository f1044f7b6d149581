/// The kinds of document that are read.
package enum DocumentFormat: Sendable, Equatable {
    case text, markdown, html, pdf, notebook
    /// Source code in a language.
    case code(SourceLanguage)

    /// A name for people and programs, in small letters: "text", "markdown", "html", "pdf", "notebook", or the
    /// language's.
    package var name: String {
        switch self {
        case .text: "text"
        case .markdown: "markdown"
        case .html: "html"
        case .pdf: "pdf"
        case .notebook: "notebook"
        case .code(let language): language.rawValue
        }
    }
}
