package import Memory
import Text

/// Where an answer was read: a passage with its place, its keys those of what was read of a document.
package struct Citation: Codable, Sendable {
    /// The number by which the answer's reader is shown it, from 1.
    package let number: Int
    /// The number of the source.
    package let source: Int64
    /// The file.
    package let file: String
    /// The passage's title.
    package let title: String
    /// The headings over its beginning.
    @Nullable package var heading: String?
    /// The page that it begins on.
    @Nullable package var page: Int?
    /// Where it begins in the document's text, in Unicode scalars.
    @Nullable package var start: Int?
    /// Where it ends there.
    @Nullable package var end: Int?
    /// The text.
    package let text: String
    /// How far its source is trusted.
    package let trust: Trust

    init(_ hit: PassageHit, number: Int) {
        self.number = number
        source = hit.source.id
        file = hit.source.place
        title = hit.passage.context.title
        _heading = Nullable(wrappedValue: hit.passage.heading)
        _page = Nullable(wrappedValue: hit.passage.page)
        _start = Nullable(wrappedValue: hit.passage.range?.lowerBound)
        _end = Nullable(wrappedValue: hit.passage.range?.upperBound)
        text = hit.passage.context.text
        trust = hit.source.trust
    }

    private enum CodingKeys: CodingKey {
        case number, source, file, title, heading, page, start, end, text, trust
    }
}
