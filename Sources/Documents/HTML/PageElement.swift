/// What an element of HTML means to a reader of text.
enum PageElement: Equatable {
    /// Part of a line.
    case inline
    /// Begins and ends a paragraph.
    case block
    /// A block with a header or a footer of its own.
    case part
    /// A heading of a level from 1.
    case heading(Int)
    case list(isOrdered: Bool)
    case cell(isHeader: Bool)
    case title, pre, item, term, definition, table, head, row, caption
    case lineBreak, raised, lowered, link, quotation, picture, checkbox, formula
    /// Not part of the text; what to tell the user of it.
    case hidden(PageOmission)

    /// What an element's name stands for, in small letters.
    init(_ name: String) {
        self = Self.named[Substring(name)] ?? .inline
    }

    private static let named: [Substring: PageElement] = {
        let elements: [(PageElement, names: String)] = [
            (.block, "address aside center details div fieldset figcaption form header hgroup hr legend p"),
            (.block, "search summary tbody tfoot"), (.part, "article blockquote figure main section"),
            (.heading(1), "h1"), (.heading(2), "h2"), (.heading(3), "h3"), (.heading(4), "h4"),
            (.heading(5), "h5"), (.heading(6), "h6"), (.title, "title"), (.pre, "pre listing"),
            (.list(isOrdered: true), "ol"), (.list(isOrdered: false), "ul menu dir dl"), (.item, "li"),
            (.term, "dt"), (.definition, "dd"), (.table, "table"), (.caption, "caption"), (.head, "thead"),
            (.row, "tr"), (.cell(isHeader: false), "td"), (.cell(isHeader: true), "th"), (.lineBreak, "br"),
            (.raised, "sup"), (.lowered, "sub"), (.link, "a"), (.quotation, "q"), (.picture, "img"),
            (.checkbox, "input"), (.formula, "math"), (.hidden(.navigation), "nav"),
            (.hidden(.footer), "footer"), (.hidden(.controls), "button select datalist textarea"),
            (.hidden(.embedded), "svg object canvas audio video iframe applet noembed"),
            (.hidden(.alternative), "noscript noframes dialog"), (.hidden(.code), "script style template"),
        ]
        let pairs = elements.flatMap { element, names in names.split(separator: " ").map { ($0, element) } }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()
}

/// Kinds of what is on a page and not in its text.
enum PageOmission: Hashable, CaseIterable {
    case navigation, footer, controls, embedded, alternative, code, invisible, pictures, formulas, unreadable

    /// What is told of one and of many, and why; nothing of what is no text in anybody's eyes.
    private static let remarks: [PageOmission: (one: String, many: String, reason: String)] = [
        .navigation: ("navigation", "navigations", "links to other pages"),
        .footer: ("a page's footer", "footers", "stands below every page of a site"),
        .controls: ("a control", "controls", "forms are to be filled in, not read"),
        .embedded: ("a drawing or embedded object", "drawings or embedded objects", "no text"),
        .alternative: ("an alternative text", "alternative texts", "only shown in place of another"),
        .invisible: ("a hidden part", "hidden parts", "not shown to readers"),
        .pictures: ("a picture", "pictures", "only text is read"),
        .formulas: ("a formula", "formulas", "has no text beside its signs"),
        .unreadable: ("the rest of the page", "rests of pages", "too deep, or too many attributes"),
    ]

    /// What is told of so many of them; nil for what is no text in anybody's eyes.
    func remark(count: Int, place: String?) -> Document.Omission? {
        Self.remarks[self].map { remark in
            let (what, place) = count == 1 ? (remark.one, place) : ("\(count) \(remark.many)", nil)
            return Document.Omission(what: what, place: place, reason: remark.reason)
        }
    }
}
