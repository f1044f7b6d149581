/// A part of a document in reading order: what every reader gives, whatever the format.
///
/// Texts are as the format has them once its markup is gone. ``DocumentBuilder`` removes typographic noise, joins
/// white space, and decides what the parts look like in the document's text.
enum DocumentBlock: Sendable, Equatable {
    /// A heading; level 1 is the outermost.
    case heading(level: Int, String)
    /// Sentences; a line break in them is one that is meant, as in an address.
    case paragraph(String)
    /// What a list's item says.
    ///
    /// `mark` is "-" or the item's number, as in "3."; nil for what else belongs to the item above: a second
    /// paragraph, or the definition of a term. `depth` counts the lists around the item's own.
    case item(mark: String?, depth: Int, String)
    /// Rows and columns.
    case table(DocumentTable)
    /// Lines that are kept as they are: code, and files of plain text.
    case preformatted(String)
    /// A footnote, given after the block that refers to it, in which its mark stands as "[1]".
    case note(mark: String, String)
    /// What follows begins on this page, counted from 1.
    case page(Int)
}
