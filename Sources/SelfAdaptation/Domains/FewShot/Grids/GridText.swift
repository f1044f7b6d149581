import Text

/// Grids as a model reads and writes them: a digit a cell and a line a row, nothing between, so that a cell costs one
/// token in vocabularies that keep digits apart.
extension Grid {
    /// The grid, each row ended by a line break.
    public var text: String {
        (0..<rows).map { row in (0..<columns).map { String(self[row, $0]) }.joined() + "\n" }.joined()
    }

    /// Reads what a model wrote, up to an empty line; anything that is no grid gives `nil`.
    public init?(text: String) {
        var rows: [[Int]] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = line.trimmed
            if trimmed.isEmpty { break }
            guard trimmed.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return nil
            }
            rows.append(trimmed.utf8.map { Int($0 - UInt8(ascii: "0")) })
        }
        self.init(rows)
    }
}
