/// Makes blocks of a page's elements and texts, which a parser tells in reading order.
final class PageReader {
    /// An element that is open, and what has to be known when it is closed.
    struct Open {
        var element: PageElement
        /// Where its text begins in the line.
        var start: Int
        /// The place on the same page that a link leads to, or the note whose text a block is.
        var id: String?
    }

    /// What the blocks inside an item are given with: its mark until it is used, and its depth.
    struct Item {
        var mark: String?
        var depth: Int
    }

    var open: [Open] = []
    /// The block that is being read, and the notes that it refers to.
    var line = PageLine()
    var references: [String] = []
    /// The level of the heading that is open and has no text yet.
    var heading: Int?
    var lists: [PageList] = []
    /// The open items; nil for a cell or a note, inside of which an item around it means nothing.
    var items: [Item?] = []
    var tables: [PageTable] = []
    /// Where blocks go: the page itself, and inside it a cell or a note.
    var sinks: [[PagePiece]] = [[]]
    /// The marks of notes that were referred to, and the texts of those that were found.
    var marks: [String: String] = [:]
    var notes: [String: String] = [:]
    /// What the raised characters that are open lead to.
    var raisedNote: String?
    var title: String?

    /// How many elements are open inside one that is left out, counting it; 0 outside.
    private var hidden = 0
    private var hiddenKind = PageOmission.code
    private var hiddenHasText = false
    private var omissions: [PageOmission: (count: Int, place: String?)] = [:]
    var lastHeading: String?

    /// The parts of the page that was told.
    func finish() -> DocumentParts {
        endBlock()
        var blocks: [DocumentBlock] = []
        for piece in sinks[0] {
            blocks.append(piece.block)
            for id in piece.notes {
                guard let text = notes.removeValue(forKey: id) else { continue }
                blocks.append(.note(mark: marks[id] ?? "", text))
            }
        }
        let leftOut = PageOmission.allCases.compactMap { kind in
            omissions[kind].flatMap { kind.remark(count: $0.count, place: $0.place) }
        }
        return DocumentParts(title: title, blocks: blocks, leftOut: leftOut)
    }

    /// An element begins.
    ///
    /// - Parameters:
    ///   - name: its name in small letters.
    ///   - placeholder: what stands for the element, if it seems to be words in angle brackets.
    ///   - attribute: gives an attribute's value.
    func open(_ name: String, placeholder: String?, _ attribute: (String) -> String?) {
        let element = PageElement(name)
        if hidden > 0 {
            hidden += 1
        } else if let kind = omission(element, attribute) {
            (hidden, hiddenKind, hiddenHasText) = (1, kind, false)
        } else {
            if let placeholder { line.append(placeholder) }
            open.append(begin(element, attribute))
        }
    }

    /// The element that was opened last ends.
    func close() {
        if hidden > 0 {
            hidden -= 1
            if hidden == 0, hiddenHasText { leaveOut(hiddenKind) }
        } else if let last = open.popLast() {
            end(last)
        }
    }

    /// Characters, references decoded.
    func text(_ text: String) {
        if hidden > 0 {
            hiddenHasText = hiddenHasText || text.utf8.contains { $0 > 0x20 }
        } else {
            line.append(text)
        }
    }

    /// Something of a kind is not part of the text.
    func leaveOut(_ kind: PageOmission) {
        omissions[kind, default: (0, lastHeading)].count += 1
    }

    /// Why an element is no part of the text; nil when it is.
    private func omission(_ element: PageElement, _ attribute: (String) -> String?) -> PageOmission? {
        if attribute("hidden") != nil { return .invisible }
        if attribute("role") == "navigation" { return .navigation }
        switch element {
        // The footer of an article or a quotation says who wrote it; that of the page stands on every page.
        case .hidden(.footer): return open.contains { $0.element == .part } ? nil : .footer
        case .hidden(let kind): return kind
        case .formula:
            guard let text = attribute("alttext") else { return .formulas }
            line.append(text)
            return .code
        default: return nil
        }
    }

    /// Ends the paragraph, heading or item that is being read.
    func endBlock() {
        guard !line.isEmpty else {
            if !line.keepsSpaces { _ = line.takeAll() }
            return
        }
        let text = line.takeAll()
        let block: DocumentBlock
        // What is left open must not make a page one heading.
        if let level = heading, text.utf8.count <= 600 {
            lastHeading = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            block = .heading(level: level, text)
            heading = nil
        } else if let last = items.indices.last, let item = items[last] {
            block = .item(mark: item.mark, depth: item.depth, text)
            items[last]?.mark = nil
        } else {
            block = .paragraph(text)
        }
        emit(block)
    }

    /// Blocks go to a cell or a note of its own from here on.
    func enter() {
        sinks.append([])
        items.append(nil)
    }

    /// Blocks go again to where they went before.
    ///
    /// - Returns: What is in the cell or note.
    func leave() -> [PagePiece] {
        items.removeLast()
        return sinks.removeLast()
    }

    /// Adds a block where blocks go.
    func emit(_ block: DocumentBlock) {
        sinks[sinks.count - 1].append(PagePiece(block: block, notes: references))
        references = []
    }
}
