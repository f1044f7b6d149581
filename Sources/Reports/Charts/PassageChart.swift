import SelfAdaptation
import Text

/// Each passage of a round on a row of its own: without an update, and what its self-edits reach.
struct PassageChart: Chart {
    /// One passage.
    struct Row: Sendable {
        let number: Int
        let name: String
        /// Shares of right answers; `nil` while the passage is still to come.
        let scores: Scores?
    }

    /// A passage's shares of right answers.
    struct Scores: Sendable, Equatable {
        let before: Double
        let mean: Double
        let best: Double
    }

    let title: String
    let summary: String
    /// Words above the chart.
    let name: String
    /// What is counted, and by what.
    let words: DomainDescriptor
    let rows: [Row]

    func drawing(width: Double) -> Drawing {
        let legend = Legend(entries: [
            Legend.Entry(name: "no update", kind: "s3", marker: .bar),
            Legend.Entry(name: "mean", kind: "s1", marker: .circle),
            Legend.Entry(name: "best", kind: "s2", marker: .diamond, isHollow: true),
        ]).drawn(width: width)
        let height = rows.count > 200 ? 4.0 : rows.count > 80 ? 8 : 15
        let every = [1, 5, 10, 50, 100, 500].first { Double($0) * height >= 13 } ?? 1000
        let axis = Axis(from: 0, to: 1, count: 5).laid(from: 34, to: width - 14)
        let top = legend.height + 70
        let bottom = top + Double(rows.count) * height + 4
        var shapes = [Markup.words(name, 0, 12, "value")]
        shapes.append(Markup("g", ["transform": "translate(0 24)"], legend.shapes))
        shapes.append(.words("\(words.outcome), %", axis.end + 14, top - 24, "muted small", anchor: "end"))
        shapes.append(.words(words.item, 0, top - 24, "muted small"))
        for tick in axis.ticks {
            let x = axis.place(tick)
            shapes.append(.line(x, top - 4, x, bottom, tick == 0 ? "axis" : "grid"))
            for y in [top - 8, bottom + 14] {
                shapes.append(
                    .words(Quantity.decimal(tick * 100, places: 0), x, y, "muted small", anchor: "middle"))
            }
        }
        for (index, row) in rows.enumerated() {
            let y = top + (Double(index) + 0.5) * height
            if index == 0 && every == 1 || row.number % every == 0 {
                shapes.append(.words("\(row.number)", axis.start - 10, y + 4, "muted small", anchor: "end"))
            }
            if let scores = row.scores {
                shapes.append(drawn(row, scores, y, axis, size: min(4, height * 0.45)))
            }
        }
        return Drawing(width: width, height: bottom + 20, shapes: shapes)
    }

    private func drawn(_ row: Row, _ scores: Scores, _ y: Double, _ axis: Axis, size: Double) -> Markup {
        let (before, mean, best) = (
            axis.place(scores.before), axis.place(scores.mean), axis.place(scores.best)
        )
        return .group(
            "\(row.number). \(row.name): no update \(FigureText.share(scores.before, places: 0)), "
                + "mean \(FigureText.share(scores.mean, places: 0)), best \(FigureText.share(scores.best, places: 0))",
            [
                Markup("g", ["class": "s1"], [.line(before, y, mean, y, "thin")]),
                Markup("g", ["class": "s3"], [Marker.bar.shape(before, y, size: size * 1.25)]),
                Markup("g", ["class": "s2"], [Marker.diamond.shape(best, y, size: size, isHollow: true)]),
                Markup("g", ["class": "s1"], [Marker.circle.shape(mean, y, size: size * 0.9)]),
            ])
    }
}
