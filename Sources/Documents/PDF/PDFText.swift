/// Makes headings, paragraphs, items and listings of a PDF's lines.
struct PDFText {
    /// What is read, in reading order.
    private(set) var blocks: [PDFBlock] = []
    /// What is left out: why, and on which pages, counted from 1.
    let leftOut: [(reason: String, pages: ClosedRange<Int>)]

    private let lines: [PDFLayout.Line]
    private let pitches: [Double?]
    private let headings: PDFHeadings
    private let hyphens: LineHyphens
    /// Whether each line is small print at the foot of its page.
    private let isNote: [Bool]
    /// How far apart the lines of a paragraph are.
    private let spacing: Double
    /// The box of each block of the layout.
    private let boxes: [Int: PDFBox]

    /// The block that the next line may belong to, with the last line of it.
    private var current: (block: Int, line: Int)?
    /// A paragraph that goes on below the small print.
    private var suspended: (block: Int, line: Int)?
    /// Where mark and text of the item that is being read begin.
    private var item: (mark: Double, text: Double)?
    /// An item's mark that stands in a block by itself.
    private var lonelyMark: PDFLayout.Line?

    /// Reads a layout.
    init(_ layout: PDFLayout) {
        let reasons = PDFMargins(layout).reasons
        leftOut = [PDFMargins.runningHead, PDFMargins.contents].compactMap { reason in
            let pages = zip(layout.lines, reasons).filter { $0.1 == reason }.map { $0.0.page + 1 }
            guard let first = pages.min(), let last = pages.max() else { return nil }
            return (reason, first...last)
        }
        lines = zip(layout.lines, reasons).filter { $0.1 == nil }.map(\.0)
        pitches = PDFFixedPitch(lines).pitches
        headings = PDFHeadings(zip(lines, pitches).filter { $0.1 == nil }.map(\.0))
        hyphens = LineHyphens(lines.map { $0.words.map(\.text) })
        isNote = Self.notes(lines, body: headings.body)
        spacing = Self.spacing(lines, body: headings.body)
        boxes = Dictionary(lines.map { ($0.block, $0.box) }, uniquingKeysWith: { $0.union($1) })
        var index = 0
        while index < lines.count {
            index = pitches[index] == nil ? read(index) : readCode(index)
        }
        if let mark = lonelyMark {
            blocks.append(PDFBlock(kind: .paragraph, text: mark.text, page: mark.page + 1))
        }
    }

    /// Lines at the end of a page, below all else, in type smaller than the text's.
    private static func notes(_ lines: [PDFLayout.Line], body: Double) -> [Bool] {
        var notes = lines.map { _ in false }
        var isFoot = true
        for index in lines.indices.reversed() {
            if index + 1 == lines.count || lines[index + 1].page != lines[index].page { isFoot = true }
            isFoot = isFoot && lines[index].size < 0.92 * body
            notes[index] = isFoot
        }
        return notes
    }

    /// The middle one of the distances between lines of the text's size.
    private static func spacing(_ lines: [PDFLayout.Line], body: Double) -> Double {
        let steps = zip(lines, lines.dropFirst())
            .filter {
                $0.block == $1.block && abs($0.size - $1.size) < 0.1 && abs($0.size - body) < 0.2 * body
            }
            .map { $1.base - $0.base }.filter { $0 > 0 }.sorted()
        return steps.isEmpty ? 1.4 * body : steps[steps.count / 2]
    }

    /// Reads the lines of fixed type from one on that belong together.
    ///
    /// - Returns: The line after them.
    private mutating func readCode(_ start: Int) -> Int {
        var end = start + 1
        var right = lines[start].box.right
        while end < lines.count, pitches[end] != nil, lines[end].page == lines[start].page,
            !startsColumn(end, rightOf: right)
        {
            right = max(right, lines[end].box.right)
            end += 1
        }
        let text = PDFCode.text(of: Array(lines[start..<end]), pitch: pitches[start] ?? 1)
        blocks.append(PDFBlock(kind: .code, text: text, page: lines[start].page + 1))
        current = nil
        item = nil
        return end
    }

    /// Whether a line begins another column of the page: above what was read, and well right of all of it.
    private func startsColumn(_ index: Int, rightOf right: Double) -> Bool {
        lines[index].block != lines[index - 1].block && lines[index].base < lines[index - 1].base
            && lines[index].box.left > right + 5 * lines[index].size
    }

    private mutating func read(_ index: Int) -> Int {
        let line = lines[index]
        if let level = headings.level(of: line, isAlone: isAlone(index)) {
            item = nil
            if let current, isSameHeading(index, level: level, as: current) {
                append(index)
            } else {
                begin(.heading(level: level), index)
            }
            return index + 1
        }
        if isMark(line) {
            lonelyMark = line
            return index + 1
        }
        if isNote[index], let last = current, !isNote[last.line] {
            suspended = last
            current = nil
        } else if !isNote[index], let before = suspended {
            (current, suspended) = (before, nil)
        }
        if let mark = lonelyMark {
            lonelyMark = nil
            let isBeside = line.page == mark.page && abs(line.box.middle - mark.box.middle) < line.size
            begin(.item, index, mark: isBeside ? mark : nil)
        } else if startsItem(index) {
            begin(.item, index)
        } else if let current, goesOn(index, after: current) {
            append(index)
        } else {
            begin(.paragraph, index)
        }
        return index + 1
    }

