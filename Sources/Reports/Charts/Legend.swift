/// Names of series beside what they look like, in as many rows as the width asks for.
struct Legend: Sendable {
    /// One series.
    struct Entry: Sendable {
        let name: String
        /// Class of its colour.
        let kind: String
        let marker: Marker?
        /// Whether points are joined by a line, and by which.
        var line: String?
        var isHollow = false
    }

    private static let rowHeight = 20.0
    private static let sample = 26.0
    private static let gap = 18.0

    let entries: [Entry]

    /// Draws the legend with its upper left corner at the origin.
    ///
    /// - Returns: Its shapes, and the height that they take.
    func drawn(width: Double) -> (shapes: [Markup], height: Double) {
        var shapes: [Markup] = []
        var (x, y) = (0.0, Self.rowHeight / 2)
        for entry in entries {
            let length = Self.sample + TextWidth.of(entry.name)
            if x > 0, x + length > width { (x, y) = (0, y + Self.rowHeight) }
            var marks: [Markup] = []
            let middle = x + Self.sample / 2 - 3
            if let line = entry.line { marks.append(.line(x, y, x + Self.sample - 6, y, line)) }
            if let marker = entry.marker { marks.append(marker.shape(middle, y, isHollow: entry.isHollow)) }
            shapes.append(Markup("g", ["class": entry.kind], marks))
            shapes.append(.words(entry.name, x + Self.sample, y + 4))
            x += length + Self.gap
        }
        return (shapes, entries.isEmpty ? 0 : y + Self.rowHeight / 2)
    }
}
