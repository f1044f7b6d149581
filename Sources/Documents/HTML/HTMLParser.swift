import BoundedGumbo

/// Parses HTML as browsers do, by gumbo, which has the algorithm of the standard.
///
/// Debian has no other parser of it in C that is not for one language only; pages that would take it more than
/// linear time are read in parts, between which only the elements that are open are forgotten.
enum HTMLParser {
    /// How many elements may be open in each other; what browsers allow.
    private static let depth = 512

    /// Tells a reader what a page holds.
    static func parse(_ page: String, into reader: PageReader) {
        var page = page
        page.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                var rest = text[...]
                while !rest.isEmpty {
                    guard let end = parse(UnsafeBufferPointer(rebasing: rest), into: reader) else {
                        return reader.leaveOut(.unreadable)
                    }
                    rest = rest.dropFirst(end)
                }
            }
        }
    }

    /// Reads as much of a page as stays within bounds, at least one tag.
    ///
    /// - Returns: How many bytes were read; nil when that cannot be done.
    private static func parse(_ text: UnsafeBufferPointer<CChar>, into reader: PageReader) -> Int? {
        guard let start = text.baseAddress else { return 0 }
        var length = text.count
        // The first try finds where a bound is met; what stands before is within bounds, but for rare cases.
        for _ in 0..<8 {
            var furthest = 0
            let memory = min(16 << 20 + 100 * length, 256 << 20)
            if let page = selkie_page_parse(start, length, depth, memory, &furthest) {
                defer { selkie_page_free(page) }
                if let root = selkie_page_root(page) { walk(root, reader) }
                return length
            }
            guard furthest > 0 else { return nil }
            length = furthest
        }
        return nil
    }

    /// Goes through a tree without recursion.
    private static func walk(_ root: UnsafePointer<GumboNode>, _ reader: PageReader) {
        var node = root
        while true {
            if let child = open(node, reader) {
                node = child
                continue
            }
            close(node, reader)
            while true {
                guard node != root, let parent = UnsafePointer(node.pointee.parent) else { return }
                let next = node.pointee.index_within_parent + 1
                if let sibling = self.child(next, of: parent) {
                    node = sibling
                    break
                }
                node = parent
                close(node, reader)
            }
        }
    }

    private static func isElement(_ node: UnsafePointer<GumboNode>) -> Bool {
        node.pointee.type == GUMBO_NODE_ELEMENT || node.pointee.type == GUMBO_NODE_TEMPLATE
    }

    private static func child(_ index: Int, of node: UnsafePointer<GumboNode>) -> UnsafePointer<GumboNode>? {
        let children = node.pointee.v.element.children
        guard isElement(node), index < children.length, let child = children.data[index] else { return nil }
        return UnsafePointer(child.assumingMemoryBound(to: GumboNode.self))
    }

    /// Tells what a node is, and gives its first child.
    private static func open(
        _ node: UnsafePointer<GumboNode>, _ reader: PageReader
    ) -> UnsafePointer<GumboNode>? {
        guard isElement(node) else {
            let kind = node.pointee.type
            if kind == GUMBO_NODE_TEXT || kind == GUMBO_NODE_WHITESPACE || kind == GUMBO_NODE_CDATA {
                reader.text(String(cString: node.pointee.v.text.text))
            }
            return nil
        }
        withUnsafePointer(to: node.pointee.v.element) { element in
            let name = name(of: element.pointee)
            let placeholder = placeholder(in: element.pointee)
            reader.open(name, placeholder: placeholder) { attribute in
                withUnsafePointer(to: element.pointee.attributes) { attributes in
                    gumbo_get_attribute(attributes, attribute).map { String(cString: $0.pointee.value) }
                }
            }
        }
        return child(0, of: node)
    }

    private static func close(_ node: UnsafePointer<GumboNode>, _ reader: PageReader) {
        if isElement(node) { reader.close() }
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
        piece.data.map { start in
            start.withMemoryRebound(to: UInt8.self, capacity: piece.length) { bytes in
                String(decoding: UnsafeBufferPointer(start: bytes, count: piece.length), as: UTF8.self)
            }
        } ?? ""
    }
}
