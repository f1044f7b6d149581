/// What a pre-tokenizer's regular expression can tell apart about a character.
enum ScalarClass: UInt8, Sendable {
    /// Anything that is none of the others: punctuation, symbols, marks, controls.
    case other
    /// `\p{L}`: the letters, without combining marks.
    case letter
    /// `\p{N}`: decimal digits, letter-like numbers and other numbers.
    case number
    /// `\s` without the two characters below.
    case space
    /// Carriage return or line feed.
    case newline

    /// Whether `\s` matches.
    @inline(__always)
    var isSpace: Bool { rawValue >= ScalarClass.space.rawValue }

    /// The class of a character by its Unicode properties.
    init(_ scalar: Unicode.Scalar) {
        if scalar == "\r" || scalar == "\n" {
            self = .newline
        } else if scalar.properties.isWhitespace {
            self = .space
        } else {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
                self = .letter
            case .decimalNumber, .letterNumber, .otherNumber: self = .number
            default: self = .other
            }
        }
    }

    /// The classes of the basic multilingual plane, so that ordinary text asks for no properties.
    static let basicPlane: [ScalarClass] = (UInt32(0)..<0x1_0000).map { value in
        Unicode.Scalar(value).map(ScalarClass.init) ?? .other
    }
}
