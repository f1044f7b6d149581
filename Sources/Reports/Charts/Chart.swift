/// What a chart looks like at one width.
struct Drawing: Sendable {
    var width: Double
    var height: Double
    var shapes: [Markup]
}

/// A chart that can be drawn at any width: wide for a desk, narrow for a phone.
///
/// Letters keep their size; a picture that is scaled to a phone's width could not be read there.
protocol Chart: Sendable {
    /// What it shows, in a few words.
    var title: String { get }
    /// What can be read from it, for those who do not see it.
    var summary: String { get }

    /// Draws the chart.
    func drawing(width: Double) -> Drawing
}

extension Chart {
    /// The chart as an element of a page, under a name that no other element has, and a class of the style sheet.
    func inline(id: String, width: Double, kind: String) -> String {
        var svg = element(width: width, id: id)
        svg.attributes.insert(("class", "chart \(kind)"), at: 0)
        return svg.source
    }

    /// The chart as a file of its own, in light colours on their ground, with a margin around it.
    func standalone(width: Double) -> String {
        let margin = 16.0
        var svg = element(width: width, id: "chart", margin: margin)
        let drawing = drawing(width: width)
        let (width, height) = (drawing.width + 2 * margin, drawing.height + 2 * margin)
        svg.attributes.insert(("xmlns", "http://www.w3.org/2000/svg"), at: 0)
        svg.attributes += [
            ("class", "chart"), ("width", Markup.number(width)), ("height", Markup.number(height)),
        ]
        let ground = Markup.rectangle(-margin, -margin, width: width, height: height, "ground")
        svg.children.insert(contentsOf: [Markup("style", text: ChartStyle.rules(.light)), ground], at: 2)
        return svg.source
    }

    private func element(width: Double, id: String, margin: Double = 0) -> Markup {
        let drawing = drawing(width: width)
        let box = [-margin, -margin, drawing.width + 2 * margin, drawing.height + 2 * margin]
        return Markup(
            "svg",
            [
                "viewBox": box.map(Markup.number).joined(separator: " "), "role": "img",
                "aria-labelledby": "\(id)-title \(id)-desc",
            ],
            [
                Markup("title", ["id": "\(id)-title"], text: title),
                Markup("desc", ["id": "\(id)-desc"], text: summary),
            ] + drawing.shapes)
    }
}
