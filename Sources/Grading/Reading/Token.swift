/// One word, number or mark of a text after normalisation.
///
/// Two tokens say the same when their keys are equal: the key is the stem of a word (`countri`), the value of a
/// number (`#50000`), an ordinal (`#3rd`) or a decade (`#1990s`).
struct Token: Sendable, Hashable {
    enum Kind: Sendable {
        case word
        case number
        case ordinal
        case unit
        case month
        case negator
        /// A function word such as "the" or "of".
        case function
        /// A break inside a sentence: a comma, a semicolon, "but".
        case clauseBreak
    }

    var key: String
    /// Lower case, folded, not stemmed.
    var surface: String
    var kind: Kind
    /// Began with a capital letter in the text.
    var isCapitalised = false
    /// Every letter was a capital and there were at least two.
    var isAllCaps = false
    /// Stood at the start of its sentence, where a capital says nothing.
    var isSentenceStart = false
    /// Index of the sentence, counted from 0.
    var sentence = 0
    /// Stands under a negation of its own clause.
    var isNegated = false
    /// The numeric value of a number or an ordinal.
    var value: Double?
    /// A title before a name: "Dr", "President".
    var isTitle = false
    /// A Roman numeral after a name, as of a king.
    var isRegnal = false
    /// The day of a date that names its month.
    var isDayOfMonth = false
    /// A bare "one" or "a hundred": a number only when the other side has the same number.
    var isWeakNumber = false

    /// A decade such as the 1920s.
    var isDecade: Bool {
        kind == .number && surface.utf8.last == UInt8(ascii: "s") && surface.utf8.count == 5
    }

    /// A single capital that stands for a name.
    var isInitial: Bool { isCapitalised && kind == .word && surface.utf8.count == 1 }

    /// Carries meaning by itself.
    var isContent: Bool {
        switch kind {
        case .word, .number, .ordinal, .unit, .month: true
        case .negator, .function, .clauseBreak: false
        }
    }

    /// Looks like part of a name.
    var isProper: Bool { kind == .word && isCapitalised && (!isSentenceStart || isAllCaps) }
}
