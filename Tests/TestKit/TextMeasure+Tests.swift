package import Text

extension TextMeasure {
    /// Words, of eight letters at most: texts of short words are as long as they look.
    package static let words = TextMeasure { text in
        text.split(whereSeparator: \.isWhitespace).map { ($0.unicodeScalars.count + 7) / 8 }.reduce(0, +)
    }

    /// Unicode scalars.
    package static let scalars = TextMeasure { $0.unicodeScalars.count }
}
