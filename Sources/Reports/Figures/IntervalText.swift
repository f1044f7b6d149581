import SelfAdaptation

/// Values with their 95 % intervals as readers see them.
extension Interval {
    /// A share: `41.5 % [38.0, 45.1]`.
    var shareText: String { FigureText.unbroken("\(FigureText.share(value)) \(bounds)") }

    /// A difference of shares in percentage points: `+8.5 [2.0, 14.8]`.
    var differenceText: String { FigureText.unbroken("\(FigureText.signed(value * 100)) \(bounds)") }

    /// Whether the interval leaves out zero: whether chance alone would hardly make the difference.
    var isClear: Bool { low > 0 || high < 0 }

    private var bounds: String {
        "[\(FigureText.decimal(low * 100)), \(FigureText.decimal(high * 100))]"
    }
}
