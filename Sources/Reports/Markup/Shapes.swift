import Text

/// The few shapes that charts are made of; lengths are in the drawing's own units.
extension Markup {
    /// A coordinate with one decimal place at most.
    static func number(_ value: Double) -> String {
        let text = Quantity.decimal(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A straight line.
    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String) -> Markup {
        Markup(
            "line",
            ["class": kind, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)])
    }

    /// A line through points.
    static func polyline(_ points: [(x: Double, y: Double)], _ kind: String) -> Markup {
        let path = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
        return Markup("polyline", ["class": kind, "points": path])
    }

    /// A filled rectangle.
    static func rectangle(
        _ x: Double, _ y: Double, width: Double, height: Double, _ kind: String
    ) -> Markup {
        Markup(
            "rect",
            [
                "class": kind, "x": number(x), "y": number(y), "width": number(width),
                "height": number(height),
            ])
    }

    /// Words, of which `anchor` says which end lies at `x`: start, middle or end.
    static func words(
        _ text: String, _ x: Double, _ y: Double, _ kind: String = "label", anchor: String = "start"
    ) -> Markup {
        Markup("text", ["class": kind, "x": number(x), "y": number(y), "text-anchor": anchor], text: text)
    }

    /// Shapes that belong together, with words that appear under the pointer.
    static func group(_ title: String, _ children: [Markup], kind: String? = nil) -> Markup {
        Markup("g", ["class": kind ?? "item"], [Markup("title", text: title)] + children)
    }
}
