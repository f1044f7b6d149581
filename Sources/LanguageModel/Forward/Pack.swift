/// The rows of one pass: tokens of several sequences one after the other, without padding.
///
/// Rows of one adapter stand together, so that its thin products run on one range of rows.
package struct Pack {
    /// One sequence's rows.
    package struct Sequence {
        /// Its rows in the pack.
        package let rows: Range<Int>
        /// Position of its first row in the text (the number of cached tokens before it).
        package let firstPosition: Int
        /// What it continues, and where its keys and values go; `nil` when nothing is cached.
        package let cache: KVCache?
    }

    /// The rows that one adapter updates.
    package struct AdapterRows {
        /// The adapter.
        package let adapter: Adapter
        /// Its rows in the pack.
        package var rows: Range<Int>
    }

    /// Token ids of all rows.
    package private(set) var tokens: [Int32] = []
    /// Position of each row in its own text.
    package private(set) var positions: [Int32] = []
    /// Sequences in the order of their rows.
    package private(set) var sequences: [Sequence] = []
    /// Adapters in the order of their rows; rows without one are skipped.
    package private(set) var adapters: [AdapterRows] = []

    /// A pack without rows.
    package init() {}

    /// Number of rows.
    package var rows: Int { tokens.count }

    /// Appends a sequence.
    ///
    /// Consecutive sequences of one adapter share its range of rows.
    package mutating func append(tokens: some Collection<Int32>, adapter: Adapter?, cache: KVCache? = nil) {
        let rows = self.tokens.count..<self.tokens.count + tokens.count
        let first = cache?.count ?? 0
        self.tokens.append(contentsOf: tokens)
        positions.append(contentsOf: (0..<rows.count).map { Int32(first + $0) })
        sequences.append(Sequence(rows: rows, firstPosition: first, cache: cache))
        guard let adapter, adapter.layout.count > 0 else { return }
        if let last = adapters.last, last.adapter === adapter, last.rows.upperBound == rows.lowerBound {
            adapters[adapters.count - 1].rows = last.rows.lowerBound..<rows.upperBound
        } else {
            adapters.append(AdapterRows(adapter: adapter, rows: rows))
        }
    }
}
