/// The part that a number word plays in a number.
enum NumberWord: Sendable {
    /// Below a hundred: "seven", "forty".
    case small(Double)
    /// "hundred", "million": multiplies what stands before it.
    case scale(Double)
    /// "third", "twentieth".
    case ordinal(Double)
    /// "half", "quarter": a share, in parts of a hundred.
    case share(Double)
}

extension Lexicon {
    static let numberWords: [String: NumberWord] = {
        var table: [String: NumberWord] = [:]
        let cardinals =
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
            seventeen eighteen nineteen
            """
        for (value, word) in cardinals.split(separator: " ").enumerated() {
            table[String(word)] = .small(Double(value))
        }
        let ordinals =
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
            fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
            """
        for (index, word) in ordinals.split(separator: " ").enumerated() {
            table[String(word)] = .ordinal(Double(index + 1))
        }
        let tens = "twent thirt fort fift sixt sevent eight ninet"
        for (index, stem) in tens.split(separator: " ").enumerated() {
            table[stem + "y"] = .small(Double(index + 2) * 10)
            table[stem + "ieth"] = .ordinal(Double(index + 2) * 10)
        }
        table["dozen"] = .scale(12)
        table["hundred"] = .scale(100)
        table["thousand"] = .scale(1e3)
        table["million"] = .scale(1e6)
        table["billion"] = .scale(1e9)
        table["trillion"] = .scale(1e12)
        table["half"] = .share(50)
        table["quarter"] = .share(25)
        table["quarters"] = .share(25)
        return table
    }()
}
