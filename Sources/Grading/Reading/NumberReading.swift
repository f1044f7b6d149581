/// Joins number words and digits to single numbers: "two hundred and six", "4.5 million", "nineteen eighty-four".
enum NumberReading {
    /// The key of a value: `#50000`, `#4.5`.
    static func key(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 9e15 { return "#" + String(Int64(value)) }
        return "#" + String(value)
    }

    static func joined(_ tokens: [Token]) -> [Token] {
        guard tokens.contains(where: isNumeric) else { return tokens }
        var result: [Token] = []
        result.reserveCapacity(tokens.count)
        var index = 0
        while index < tokens.count {
            if let (read, next) = number(in: tokens, at: index) {
                result.append(contentsOf: read)
                index = next
            } else {
                result.append(tokens[index])
                index += 1
            }
        }
        return result
    }

    private static func isNumeric(_ token: Token) -> Bool { token.kind == .number || token.kind == .ordinal }

    private static func part(_ token: Token) -> NumberWord? {
        token.kind == .number && token.value == nil ? Lexicon.entries[token.surface]?.value : nil
    }

    private static func number(in tokens: [Token], at start: Int) -> ([Token], Int)? {
        let first = tokens[start]
        guard first.kind == .number else { return nil }
        if case .share(let hundredths) = part(first) {
            return (share(hundredths, like: first), start + 1)
        }
        var sum = NumberSum()
        var index = start
        var isOrdinal = false
        while index < tokens.count, tokens[index].sentence == first.sentence {
            let token = tokens[index]
            if sum.isStarted, token.kind == .function, token.surface == "and", index + 1 < tokens.count,
                case .small = part(tokens[index + 1]), sum.acceptsAnd
            {
                index += 1
                continue
            }
            guard token.kind == .number else { break }
            let word = part(token)
            if case .share(let hundredths) = word, sum.isStarted, sum.total <= 3 {
                return (share(hundredths * sum.total, like: first), index + 1)
            }
            guard sum.take(word, digits: token.value) else { break }
            index += 1
            if case .ordinal = word {
                isOrdinal = true
                break
            }
        }
        guard index > start else { return nil }
        var token = isOrdinal ? Token.ordinal(sum.total) : Token.number(sum.total)
        if first.value != nil, index == start + 1 { token = first }
        token.sentence = first.sentence
        token.isSentenceStart = first.isSentenceStart
        token.isWeakNumber = index == start + 1 && first.value == nil && sum.total <= 1
        return ([token], index)
    }

    private static func share(_ hundredths: Double, like first: Token) -> [Token] {
        var number = Token.number(hundredths)
        number.sentence = first.sentence
        number.isSentenceStart = first.isSentenceStart
        number.isWeakNumber = true
        var unit = Token(key: "percent", surface: "percent", kind: .unit)
        unit.sentence = first.sentence
        return [number, unit]
    }
}

/// A number being read word by word.
private struct NumberSum {
    private var closed = 0.0
    private var open = 0.0
    private var lastSmall = 0.0
    private var lastWasScale = false
    private var startedWithDigits = false
    private(set) var isStarted = false

    var total: Double { closed + open }
    var acceptsAnd: Bool { lastWasScale }

    /// Adds the next word; `false` when the word begins another number.
    mutating func take(_ word: NumberWord?, digits: Double?) -> Bool {
        if let digits {
            guard !isStarted else { return false }
            open = digits
            startedWithDigits = true
        } else {
            switch word {
            case .small(let value), .ordinal(let value):
                if startedWithDigits && !lastWasScale { return false }
                if !isStarted || lastWasScale || (lastSmall >= 20 && value < 10) {
                    open += value
                } else if (10...20).contains(lastSmall), value >= 10, open == lastSmall, closed == 0 {
                    open = lastSmall * 100 + value
                } else {
                    return false
                }
                lastSmall = value
            case .scale(let scale):
                open = (isStarted && open > 0 ? open : 1) * scale
                if scale >= 1000 {
                    closed += open
                    open = 0
                }
            case .share, nil:
                return false
            }
        }
        if case .scale = word { lastWasScale = true } else { lastWasScale = false }
        isStarted = true
        return true
    }
}