    private mutating func begin(_ kind: PDFBlock.Kind, _ index: Int, mark: PDFLayout.Line? = nil) {
        let line = lines[index]
        let text = (mark.map { $0.text + " " } ?? "") + line.text
        blocks.append(PDFBlock(kind: kind, text: text, page: line.page + 1))
        current = (blocks.count - 1, index)
        item = nil
        guard kind == .item else { return }
        if let mark {
            item = (mark.box.left, line.box.left)
        } else if line.words.count > 1 {
            item = (line.box.left, line.words[1].box.left)
        }
    }

    private mutating func append(_ index: Int) {
        guard let last = current else { return }
        let kind = blocks[last.block].kind
        if kind == .paragraph, isBroken(lines[index], after: lines[last.line]) {
            blocks[last.block].text += "\n" + lines[index].text
        } else {
            hyphens.append(lines[index].text, to: &blocks[last.block].text)
        }
        if case .heading = kind, blocks[last.block].text.count > PDFHeadings.longest {
            blocks[last.block].kind = .paragraph
        }
        current = (last.block, index)
    }
}

// How lines follow one another.
extension PDFText {
    /// Whether a line has its block of the layout, or its surroundings there, to itself.
    private func isAlone(_ index: Int) -> Bool {
        [index - 1, index + 1].allSatisfy { other in
            guard lines.indices.contains(other), lines[other].page == lines[index].page,
                lines[other].block == lines[index].block
            else { return true }
            return abs(lines[other].base - lines[index].base) > 1.17 * spacing
        }
    }

    private func isSameHeading(_ index: Int, level: Int, as current: (block: Int, line: Int)) -> Bool {
        let (line, last) = (lines[index], lines[current.line])
        return blocks[current.block].kind == .heading(level: level) && line.page == last.page
            && line.base > last.base && line.base - last.base < 1.5 * line.size
            && abs(line.size - last.size) < 0.04 * line.size
    }

    private func isMark(_ line: PDFLayout.Line) -> Bool {
        line.words.count == 1 && Self.isBullet(line.words[0].text)
    }

    private static func isBullet(_ word: String) -> Bool {
        word.count == 1 && "•‣◦▪▸●○■□∙·–−*".contains(word)
    }

    private func startsItem(_ index: Int) -> Bool {
        let line = lines[index]
        guard line.words.count > 1 else { return false }
        let word = line.words[0].text
        // A dash may also be one of a sentence.
        if Self.isBullet(word) { return !"–−*".contains(word) || isFresh(index) }
        let inner = word.first == "(" ? word.dropFirst() : word[...]
        guard let end = inner.last, ".)".contains(end), isFresh(index) else { return false }
        let number = inner.dropLast()
        return (1...3).contains(number.count) && number.allSatisfy { "0123456789".contains($0) }
            || number.count == 1 && number.allSatisfy(\.isLowercase)
    }

    /// Whether nothing is unfinished before a line.
    private func isFresh(_ index: Int) -> Bool {
        guard let current else { return true }
        let text = blocks[current.block].text
        return Self.endsSentence(text) || lines[index].block != lines[current.line].block
            || isBroken(lines[index], after: lines[current.line])
    }

    private func goesOn(_ index: Int, after current: (block: Int, line: Int)) -> Bool {
        let (line, last) = (lines[index], lines[current.line])
        let block = blocks[current.block]
        if case .heading = block.kind { return false }
        guard haveOneSize(line, last) else { return false }
        let step = line.base - last.base
        let isNext = line.page == last.page && step > 0.3 * line.size && step < 1.17 * spacing
        let ends = Self.endsSentence(block.text)
        if line.block == last.block || isNext {
            guard isNext else { return line.page == last.page && abs(step) <= 0.3 * line.size }
            if let item { return abs(line.box.left - item.text) < 0.7 * line.size }
            if line.box.left > last.box.left + 0.8 * line.size, ends { return false }
            return !(ends && hasRoom(last, for: line))
        }
        guard !ends else { return false }
        let startsLow = line.text.first?.isLowercase == true
        let isElsewhere = line.page != last.page || line.base < last.base
        if let item, startsLow || isElsewhere, abs(line.box.left - item.mark) < 0.7 * line.size {
            return false
        }
        return startsLow || isElsewhere && !hasRoom(last, for: line)
    }

    /// Whether two lines are of one size, or one of them has a word of the other's: most of a line may be code.
    private func haveOneSize(_ one: PDFLayout.Line, _ other: PDFLayout.Line) -> Bool {
        let sizes = [(one, other), (other, one)]
        return sizes.contains { line, size in
            line.words.contains { abs($0.box.height - size.size) < 0.12 * size.size }
        }
    }

    /// Whether the first word of a line would have fitted on the line before.
    private func hasRoom(_ last: PDFLayout.Line, for line: PDFLayout.Line, slack: Double = 0) -> Bool {
        guard let box = boxes[last.block], let word = line.words.first?.box else { return false }
        return last.box.right + 0.3 * last.size + (word.right - word.left)
            + slack * (box.right - box.left) < box.right
    }

    /// Whether a line ends early on purpose, as in an address.
    private func isBroken(_ line: PDFLayout.Line, after last: PDFLayout.Line) -> Bool {
        line.block == last.block && line.text.first?.isUppercase == true
            && !LineHyphens.endsWithHyphen(last.text) && hasRoom(last, for: line, slack: 0.15)
    }

    private static func endsSentence(_ text: String) -> Bool {
        let end = text.reversed().first { !"\"”’»)]".contains($0) }
        return end.map { ".!?:;。！？：；".contains($0) } ?? true
    }
}
