/// The kinds of document that are read.
package enum DocumentFormat: Sendable, Equatable {
    case text, markdown, html, pdf, notebook
    /// Conversations.
    case conversation
    /// Questions with their right answers.
    case corrections
    /// Source code in a language.
    case code(SourceLanguage)

    /// A name for people and programs, in small letters: "text", "markdown", "html", "pdf", "notebook", "conversation",
    /// "corrections", or the language's.
    package var name: String {
        switch self {
        case .text: "text"
        case .markdown: "markdown"
        case .html: "html"
        case .pdf: "pdf"
        case .notebook: "notebook"
        case .conversation: "conversation"
        case .corrections: "corrections"
        case .code(let language): language.rawValue
        }
    }
}
