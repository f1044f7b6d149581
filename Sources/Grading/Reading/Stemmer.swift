/// Cuts inflection from an English word, lightly: plural, past, participle, adverb and spelling by country.
///
/// The stem need not be a word. It must be equal for forms of one word and different for different words, as far as
/// a handful of endings can tell.
enum Stemmer {
    static func stem(_ form: String) -> String {
        let word = IrregularForms.base[form] ?? form
        var letters = Array(word.utf8)
        guard letters.count > 3, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return word }
        plural(&letters)
        inflection(&letters)
        spelling(&letters)
        if letters.count > 3, letters.last == e { letters.removeLast() }
        if letters.count > 2, letters.last == y { letters[letters.count - 1] = i }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let e = UInt8(ascii: "e")
    private static let i = UInt8(ascii: "i")
    private static let s = UInt8(ascii: "s")
    private static let y = UInt8(ascii: "y")

    private static func plural(_ letters: inout [UInt8]) {
        guard letters.last == s else { return }
        if letters.ends("ies") && letters.count > 4 {
            letters.replaceEnd(3, "y")
        } else if letters.ends("sses") || letters.ends("ches") || letters.ends("shes") || letters.ends("xes")
            || letters.ends("zes")
        {
            letters.removeLast(2)
        } else if !letters.ends("ss") && !letters.ends("us") && !letters.ends("is") {
            letters.removeLast()
        }
    }

    private static func inflection(_ letters: inout [UInt8]) {
        if letters.count > 5, letters.ends("ly") {
            letters.removeLast(2)
            if letters.ends("i") { letters.replaceEnd(1, "y") }
        }
        if letters.count > 5, letters.ends("ing"), letters.dropLast(3).contains(where: isVowel) {
            letters.removeLast(3)
            undouble(&letters)
        } else if letters.count > 4, letters.ends("ied") {
            letters.replaceEnd(3, "y")
        } else if letters.count > 4, letters.ends("ed"), !letters.ends("eed"),
            letters.dropLast(2).contains(where: isVowel)
        {
            letters.removeLast(2)
            undouble(&letters)
        }
    }

    /// Brings British spelling to American: colour, organise, centre, travelled, catalogue, defence.
    private static func spelling(_ letters: inout [UInt8]) {
        if letters.count > 5, letters.ends("isation") {
            letters.replaceEnd(7, "ization")
        } else if letters.count > 5, letters.ends("ise") {
            letters.replaceEnd(3, "ize")
        } else if letters.count > 4, letters.ends("is"), !letters.ends("sis") {
            letters.replaceEnd(2, "iz")
        } else if letters.count > 4, letters.ends("yse") {
            letters.replaceEnd(3, "yze")
        } else if letters.count > 4, letters.ends("our") {
            letters.replaceEnd(3, "or")
        } else if letters.count > 5, letters.ends("tre") || letters.ends("bre") {
            letters.replaceEnd(2, "er")
        } else if letters.count > 5, letters.ends("ogue") {
            letters.removeLast(2)
        } else if letters.count > 5, letters.ends("ence") {
            letters.replaceEnd(2, "se")
        }
    }

    private static func undouble(_ letters: inout [UInt8]) {
        let count = letters.count
        guard count > 3, letters[count - 1] == letters[count - 2], !isVowel(letters[count - 1]),
            letters[count - 1] != s, letters[count - 1] != UInt8(ascii: "z")
        else { return }
        letters.removeLast()
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a"), e, i, UInt8(ascii: "o"), UInt8(ascii: "u"), y: true
        default: false
        }
    }
}

extension [UInt8] {
    fileprivate func ends(_ ending: StaticString) -> Bool {
        let length = ending.utf8CodeUnitCount
        guard count >= length else { return false }
        return ending.withUTF8Buffer { buffer in
            for index in 0..<length where self[count - length + index] != buffer[index] { return false }
            return true
        }
    }

    fileprivate mutating func replaceEnd(_ length: Int, _ ending: StaticString) {
        removeLast(length)
        ending.withUTF8Buffer { append(contentsOf: $0) }
    }
}
