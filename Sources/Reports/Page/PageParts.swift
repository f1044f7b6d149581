/// The whole page as the template knows it.
///
/// The template reads these types' properties by name. None is optional, and a list that is empty stands for nothing:
/// a missing property would be looked up further out.
struct Page {
    let title: String
    let kicker: String
    let name: String
    let sentences: [String]
    let facts: [Fact]
    let style: String
    let sections: [Section]
}

/// A number or word that is shown at the top.
struct Fact {
    let label: String
    let value: String
}

/// A part of the page with a heading.
struct Section {
    let id: String
    let heading: String
    var notes: [String] = []
    var figures: [Figure] = []
    var tables: [PageTable] = []
    var passages: [PassageView] = []
}

/// A chart in both widths, as SVG; the style sheet shows the one that fits.
struct Figure {
    let wide: String
    let narrow: String

    init(_ chart: some Chart, id: String) {
        wide = chart.inline(id: id, width: 800, kind: "wide")
        narrow = chart.inline(id: "\(id)-narrow", width: 328, kind: "narrow")
    }

    /// A chart whose one width fits two beside each other, or one on a phone.
    init(half chart: some Chart, id: String) {
        wide = chart.inline(id: id, width: 384, kind: "half")
        narrow = ""
    }
}

/// One passage, folded up.
struct PassageView {
    let place: String
    let subject: String
    let result: String
    /// What there is to learn: text, or a drawing of grids.
    let texts: [String]
    let drawings: [Figure]
    let scores: [PageTable]
    let edits: [EditView]
}

/// One self-edit beside another.
struct EditView {
    let rank: String
    let origin: String
    let outcome: String
    let completions: [String]
    /// What was answered, where answers are grids.
    let drawings: [Figure]
}
