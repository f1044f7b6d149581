import CExpat

/// Parses XHTML by expat, which fetches nothing and keeps no tree.
final class XHTMLParser {
    private let parser: XML_Parser
    private let reader: PageReader
    private var depth = 0

    /// Tells a reader what a page holds.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - reader: told what comes, up to the first mistake.
    /// - Returns: Whether the page is well-formed XML; if not, what the reader was told is of no use.
    static func parse(_ page: String, into reader: PageReader) -> Bool {
        // The text is decoded, whatever its declaration says.
        guard let parser = XML_ParserCreate("UTF-8") else { return false }
        defer { XML_ParserFree(parser) }
        return XHTMLParser(parser, reader).parse(page)
    }

    private init(_ parser: XML_Parser, _ reader: PageReader) {
        self.parser = parser
        self.reader = reader
    }

    private func parse(_ page: String) -> Bool {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        // Names such as &nbsp; are declared in a file that is not fetched; they are HTML's.
        XML_UseForeignDTD(parser, XML_Bool(XML_TRUE))
        XML_SetElementHandler(
            parser, { XHTMLParser.of($0)?.open($1, $2) }, { data, _ in XHTMLParser.of(data)?.close() })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let text else { return }
            let characters = UnsafeRawBufferPointer(start: text, count: Int(count))
            XHTMLParser.of(data)?.reader.text(String(decoding: characters, as: UTF8.self))
        }
        XML_SetSkippedEntityHandler(parser) { data, name, isParameter in
            guard let name, isParameter == 0, let reader = XHTMLParser.of(data)?.reader else { return }
            HTMLParser.parse("&\(String(cString: name));", into: reader)
        }
        // A page that declares texts of its own could multiply them.
        XML_SetEntityDeclHandler(parser) { data, _, isParameter, value, _, _, _, _, _ in
            if value != nil || isParameter != 0 { XHTMLParser.of(data)?.stop() }
        }
        guard let count = Int32(exactly: page.utf8.count) else { return false }
        return XML_Parse(parser, page, count, 1) == XML_STATUS_OK
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XHTMLParser? {
        data.map { Unmanaged<XHTMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stop() {
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    private func open(
        _ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        depth += 1
        // What is deeper is read as HTML, in parts.
        guard depth <= HTMLParser.depth, let name else { return stop() }
        // "m:math" is "math", whatever its namespace is called here.
        let local = String(cString: name).split(separator: ":").last.map(String.init) ?? ""
        reader.open(local.lowercased(), placeholder: nil) { wanted in
            var next = attributes
            while let name = next?[0], let value = next?[1] {
                if String(cString: name) == wanted { return String(cString: value) }
                next = next?.advanced(by: 2)
            }
            return nil
        }
    }

    private func close() {
        depth -= 1
        reader.close()
    }
}
