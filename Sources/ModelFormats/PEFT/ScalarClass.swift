/// A set of characters in a regular expression.
struct ScalarClass: Sendable {
    /// Inclusive ranges of scalars.
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    /// Sets with a name, each with whether its complement is meant.
    var sets: [(set: NamedSet, negated: Bool)] = []
    /// Whether everything else is meant.
    var negated = false

    /// The sets that an escape names.
    enum NamedSet: Sendable {
        case digit, word, space
    }

    /// Letters, digits and the underscore.
    static let word = ScalarClass(sets: [(.word, false)])
    /// Everything but the line feed.
    static let dot = ScalarClass(ranges: ["\n"..."\n"], negated: true)

    /// Whether the set holds `scalar`.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let listed =
            ranges.contains { $0.contains(scalar) } || sets.contains { Self.is(scalar, $0.set) != $0.negated }
        return listed != negated
    }

    private static func `is`(_ scalar: Unicode.Scalar, _ set: NamedSet) -> Bool {
        switch set {
        case .digit: scalar.properties.generalCategory == .decimalNumber
        case .word: scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        case .space: scalar.properties.isWhitespace
        }
    }
}
