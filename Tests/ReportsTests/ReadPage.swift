import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page as a strict reader sees it: parsed as XML, so that nothing may be left open or unescaped.
final class ReadPage: NSObject, XMLParserDelegate {
    /// An element with what it says.
    struct Element {
        let name: String
        let attributes: [String: String]
        let depth: Int
        var text = ""
    }

    /// The page as it was written.
    let source: String
    /// Elements in the order in which they begin.
    private(set) var elements: [Element] = []
    private var open: [Int] = []

    init(_ source: String) throws {
        self.source = source
        super.init()
        let parser = XMLParser(data: Data(source.utf8))
        parser.delegate = self
        let isWhole = parser.parse()
        try #require(isWhole, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }

    /// All that a reader can see or hear.
    var text: String { elements.first?.text ?? "" }

    func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// What the cells of the table say that has a caption.
    func cells(caption: String) -> [String] {
        guard let start = elements.firstIndex(where: { $0.name == "caption" && $0.text.hasPrefix(caption) })
        else { return [] }
        let rest = elements[start...].dropFirst()
        return rest.prefix { $0.name != "caption" && $0.name != "section" && $0.name != "details" }
            .filter { $0.name == "td" }.map(\.text)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes, depth: open.count))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in open { elements[index].text += string }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }
}
