import BoundedGumbo

/// Parses HTML as browsers do, by gumbo, which has the algorithm of the standard.
///
/// Debian has no other parser of it in C that is not for one language only; pages that would take it more than
/// linear time are read in parts, between which only the elements that are open are forgotten.
enum HTMLParser {
    /// How many elements may be open in each other; what browsers allow.
    static let depth = 512

    /// Tells a reader what a page holds.
    static func parse(_ page: String, into reader: PageReader) {
        let count = page.utf8.count
        page.withCString { text in
            var (start, length, tries) = (0, count, 0)
            while start < count {
                var furthest = 0
                let memory = min(16 << 20 + 100 * length, 256 << 20)
                if let part = selkie_page_parse(text + start, length, depth, memory, &furthest) {
                    defer { selkie_page_free(part) }
                    if let root = selkie_page_root(part) { tell(root, reader) }
                    start += length
                    (length, tries) = (count - start, 0)
                } else {
                    // The first try finds where a bound is met; what is before it is within, but for rare cases.
                    tries += 1
                    guard furthest > 0, tries < 8 else { return reader.leaveOut(.unreadable) }
                    length = furthest
                }
            }
        }
    }

    /// Tells a node and all that is in it, which is not deep.
    private static func tell(_ node: UnsafePointer<GumboNode>, _ reader: PageReader) {
        switch node.pointee.type {
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
            reader.text(String(cString: node.pointee.v.text.text))
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
            withUnsafePointer(to: node.pointee.v.element) { element in
                let name = name(of: element.pointee)
                reader.open(name, placeholder: placeholder(in: element.pointee)) { attribute in
                    withUnsafePointer(to: element.pointee.attributes) { attributes in
                        gumbo_get_attribute(attributes, attribute).map { String(cString: $0.pointee.value) }
                    }
                }
                let children = element.pointee.children
                for index in 0..<Int(children.length) {
                    guard let child = children.data[index] else { continue }
                    tell(child.assumingMemoryBound(to: GumboNode.self), reader)
                }
            }
            reader.close()
        default: break
        }
    }

    private static func name(of element: GumboElement) -> String {
        if element.tag != GUMBO_TAG_UNKNOWN { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var name = element.original_tag
        gumbo_tag_from_original_text(&name)
        return text(of: name).lowercased()
    }

    /// The tag itself, where it seems to be words in angle brackets, as in "use a List<String>": no element of HTML,
    /// nothing but a name in it, and nothing closes it.
    private static func placeholder(in element: GumboElement) -> String? {
        guard element.tag == GUMBO_TAG_UNKNOWN, element.tag_namespace == GUMBO_NAMESPACE_HTML,
            element.attributes.length == 0
        else { return nil }
        // What ends an element around it counts as its end, too.
        let end = text(of: element.original_end_tag).lowercased()
        guard !end.hasPrefix("</" + name(of: element)) else { return nil }
        let tag = text(of: element.original_tag)
        return tag.hasSuffix("/>") || tag.contains(":") ? nil : tag
    }

    private static func text(of piece: GumboStringPiece) -> String {
        String(decoding: UnsafeRawBufferPointer(start: piece.data, count: piece.length), as: UTF8.self)
    }
}
