import CCmark

/// Reads Markdown as GitHub does, with tables, footnotes and strikethrough: cmark-gfm makes a page of it, and the
/// reader of pages reads that, with whatever HTML stands in the text.
enum MarkdownReader {
    /// The parts of a Markdown text.
    static func parts(of text: String) -> DocumentParts {
        let bytes = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        var lines = bytes.map(Substring.init)[...]
        let frontMatter = FrontMatter(removedFrom: &lines)
        var parts = HTMLReader.parts(of: page(of: MarkdownGuard.guarded(lines)), isFragment: true)
        if let frontMatter {
            parts.title = frontMatter.title
            let reason = "settings of the program that makes pages of this; its title is used"
            parts.leftOut.insert(
                Document.Omission(what: "the front matter", place: "line 1", reason: reason), at: 0)
        }
        return parts
    }

    private static func page(of text: String) -> String {
        cmark_gfm_core_extensions_ensure_registered()
        let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE
        guard let parser = cmark_parser_new(options) else { return "" }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        cmark_parser_feed(parser, text, text.utf8.count)
        guard let document = cmark_parser_finish(parser) else { return "" }
        defer { cmark_node_free(document) }
        guard let page = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser))
        else { return "" }
        defer { cmark_get_default_mem_allocator().pointee.free(page) }
        return String(cString: page)
    }
}
