import SelfAdaptation

extension TextMeasure {
    /// Words, of eight letters at most: texts of short words are as long as they look.
    static let words = TextMeasure { text in
        text.split(whereSeparator: \.isWhitespace).map { ($0.unicodeScalars.count + 7) / 8 }.reduce(0, +)
    }

    /// Unicode scalars.
    static let scalars = TextMeasure { $0.unicodeScalars.count }
}
