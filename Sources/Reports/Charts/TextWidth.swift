import Text

/// The width of words in a chart, as far as it can be known without the reader's font.
enum TextWidth {
    /// A generous estimate of the width of words of a size.
    static func of(_ text: String, size: Double = 12) -> Double {
        Double(DisplayWidth.of(text)) * size * 0.56
    }
}
