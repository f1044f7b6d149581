import Text

/// Distributions one above the other on the same axes, one for each round.
struct HistogramChart: Chart {
    /// One distribution.
    struct Row: Sendable {
        let name: String
        let histogram: Histogram
        /// The mean, marked by a line.
        let mean: Double?
        /// The value to compare with, marked by a dashed line.
        let reference: Double?
    }

    let title: String
    let summary: String
    /// What is distributed, with its unit.
    let unit: String
    let scale: RewardScale
    let rows: [Row]

    func drawing(width: Double) -> Drawing {
        let legend = Legend(entries: [
            Legend.Entry(name: "self-edits", kind: "s1", marker: .square),
            Legend.Entry(name: "their mean", kind: "ink", marker: nil, line: "line"),
            Legend.Entry(name: "mean without an update", kind: "s3", marker: nil, line: "line dashed"),
        ]).drawn(width: width)
        let (left, right) = (40.0, width - 12)
        let height = rows.count > 6 ? 56.0 : 84
        let highest = rows.flatMap(\.histogram.shares).max() ?? 1
        let across = (rows.first?.histogram).map {
            Axis(from: $0.low, to: $0.high, count: width < 500 ? 5 : 10)
        }
        .map { $0.laid(from: left, to: right) }
        var shapes = legend.shapes
        var y = legend.height + 22
        shapes.append(.words("share of self-edits, %", 0, y - 4, "muted small"))
        for row in rows {
            let up = Axis(from: 0, to: highest, count: 2).laid(from: y + 26 + height, to: y + 26)
            guard let across else { break }
            shapes.append(.words(row.name, left, y + 16))
            shapes += panel(row, across, up)
            y += height + 34
        }
        if let across {
            for tick in across.ticks {
                shapes.append(
                    .words(scale.tick(tick), across.place(tick), y + 8, "muted", anchor: "middle"))
            }
        }
        shapes.append(.words(unit, right, y + 26, "muted small", anchor: "end"))
        return Drawing(width: width, height: y + 32, shapes: shapes)
    }

    private func panel(_ row: Row, _ across: Axis, _ up: Axis) -> [Markup] {
        var shapes: [Markup] = []
        for tick in up.ticks {
            let y = up.place(tick)
            shapes.append(.line(across.start, y, across.end, y, tick == up.low ? "axis" : "grid"))
            shapes.append(
                .words(
                    Quantity.decimal(tick * 100, places: 0), across.start - 8, y + 4, "muted small",
                    anchor: "end"))
        }
        let bars = row.histogram.bins.compactMap { bin -> Markup? in
            guard bin.count > 0 else { return nil }
            let (x, end, y) = (across.place(bin.low), across.place(bin.high), up.place(bin.share))
            return .group(
                "\(scale.text(bin.low)) to \(scale.text(bin.high)): \(Quantity.count(bin.count, "self-edit"))",
                [.rectangle(x + 1, y, width: max(1, end - x - 2), height: up.start - y, "solid")])
        }
        shapes.append(Markup("g", ["class": "s1"], bars))
        for (value, kind, line) in [(row.reference, "s3", "line dashed"), (row.mean, "ink", "line")] {
            guard let value, value.isFinite else { continue }
            let x = across.place(value)
            shapes.append(Markup("g", ["class": kind], [.line(x, up.start, x, up.end - 4, line)]))
        }
        return shapes
    }
}
