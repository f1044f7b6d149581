import Text

/// Reads a text into sentences of canonical tokens.
///
/// The order of work: fold Unicode, cut into words, numbers and marks, read number words as numbers, then mark what
/// stands under a negation.
struct WordReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var sentence = 0
    private var isSentenceStart = true
    private var isLineStart = true
    private var pendingUnit: String?
    /// The letters of the word being read, kept to save allocations.
    private var buffer: [UInt8] = []
    private var tokens: [Token] = []

    /// The tokens of a text.
    static func tokens(of text: String) -> [Token] {
        var reader = WordReader(scalars: TextFolding.scalars(text))
        reader.run()
        var tokens = NumberReading.joined(reader.tokens)
        CalendarDate.markDays(&tokens)
        Negation.mark(&tokens)
        return tokens
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        tokens.reserveCapacity(scalars.count / 5 + 4)
    }

    private mutating func run() {
        while position < scalars.count {
            let scalar = scalars[position]
            if scalar.isASCIIDigit {
                readNumber()
            } else if scalar.isLetter {
                readWord()
            } else {
                readMark(scalar)
            }
        }
        flushUnit()
    }

    // MARK: Marks

    private mutating func readMark(_ scalar: Unicode.Scalar) {
        position += 1
        switch scalar {
        case ".", "!", "?":
            let next = peek(0)
            if scalar == ".", endsAbbreviation { return }
            if next == nil || next?.isSpace == true || next == "\"" { endSentence() }
        case "\n", "\r":
            endSentence()
            isLineStart = true
        case ",", ";", ":", "(", ")":
            breakClause()
        case "-":
            if peek(0)?.isSpace == true, position >= 2, scalars[position - 2].isSpace { breakClause() }
        default:
            if let unit = Lexicon.signs[scalar] { readSign(unit) }
        }
    }

    private mutating func readSign(_ unit: String) {
        if peek(0)?.isASCIIDigit == true, unit != "percent" {
            pendingUnit = unit
        } else {
            append(Token(key: unit, surface: unit, kind: .unit))
        }
    }

    private mutating func endSentence() {
        flushUnit()
        guard !isSentenceStart else { return }
        sentence += 1
        isSentenceStart = true
    }

    /// Whether the dot just read belongs to a title or to an initial.
    private var endsAbbreviation: Bool {
        guard let last = tokens.last, last.sentence == sentence, position >= 2, scalars[position - 2].isLetter
        else {
            return false
        }
        return last.isTitle || (last.surface.utf8.count == 1 && last.isCapitalised)
    }

    private mutating func breakClause() {
        flushUnit()
        guard let last = tokens.last, last.kind != .clauseBreak, last.sentence == sentence else { return }
        tokens.append(Token(key: ",", surface: ",", kind: .clauseBreak, sentence: sentence))
    }

    // MARK: Numbers

    private mutating func readNumber() {
        let start = position
        if isLineStart, skipListMark() { return }
        if readDate() { return }
        var digits = readDigits()
        readGroups(&digits, start: start)
        if peek(0) == ".", peek(1)?.isASCIIDigit == true {
            position += 1
            digits += "." + readDigits()
        }
        var suffix = ""
        while let scalar = peek(suffix.unicodeScalars.count), scalar.isLetter, suffix.utf8.count < 8 {
            suffix.unicodeScalars.append(scalar)
        }
        appendNumber(digits: digits, suffix: suffix.lowercased())
        if digits.utf8.count == 4 { readRangeEnd(century: String(digits.prefix(2))) }
    }

    /// Passes over the "2." or "2)" that numbers a line of a list.
    private mutating func skipListMark() -> Bool {
        let length = peek(1)?.isASCIIDigit == true ? 2 : 1
        guard let mark = peek(length), mark == "." || mark == ")", peek(length + 1) == " ",
            let next = peek(length + 2), next.isLetter || next == "\"" || next == "*"
        else { return false }
        position += length + 1
        return true
    }

    private mutating func readDigits() -> String {
        var digits = ""
        while let scalar = peek(0), scalar.isASCIIDigit {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        return digits
    }

    /// Takes in further groups of three digits: `50,000`, `2 300 000`.
    private mutating func readGroups(_ digits: inout String, start: Int) {
        guard digits.utf8.count <= 3, let separator = peek(0), separator == "," || separator == " " else {
            return
        }
        while peek(0) == separator, (1...3).allSatisfy({ peek($0)?.isASCIIDigit == true }),
            peek(4)?.isASCIIDigit != true
        {
            position += 1
            digits += readDigits()
        }
    }

    private mutating func appendNumber(digits: String, suffix: String) {
        guard let value = Double(digits) else { return }
        switch suffix {
        case "st", "nd", "rd", "th":
            position += 2
            append(.ordinal(value))
        case "s" where digits.utf8.count >= 2:
            position += 1
            append(
                Token(key: NumberReading.key(value) + "s", surface: digits + "s", kind: .number, value: value)
            )
        case "k" where pendingUnit != nil || value < 1000:
            position += 1
            append(.number(value * 1e3))
        case "m" where pendingUnit != nil, "mn" where true:
            position += suffix.utf8.count
            append(.number(value * 1e6))
        case "b" where pendingUnit != nil, "bn" where true:
            position += suffix.utf8.count
            append(.number(value * 1e9))
        case "tn":
            position += 2
            append(.number(value * 1e12))
        default:
            append(.number(value))
        }
    }

    /// Reads the `18` of `1914-18` as 1918.
    private mutating func readRangeEnd(century: String) {
        guard peek(0) == "-", peek(1)?.isASCIIDigit == true, peek(2)?.isASCIIDigit == true,
            peek(3)?.isASCIIDigit != true, peek(3)?.isLetter != true, peek(3) != "-"
        else { return }
        position += 1
        let end = readDigits()
        if let value = Double(century + end) { append(.number(value)) }
    }

    /// Reads `1914-07-28`, `28/7/1914` and `28.7.1914` as day, month and year.
    private mutating func readDate() -> Bool {
        let start = position
        var parts: [Int] = []
        var separator: Unicode.Scalar?
        while parts.count < 3 {
            let digits = readDigits()
            guard (1...4).contains(digits.utf8.count), digits.utf8.count != 3, let part = Int(digits) else {
                break
            }
            parts.append(part)
            if parts.count == 3 { break }
            guard let mark = peek(0), mark == "-" || mark == "/" || mark == ".", separator ?? mark == mark,
                peek(1)?.isASCIIDigit == true
            else { break }
            separator = mark
            position += 1
        }
        guard parts.count == 3, peek(0)?.isASCIIDigit != true, let date = Self.date(from: parts) else {
            position = start
            return false
        }
        append(.number(Double(date.day)))
        append(Token(key: Lexicon.monthKey(date.month), surface: "month", kind: .month))
        append(.number(Double(date.year)))
        return true
    }

    private static func date(from parts: [Int]) -> (day: Int, month: Int, year: Int)? {
        let candidates: [(day: Int, month: Int, year: Int)] =
            parts[0] > 31
            ? [(parts[2], parts[1], parts[0])]
            : [(parts[1], parts[0], parts[2]), (parts[0], parts[1], parts[2])]
        return candidates.first {
            (1...31).contains($0.day) && (1...12).contains($0.month) && $0.year > 31 && $0.year < 10_000
        }
    }

    // MARK: Words

    private mutating func readWord() {
        var surface = buffer
        buffer = []
        surface.removeAll(keepingCapacity: true)
        defer { buffer = surface }
        var capitals = 0
        var letters = 0
        let first = scalars[position]
        if first.isIdeograph {
            position += 1
            append(Token(key: String(first), surface: String(first), kind: .word))
            return
        }
        while let scalar = peek(0) {
            if scalar.isLetter, !scalar.isIdeograph {
                letters += 1
                if scalar.isUppercase { capitals += 1 }
                surface.appendLowercase(scalar)
                position += 1
            } else if scalar == "'", peek(1)?.isLetter == true {
                if takeApostrophe(surface: &surface, capitals: capitals, letters: letters) { return }
            } else if scalar == ".", letters >= 1, peek(1)?.isLetter == true, isInitialism(at: position) {
                position += 1
            } else {
                break
            }
        }
        if letters <= 3, peek(0)?.isASCIIDigit == true { return appendFormula(surface) }
        appendWord(surface, capitals: capitals, letters: letters)
    }

    /// Takes letters and digits written together as one word: "H2O", "B12", "mp3".
    private mutating func appendFormula(_ letters: [UInt8]) {
        var bytes = letters
        while let scalar = peek(0), scalar.isASCIIDigit || scalar.isLetter {
            bytes.appendLowercase(scalar)
            position += 1
        }
        let surface = String(decoding: bytes, as: UTF8.self)
        append(Token(key: surface, surface: surface, kind: .word))
    }

    /// Splits `n't` and drops `'s`; joins what else has an apostrophe.
    ///
    /// - Returns: whether the word is done.
    private mutating func takeApostrophe(surface: inout [UInt8], capitals: Int, letters: Int) -> Bool {
        let after = peek(1)?.lowercasedASCII
        let endsThere = peek(2)?.isLetter != true
        if endsThere, after == "s" {
            position += 2
            appendWord(surface, capitals: capitals, letters: letters)
            return true
        }
        if endsThere, after == "t", surface.last == UInt8(ascii: "n") {
            position += 2
            surface.removeLast()
            if surface.elementsEqual("ca".utf8) { surface.append(UInt8(ascii: "n")) }
            appendWord(surface, capitals: capitals, letters: letters)
            append(Token(key: "not", surface: "not", kind: .negator))
            return true
        }
        position += 1
        return false
    }

    /// Whether the dot here is inside letters that each stand alone, as in `U.S.A.`.
    private func isInitialism(at dot: Int) -> Bool {
        guard dot >= 1, scalars[dot - 1].isLetter, dot < 2 || !scalars[dot - 2].isLetter else { return false }
        return dot + 2 >= scalars.count || !scalars[dot + 2].isLetter
    }

    private mutating func appendWord(_ bytes: [UInt8], capitals: Int, letters: Int) {
        guard !bytes.isEmpty else { return }
        let surface = String(decoding: bytes, as: UTF8.self)
        var token = Token(key: surface, surface: surface, kind: .word)
        token.isCapitalised = capitals > 0
        token.isAllCaps = letters > 1 && capitals == letters
        let entry = Lexicon.entries[surface]
        if token.isAllCaps, surface == "us" || surface == "usa" {
            token.key = "=america"
        } else if token.isAllCaps, surface == "uk" {
            token.key = "=britain"
        } else if let value = RomanNumeral.value(of: surface), token.isAllCaps {
            token = .number(value)
            token.isRegnal = tokens.last?.isCapitalised == true
        } else if let entry, !(entry.kind == .unit && letters == 1 && tokens.last?.kind != .number) {
            apply(entry, to: &token)
        } else {
            token.key = Stemmer.stem(surface)
        }
        if let last = tokens.last, last.surface == "united", last.sentence == sentence,
            surface == "states" || surface == "kingdom"
        {
            tokens.removeLast()
            token.key = surface == "states" ? "=america" : "=britain"
        }
        append(token)
    }

    private func apply(_ entry: Lexicon.Entry, to token: inout Token) {
        let surface = token.surface
        token.kind = entry.kind
        token.key = entry.key ?? Stemmer.stem(surface)
        switch entry.kind {
        case .month where surface == "may" || surface == "march" || surface == "mar" || surface == "sep":
            let besideNumber = tokens.last?.kind == .number || tokens.last?.kind == .ordinal || nextIsDigit
            if !token.isCapitalised || (isSentenceStart && !besideNumber) {
                token.kind = surface == "may" ? .function : .word
                token.key = surface
            }
        case .word where Lexicon.titles.contains(surface):
            token.isTitle = true
        default:
            break
        }
    }

    private var nextIsDigit: Bool {
        var index = position
        while index < scalars.count, scalars[index].isSpace || scalars[index] == "." { index += 1 }
        return index < scalars.count && scalars[index].isASCIIDigit
    }

    // MARK: Appending

    private func peek(_ offset: Int) -> Unicode.Scalar? {
        let index = position + offset
        return index < scalars.count ? scalars[index] : nil
    }

    private mutating func append(_ token: Token) {
        if pendingUnit != nil, token.kind != .number { flushUnitBeforeScale(token) }
        var token = token
        token.sentence = sentence
        token.isSentenceStart = isSentenceStart
        isSentenceStart = false
        isLineStart = false
        tokens.append(token)
    }

    /// Puts a currency sign behind its number and behind the "million" that may follow.
    private mutating func flushUnitBeforeScale(_ next: Token) {
        if let number = Lexicon.entries[next.surface]?.value, case .scale = number { return }
        flushUnit()
    }

    private mutating func flushUnit() {
        guard let unit = pendingUnit else { return }
        pendingUnit = nil
        append(Token(key: unit, surface: unit, kind: .unit))
    }
}

extension Token {
    static func number(_ value: Double) -> Token {
        let key = NumberReading.key(value)
        return Token(key: key, surface: key, kind: .number, value: value)
    }

    static func ordinal(_ value: Double) -> Token {
        let key = NumberReading.key(value) + "."
        return Token(key: key, surface: key, kind: .ordinal, value: value)
    }
}
