import SelfAdaptation
import Text

/// Shares of one over steps in time, as lines, with 95 % intervals where there are any.
struct LineChart: Chart {
    /// One line.
    struct Series: Sendable {
        let name: String
        /// Class of its colour.
        let kind: String
        let marker: Marker
        var isDashed = false
        /// Whether intervals are drawn.
        var showsInterval = false
        /// Values by step; `nil` where there is none.
        let points: [Interval?]
    }

    /// A step on the horizontal axis.
    struct Step: Sendable {
        let name: String
        /// A second line below the name.
        var remark = ""
        /// Whether more is still to come; its points are hollow.
        var isOpen = false
    }

    let title: String
    let summary: String
    /// What the vertical axis measures, with its unit.
    let unit: String
    let steps: [Step]
    let series: [Series]

    func drawing(width: Double) -> Drawing {
        let entries = series.map {
            Legend.Entry(name: $0.name, kind: $0.kind, marker: $0.marker, line: line($0))
        }
        let legend = Legend(entries: entries).drawn(width: width)
        let top = legend.height + 34
        let plot = min(260, max(180, width * 0.5))
        let left = 40.0
        let highest = series.flatMap(\.points).compactMap { $0 }.map { max($0.value, $0.high) }.max()
        let axis = Axis(from: 0, to: min(1, highest ?? 1), count: 5).laid(from: top + plot, to: top)
        // The first and the last point have their values beside them.
        let margin = steps.count > 1 ? max(0, Self.valueWidth - (width - left) / Double(2 * steps.count)) : 0
        let band = (width - left - 2 * margin) / Double(max(1, steps.count))
        let places = steps.indices.map { left + margin + band * (Double($0) + 0.5) }

        var shapes = legend.shapes
        shapes.append(.words(unit, 0, top - 14, "muted small"))
        for tick in axis.ticks {
            let y = axis.place(tick)
            shapes.append(.line(left, y, width, y, tick == axis.low ? "axis" : "grid"))
            shapes.append(
                .words(Quantity.decimal(tick * 100, places: 0), left - 8, y + 4, "muted", anchor: "end"))
        }
        shapes += stepNames(places, below: top + plot, band: band)
        for line in series { shapes.append(drawn(line, places, axis, size: min(4.5, band * 0.3))) }
        shapes += values(places, axis)
        return Drawing(
            width: width, height: top + plot + (steps.contains { !$0.remark.isEmpty } ? 42 : 28),
            shapes: shapes)
    }

    /// Names of steps, as many as fit beside each other.
    private func stepNames(_ places: [Double], below y: Double, band: Double) -> [Markup] {
        let widest = steps.map { max(TextWidth.of($0.name), TextWidth.of($0.remark, size: 11)) }.max() ?? 0
        let every = max(1, Int(((widest + 6) / band).rounded(.up)))
        return steps.enumerated().filter { $0.offset % every == 0 }.flatMap { index, step in
            [
                Markup.words(step.name, places[index], y + 18, anchor: "middle"),
                .words(step.remark, places[index], y + 34, "muted small", anchor: "middle"),
            ].filter { $0.text?.isEmpty == false }
        }
    }

    private func line(_ series: Series) -> String { series.isDashed ? "line dashed" : "line" }

    private func drawn(_ series: Series, _ places: [Double], _ axis: Axis, size: Double) -> Markup {
        let points = zip(places, series.points).compactMap { place, point in point.map { (place, $0) } }
        var shapes: [Markup] = []
        if points.count > 1 {
            shapes.append(.polyline(points.map { ($0.0, axis.place($0.1.value)) }, line(series)))
        }
        if series.showsInterval {
            for (x, point) in points {
                let (low, high) = (axis.place(point.low), axis.place(point.high))
                shapes += [
                    .line(x, low, x, high, "thin"), .line(x - size, low, x + size, low, "thin"),
                    .line(x - size, high, x + size, high, "thin"),
                ]
            }
        }
        for (index, point) in series.points.enumerated() {
            guard let point else { continue }
            shapes.append(
                series.marker.shape(
                    places[index], axis.place(point.value), size: size, isHollow: steps[index].isOpen))
        }
        return Markup("g", ["class": series.kind], shapes)
    }

    /// Room for a value beside a point.
    private static let valueWidth = 58.0

    /// The values of the first and the last step; those between would lie upon the lines.
    private func values(_ places: [Double], _ axis: Axis) -> [Markup] {
        places.enumerated().filter { $0.offset == 0 || $0.offset == places.count - 1 }.flatMap { index, x in
            var seen: Set<String> = []
            let points = series.compactMap { line in line.points[index].map { $0.value } }
                .sorted(by: >).filter { seen.insert(FigureText.share($0)).inserted }
            let apart = Spread.apart(points.map(axis.place), by: 14)
            // What was spread out must not run into the names of the steps.
            let excess = max(0, (apart.max() ?? 0) - axis.place(axis.low))
            let spots = apart.map { $0 - excess }
            // Lines leave the first point to the right and come to the last from the left.
            let isFirst = index == 0 && places.count > 1
            return zip(points, spots).map { value, y in
                Markup.words(
                    FigureText.share(value), isFirst ? x - 9 : x + 9, y + 4, "value small",
                    anchor: isFirst ? "end" : "start")
            }
        }
    }
}
