import GRDB
public import Text

/// A passage with its place in its source.
public struct PassageRecord: Sendable, Equatable {
    /// Its number in the memory.
    public var id: Int64
    /// The number of its source.
    public var source: Int64
    /// Its place among the source's passages, from 0.
    public var number: Int
    /// The passage under its title.
    public var context: Context
    /// The headings over its beginning, from the outermost in.
    public var heading: String?
    /// The page that it begins on, from 1.
    public var page: Int?
    /// Where it stands in the source's text, in Unicode scalars; `nil` in what was learned before that was kept.
    public var range: Range<Int>?
}

extension PassageRecord {
    init(_ row: Row) {
        let (first, past): (Int?, Int?) = (row["first"], row["past"])
        self.init(
            id: row["id"], source: row["source"], number: row["number"],
            context: Context(title: row["title"], text: row["text"]), heading: row["heading"],
            page: row["page"], range: first.flatMap { first in past.map { first..<$0 } })
    }
}
