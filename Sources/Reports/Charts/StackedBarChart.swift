import Text

/// Amounts of time by kind, one bar for each round.
struct StackedBarChart: Chart {
    /// One bar.
    struct Bar: Sendable {
        let name: String
        /// Seconds of each part, in the order of the parts' names.
        let seconds: [Double]
    }

    let title: String
    let summary: String
    let parts: [String]
    let bars: [Bar]

    private static let kinds = ["s2", "s1", "s4", "s5", "s3"]

    func drawing(width: Double) -> Drawing {
        let legend = Legend(
            entries: zip(parts, Self.kinds).map { Legend.Entry(name: $0, kind: $1, marker: .square) }
        ).drawn(width: width)
        let totals = bars.map { $0.seconds.filter(\.isFinite).reduce(0, +) }
        let longest = totals.max() ?? 0
        let unit = TimeUnit(for: longest)
        let names = bars.map { TextWidth.of($0.name) }.max() ?? 0
        let axis = Axis(from: 0, to: longest / unit.seconds, count: width < 500 ? 3 : 6)
            .laid(from: names + 12, to: width - 76)
        let (top, height) = (legend.height + 14, bars.count > 8 ? 14.0 : 22)
        let bottom = top + Double(bars.count) * (height + 10)
        var shapes = legend.shapes
        for tick in axis.ticks {
            let x = axis.place(tick)
            shapes.append(.line(x, top, x, bottom, tick == axis.low ? "axis" : "grid"))
            shapes.append(.words(Markup.number(tick), x, bottom + 16, "muted", anchor: "middle"))
        }
        shapes.append(.words(unit.name, axis.end, bottom + 34, "muted small", anchor: "end"))
        for (index, bar) in bars.enumerated() {
            let y = top + 5 + Double(index) * (height + 10)
            shapes.append(.words(bar.name, axis.start - 8, y + height / 2 + 4, anchor: "end"))
            var spent = 0.0
            for (part, seconds) in bar.seconds.enumerated() where seconds.isFinite && seconds > 0 {
                let (x, end) = (
                    axis.place(spent / unit.seconds), axis.place((spent + seconds) / unit.seconds)
                )
                spent += seconds
                // A gap of the ground's colour sets neighbours apart.
                shapes.append(
                    .group(
                        "\(bar.name), \(parts[part]): \(Quantity.duration(seconds))",
                        [.rectangle(x, y, width: max(0.5, end - x - 1), height: height, "solid")],
                        kind: Self.kinds[part]))
            }
            shapes.append(
                .words(Quantity.duration(spent), axis.place(spent / unit.seconds) + 6, y + height / 2 + 4))
        }
        return Drawing(width: width, height: bottom + 40, shapes: shapes)
    }
}

/// The unit in which times of a length are read most easily.
struct TimeUnit: Sendable {
    /// Its name, in the plural.
    let name: String
    /// Its length.
    let seconds: Double

    init(for longest: Double) {
        (name, seconds) = longest < 120 ? ("seconds", 1) : longest < 7200 ? ("minutes", 60) : ("hours", 3600)
    }
}
