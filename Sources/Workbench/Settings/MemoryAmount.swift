/// An amount of memory as people write it.
package struct MemoryAmount: Sendable, Equatable {
    /// The same in bytes, more than 0.
    package let bytes: Int

    private static let units: [Character: Double] = ["k": 0x1p10, "m": 0x1p20, "g": 0x1p30, "t": 0x1p40]

    /// Reads a number with one of the suffixes k, m, g and t, or of bytes without one.
    package init?(_ text: String) {
        let unit = text.lowercased().last.flatMap { Self.units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }), let number = Double(digits)
        else {
            return nil
        }
        guard let bytes = Int(exactly: (number * (unit ?? 1)).rounded()), bytes > 0 else { return nil }
        self.bytes = bytes
    }
}
