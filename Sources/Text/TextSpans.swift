/// Finds passages in a text, one after the other, by their letters: white space does not count.
public struct TextSpans: Sendable {
    private let scalars: [Unicode.Scalar]
    /// Offsets of the scalars that are no white space.
    private let solid: [Int]
    private var cursor = 0
    /// How far ahead is looked, in scalars: what stands there otherwise must not cost the whole text each time.
    private static let reach = 20_000

    /// The spans of a text.
    public init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        self.scalars = scalars
        solid = scalars.indices.filter { !scalars[$0].properties.isWhitespace }
    }

    /// Where the passage next stands from the end of the last one on, in Unicode scalars; `nil` when it does not.
    public mutating func next(_ passage: String) -> Range<Int>? {
        let wanted = passage.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard !wanted.isEmpty, wanted.count <= solid.count else { return nil }
        var place = cursor
        while place + wanted.count <= solid.count, place - cursor < Self.reach {
            if zip(wanted, solid[place...]).allSatisfy({ $0 == scalars[$1] }) {
                cursor = place + wanted.count
                return solid[place]..<solid[cursor - 1] + 1
            }
            place += 1
        }
        return nil
    }
}
