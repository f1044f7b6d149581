extension Substring {
    /// The text without white space at its ends.
    func trimmingSpaces() -> Substring {
        var rest = unicodeScalars
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return Substring(rest)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// Without white space at both ends.
    package var trimmed: String { String(self[...].trimmingSpaces()) }
}
