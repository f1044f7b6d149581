/// An element of SVG with what is in it; attributes and text are escaped when it is written.
struct Markup: Sendable {
    /// Name of the element.
    var name: String
    /// Attributes in order.
    var attributes: [(name: String, value: String)]
    /// Text in it, before the elements.
    var text: String?
    /// Elements in it.
    var children: [Markup]

    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil,
        _ children: [Markup] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.text = text
        self.children = children
    }

    /// The element as text.
    var source: String {
        let opening = attributes.reduce("<\(name)") {
            "\($0) \($1.name)=\"\(Escaping.escaped($1.value))\""
        }
        let inside = (text.map(Escaping.escaped) ?? "") + children.map(\.source).joined()
        return inside.isEmpty ? "\(opening)/>" : "\(opening)>\(inside)</\(name)>"
    }
}
