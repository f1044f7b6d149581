/// What an element of HTML means to a reader of text.
enum PageElement: Equatable {
    /// Part of a line.
    case inline
    /// Begins and ends a paragraph.
    case block
    /// A heading of a level from 1.
    case heading(Int)
    case title, pre, list, item, term, definition, table, head, row, cell, caption
    case lineBreak, raised, lowered, link, quotation, picture, checkbox, formula
    /// Not part of the text; what to tell the user of it.
    case hidden(PageOmission)

    /// What an element's name stands for, in small letters.
    init(_ name: String) {
        self = Self.named[name] ?? .inline
    }

    private static let named: [String: PageElement] = {
        var named: [String: PageElement] = [
            "title": .title, "pre": .pre, "listing": .pre, "li": .item, "dt": .term, "dd": .definition,
            "table": .table, "thead": .head, "tr": .row, "td": .cell, "th": .cell, "caption": .caption,
            "br": .lineBreak, "sup": .raised, "sub": .lowered, "a": .link, "q": .quotation, "img": .picture,
            "input": .checkbox, "math": .formula, "nav": .hidden(.navigation), "footer": .hidden(.footer),
        ]
        for level in 1...6 { named["h\(level)"] = .heading(level) }
        for name in ["ul", "ol", "menu", "dir", "dl"] { named[name] = .list }
        for name in [
            "address", "article", "aside", "blockquote", "center", "details", "div", "fieldset",
            "figcaption", "figure", "form", "header", "hgroup", "hr", "legend", "main", "p", "search",
            "section", "summary", "tbody", "tfoot",
        ] { named[name] = .block }
        for name in ["button", "select", "datalist", "textarea"] { named[name] = .hidden(.controls) }
        for name in ["svg", "object", "canvas", "audio", "video", "iframe", "applet", "noembed"] {
            named[name] = .hidden(.embedded)
        }
        for name in ["noscript", "noframes", "dialog"] { named[name] = .hidden(.alternative) }
        for name in ["script", "style", "template"] { named[name] = .hidden(.code) }
        return named
    }()
}

/// Kinds of what is on a page and not in its text.
enum PageOmission: Hashable, CaseIterable {
    case navigation, footer, controls, embedded, alternative, code, invisible, pictures, formulas, unreadable

    /// What is told of so many of them; nil for what is no text in anybody's eyes.
    func remark(count: Int, place: String?) -> Document.Omission? {
        let (one, many, reason): (String, String, String)
        switch self {
        case .navigation: (one, many, reason) = ("navigation", "navigations", "links to other pages")
        case .footer:
            (one, many, reason) = ("a page's footer", "footers", "stands below every page of a site")
        case .controls: (one, many, reason) = ("a control", "controls", "forms are to be filled in, not read")
        case .embedded:
            (one, many, reason) = ("a drawing or embedded object", "drawings or embedded objects", "no text")
        case .alternative:
            (one, many, reason) = (
                "an alternative text", "alternative texts", "only shown in place of another"
            )
        case .invisible: (one, many, reason) = ("a hidden part", "hidden parts", "not shown to readers")
        case .pictures: (one, many, reason) = ("a picture", "pictures", "only text is read")
        case .formulas: (one, many, reason) = ("a formula", "formulas", "has no text beside its signs")
        case .unreadable:
            (one, many, reason) = ("the rest of the page", "rests of pages", "nested too deeply to be read")
        case .code: return nil
        }
        return Document.Omission(
            what: count == 1 ? one : "\(count) \(many)", place: count == 1 ? place : nil, reason: reason)
    }
}
