/// The form of a series' points: told apart without colours, too.
enum Marker: Sendable {
    case circle, diamond, bar, square

    /// The marker around a point; its width is twice the size, and hollow it is an outline alone.
    func shape(_ x: Double, _ y: Double, size: Double = 4.5, isHollow: Bool = false) -> Markup {
        let kind = isHollow ? "hollow" : "solid"
        let number = Markup.number
        switch self {
        case .circle:
            return Markup(
                "circle", ["class": kind, "cx": number(x), "cy": number(y), "r": number(size)])
        case .diamond:
            let reach = size * 1.2
            let corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
            let path = corners.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
            return Markup("polygon", ["class": kind, "points": path])
        case .bar:
            return Markup.rectangle(x - 1.25, y - size, width: 2.5, height: 2 * size, "solid")
        case .square:
            return Markup.rectangle(x - size, y - size, width: 2 * size, height: 2 * size, "solid")
        }
    }
}
