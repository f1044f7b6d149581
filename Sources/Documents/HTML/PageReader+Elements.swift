/// What elements do where they begin and end.
extension PageReader {
    func begin(_ element: PageElement, _ name: String, _ attribute: (String) -> String?) -> Open {
        switch element {
        case .inline, .hidden, .formula: return .plain
        case .lineBreak: line.breakLine()
        case .picture: leaveOut(.pictures)
        case .checkbox:
            // Elsewhere it switches something on the page.
            if attribute("type") == "checkbox", line.isEmpty, let item = items.last, item?.mark != nil {
                line.append(attribute("checked") == nil ? "[ ] " : "[x] ")
            }
        case .quotation:
            line.append("\u{201C}")
            return .quotation
        case .raised:
            raisedNote = nil
            return .raised(start: line.end)
        case .lowered: return .lowered(start: line.end)
        case .link:
            let target = attribute("href") ?? ""
            return .link(id: target.hasPrefix("#") ? String(target.dropFirst()) : nil, start: line.end)
        default: return beginBlock(element, name, attribute)
        }
        return .plain
    }

    private func beginBlock(_ element: PageElement, _ name: String, _ attribute: (String) -> String?) -> Open
    {
        if line.keepsSpaces {
            // Lines of code that are elements of their own.
            if !line.text.isEmpty, line.text.utf8.last != 0x0A { line.breakLine() }
            return .plain
        }
        endBlock()
        if let id = attribute("id"), isNote(id, element) {
            sinks.append([])
            items.append(nil)
            return .note(id: id)
        }
        switch element {
        case .heading(let level):
            defer { heading = level }
            return .heading(outer: heading)
        case .title: return .title
        case .pre:
            line.keepsSpaces = true
            return .pre
        case .list:
            lists.append(PageList(isOrdered: name == "ol", depth: lists.count, attribute))
            return .list
        case .item:
            let mark = lists.indices.last.map {
                lists[$0].mark(value: attribute("value"), piece: sinks[sinks.count - 1].count)
            }
            items.append(Item(mark: mark ?? "-", depth: max(0, lists.count - 1)))
            return .item
        case .term, .definition:
            items.append(Item(mark: nil, depth: max(0, lists.count - (element == .term ? 1 : 0))))
            return .item
        case .table:
            tables.append(PageTable())
            tables[tables.count - 1].isPresentation = ["presentation", "none"].contains(attribute("role"))
            return .table
        case .head: return .head
        case .row:
            guard let last = tables.indices.last else { break }
            tables[last].rows.append([])
            if case .head = open.last { tables[last].headRows += 1 }
            return .row
        case .cell where tables.last?.rows.isEmpty == false, .caption where !tables.isEmpty:
            sinks.append([])
            items.append(nil)
            guard element == .cell else { return .caption }
            let last = tables.count - 1
            func reach(_ name: String) -> Int {
                min(max(1, attribute(name).flatMap { Int($0) } ?? 1), 1000)
            }
            let cell = PageTable.Cell(
                columns: reach("colspan"), rows: reach("rowspan"), isHeader: name == "th")
            tables[last].rows[tables[last].rows.count - 1].append(cell)
            return .cell
        default: break
        }
        let isPart = ["article", "section", "main", "blockquote", "figure"].contains(name)
        parts += isPart ? 1 : 0
        return .block(isPart: isPart)
    }

    func end(_ element: Open) {
        switch element {
        case .plain: break
        case .quotation: line.append("\u{201D}")
        case .raised(let start): endRaised(from: start)
        case .lowered(let start): line.lower(from: start)
        case .link(let id, let start):
            if let id { endLink(to: id, from: start) }
        case .pre:
            line.keepsSpaces = false
            let text = line.takeAll()
            if text.utf8.contains(where: { $0 > 0x20 }) { emit(.preformatted(text)) }
        case .title:
            let text = line.takeAll().trimmingWhitespace()
            if title == nil, !text.isEmpty { title = text }
        default:
            endBlock()
            endBlock(element)
        }
    }

    private func endBlock(_ element: Open) {
        switch element {
        case .block(let isPart): parts -= isPart ? 1 : 0
        case .heading(let outer): heading = outer
        case .item: items.removeLast()
        case .list: lists.popLast()?.number(&sinks[sinks.count - 1])
        case .table:
            guard let table = tables.popLast() else { break }
            sinks[sinks.count - 1] += table.pieces
        case .cell, .caption:
            items.removeLast()
            guard let pieces = sinks.popLast(), let last = tables.indices.last else { break }
            if case .caption = element {
                tables[last].caption += pieces
            } else if let row = tables[last].rows.indices.last, let cell = tables[last].rows[row].indices.last
            {
                tables[last].rows[row][cell].pieces = pieces
            }
        case .note(let id):
            items.removeLast()
            guard let pieces = sinks.popLast() else { break }
            endNote(id, pieces)
        default: break
        }
    }

    /// Raised characters: a note's mark if they link to a place on this page, else an exponent or the like.
    private func endRaised(from start: Int) {
        if raisedNote == nil, case .link(let id?, start) = open.last { raisedNote = id }
        guard let id = raisedNote else { return line.raise(from: start) }
        raisedNote = nil
        refer(to: id, by: line.take(from: start))
    }

    /// A link to a place on this page: a sign beside a heading or a note, which is no text, or a note's mark.
    private func endLink(to id: String, from start: Int) {
        if case .raised(start) = open.last {
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
        marks[id] != nil && notes[id] == nil && (element == .item || element == .block)
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
