/// A heading, paragraph, item or listing of a PDF.
struct PDFBlock: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// A heading; 1 is the largest type of all.
        case heading(level: Int)
        case paragraph
        /// An item of a list, with its mark.
        case item
        /// Lines that are kept as they are.
        case code
    }

    var kind: Kind
    var text: String
    /// The page that it begins on, counted from 1.
    var page: Int

    /// The mark is the first word, whatever the dot looks like.
    private var item: DocumentBlock {
        let mark = text.prefix { $0 != " " }
        let isNumber = mark.contains { $0.isNumber || $0.isLetter }
        return .item(mark: isNumber ? String(mark) : "-", depth: 0, String(text.dropFirst(mark.count + 1)))
    }

    /// The block as every reader gives it.
    var documentBlock: DocumentBlock {
        switch kind {
        case .heading(let level): .heading(level: level, text)
        case .paragraph: .paragraph(text)
        case .item: item
        case .code: .preformatted(text)
        }
    }
}
