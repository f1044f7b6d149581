/// The first tokens of a segment, as a text sees them that shares no more of it.
package struct KVRun: Sendable {
    private let segment: KVSegment
    /// Tokens that are read.
    package let count: Int

    /// What a segment holds now; what is written to it later is not seen.
    package init(_ segment: KVSegment) { self.init(segment, count: segment.count) }

    private init(_ segment: KVSegment, count: Int) {
        self.segment = segment
        self.count = count
    }

    /// The first of its tokens.
    func prefix(_ tokens: Int) -> KVRun { KVRun(segment, count: min(tokens, count)) }

    /// Keys of one layer: [count, keyWidth].
    func keys(layer: Int) -> Matrix { segment.keys(layer: layer).slice(rows: 0..<count) }

    /// Values of one layer: [count, keyWidth].
    func values(layer: Int) -> Matrix { segment.values(layer: layer).slice(rows: 0..<count) }
}
