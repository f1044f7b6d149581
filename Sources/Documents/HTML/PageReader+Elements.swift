/// What elements do where they begin and end.
extension PageReader {
    func begin(_ element: PageElement, _ attribute: (String) -> String?) -> Open {
        var begun = Open(element: element, start: line.end)
        switch element {
        case .inline, .formula, .lowered: break
        case .lineBreak: line.breakLine()
        case .picture: leaveOut(.pictures)
        case .checkbox:
            // Elsewhere it switches something on the page.
            if attribute("type") == "checkbox", line.isEmpty, let item = items.last, item?.mark != nil {
                line.append(attribute("checked") == nil ? "[ ] " : "[x] ")
            }
        case .quotation: line.append("\u{201C}")
        case .raised: raisedNote = nil
        case .link:
            if let target = attribute("href"), target.hasPrefix("#") { begun.id = String(target.dropFirst()) }
        default:
            guard !line.keepsSpaces else {
                // Lines of code that are elements of their own.
                if !line.text.isEmpty, line.text.utf8.last != 0x0A { line.breakLine() }
                begun.element = .inline
                break
            }
            endBlock()
            if let id = attribute("id"), isNote(id, element) {
                begun.id = id
                enter()
            } else if !beginBlock(element, attribute) {
                begun.element = .block
            }
        }
        return begun
    }

    /// - Returns: Whether the element is where it can be what it is.
    private func beginBlock(_ element: PageElement, _ attribute: (String) -> String?) -> Bool {
        switch element {
        case .heading(let level): heading = level
        case .pre: line.keepsSpaces = true
        case .list(let isOrdered):
            lists.append(PageList(isOrdered: isOrdered, depth: lists.count, attribute))
        case .item:
            let mark = lists.indices.last.map {
                lists[$0].mark(value: attribute("value"), piece: sinks[sinks.count - 1].count)
            }
            items.append(Item(mark: mark ?? "-", depth: max(0, lists.count - 1)))
        case .term, .definition:
            items.append(Item(mark: nil, depth: max(0, lists.count - (element == .term ? 1 : 0))))
        case .table:
            tables.append(PageTable(isPresentation: ["presentation", "none"].contains(attribute("role"))))
        case .row:
            guard let table = tables.indices.last, !tables[table].isInside else { return false }
            tables[table].rows.append([])
            if open.last?.element == .head { tables[table].headRows += 1 }
        case .caption:
            guard let table = tables.indices.last, !tables[table].isInside else { return false }
            tables[table].isInside = true
            enter()
        case .cell(let isHeader):
            guard let table = tables.indices.last, !tables[table].isInside,
                let row = tables[table].rows.indices.last
            else { return false }
            func reach(_ name: String) -> Int {
                min(max(1, attribute(name).flatMap { Int($0) } ?? 1), 1000)
            }
            let cell = DocumentTable.Cell(
                text: "", columns: reach("colspan"), rows: reach("rowspan"), isHeader: isHeader)
            tables[table].rows[row].append(PageTable.Cell(cell: cell))
            tables[table].isInside = true
            enter()
        default: break
        }
        return true
    }

    func end(_ element: Open) {
        switch element.element {
        case .inline, .formula, .lineBreak, .picture, .checkbox: break
        case .quotation: line.append("\u{201D}")
        case .raised: endRaised(from: element.start)
        case .lowered: line.lower(from: element.start)
        case .link:
            if let id = element.id { endLink(to: id, from: element.start) }
        case .pre:
            line.keepsSpaces = false
            let text = line.takeAll()
            if text.utf8.contains(where: { $0 > 0x20 }) { emit(.preformatted(text)) }
        case .title:
            let text = line.takeAll().trimmingWhitespace()
            if title == nil, !text.isEmpty { title = text }
        default:
            endBlock()
            if let id = element.id { endNote(id, leave()) } else { endBlock(element.element) }
        }
    }

    private func endBlock(_ element: PageElement) {
        switch element {
        case .heading: heading = nil
        case .item, .term, .definition: items.removeLast()
        case .list: lists.removeLast().number(&sinks[sinks.count - 1])
        case .table: sinks[sinks.count - 1] += tables.removeLast().pieces
        case .caption, .cell: tables[tables.count - 1].fill(leave(), isCaption: element == .caption)
        default: break
        }
    }

    /// Raised characters: a note's mark if they link to a place on this page, else an exponent or the like.
    private func endRaised(from start: Int) {
        if raisedNote == nil, let link = open.last, link.element == .link, link.start == start {
            raisedNote = link.id
        }
        guard let id = raisedNote else { return line.raise(from: start) }
        raisedNote = nil
        refer(to: id, by: line.take(from: start))
    }

    /// A link to a place on this page: a sign beside a heading or a note, which is no text, or a note's mark.
    private func endLink(to id: String, from start: Int) {
        if let raised = open.last, raised.element == .raised, raised.start == start {
            raisedNote = id
            return
        }
        let text = line.take(from: start)
        let shown = text.trimmingWhitespace()
        if ["#", "\u{B6}", "\u{A7}", "^", "\u{2191}", "\u{1F517}"].contains(shown)
            || shown.hasPrefix("\u{21A9}")
        {
            return
        }
        let isMark = shown.hasPrefix("[") && shown.hasSuffix("]") && (3...6).contains(shown.utf8.count)
        if isMark { refer(to: id, by: shown) } else { line.append(text) }
    }

    private func refer(to id: String, by text: String) {
        let mark = String(text.trimmingWhitespace().drop { $0 == "[" }.prefix { $0 != "]" })
        guard !mark.isEmpty else { return }
        line.append("[\(mark)]")
        references.append(id)
        if marks[id] == nil { marks[id] = mark }
    }

    /// Whether an element is the text of a note that was referred to.
    private func isNote(_ id: String, _ element: PageElement) -> Bool {
        marks[id] != nil && notes[id] == nil && [.item, .block, .part].contains(element)
    }

    private func endNote(_ id: String, _ pieces: [PagePiece]) {
        let isText = pieces.allSatisfy { piece in
            switch piece.block {
            case .paragraph, .item: true
            default: false
            }
        }
        guard isText, let mark = marks[id] else {
            sinks[sinks.count - 1] += pieces
            return
        }
        var text = pieces.map(\.block.text).joined(separator: " ").trimmingWhitespace()
        for own in ["[\(mark)]", "\(mark).", "\(mark) "] where text.hasPrefix(own) {
            text = String(text.dropFirst(own.count)).trimmingWhitespace()
        }
        notes[id] = text
    }
}
