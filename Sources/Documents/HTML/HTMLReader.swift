/// Reads the text of a page: headings, paragraphs, lists and tables; no scripts, styles or navigation.
///
/// What claims to be XHTML and is well-formed is read as XML, where `<x/>` is an element without contents; all
/// else as browsers read it.
enum HTMLReader {
    /// The parts of a page, or of a fragment that a program made, which is no XHTML.
    static func parts(of page: String, isFragment: Bool = false) -> DocumentParts {
        var reader = PageReader()
        if isFragment || !claimsXHTML(page) || !XHTMLParser.parse(page, into: reader) {
            reader = PageReader()
            HTMLParser.parse(page, into: reader)
        }
        var parts = reader.finish()
        // "Tide tables - Harbour office": the page's own heading says it without the site's name.
        for case .heading(level: 1, let heading) in parts.blocks {
            if parts.title?.hasPrefix(heading) == true { parts.title = heading }
            break
        }
        return parts
    }

    /// By its declaration, its type or its namespace.
    private static func claimsXHTML(_ page: String) -> Bool {
        let start = String(decoding: page.utf8.prefix(1024), as: UTF8.self)
        return start.trimmingWhitespace().hasPrefix("<?xml") || start.contains("//DTD XHTML")
            || start.contains("http://www.w3.org/1999/xhtml")
    }
}
