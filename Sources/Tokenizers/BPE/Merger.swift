import HeapModule

/// A stretch of text that is one token, or not yet one.
struct Symbol: Sendable {
    /// The token, or -1 for text that is not in the vocabulary.
    var token: Int32
    /// Where it begins, in bytes.
    var start: Int
    /// Where it ends, in bytes.
    var end: Int
}

/// Says which neighbours merge, and in what order.
protocol MergeRanking {
    /// The rank of two neighbouring symbols and the token they become.
    func outcome(_ left: Symbol, _ right: Symbol) -> MergeOutcome
}

/// Merges the symbols of one word, best rank first and leftmost first among equals.
///
/// A short word scans its few ranks for the best at each step, which needs no bookkeeping. A long one keeps candidates
/// in a heap and its symbols in a linked list, so that a word of n symbols costs O(n log n); documents without a single
/// space exist. The arrays live as long as the merger, which is one for each text.
struct Merger {
    /// The symbols to merge, and then the merged ones.
    var symbols: [Symbol] = []
    private var outcomes: [MergeOutcome] = []
    private var next: [Int32] = []
    private var previous: [Int32] = []
    private static let longWord = 64

    /// Merges `symbols` in place until nothing merges any more.
    mutating func merge(by ranking: some MergeRanking) {
        let count = symbols.count
        if count < 2 { return }
        outcomes.removeAll(keepingCapacity: true)
        for index in 0..<count - 1 { outcomes.append(ranking.outcome(symbols[index], symbols[index + 1])) }
        outcomes.append(.none)
        if count < Self.longWord { mergeShort(by: ranking) } else { mergeLong(by: ranking) }
    }

    private mutating func mergeShort(by ranking: some MergeRanking) {
        var count = symbols.count
        while true {
            var best = 0
            for index in 1..<max(count, 1) where outcomes[index].rank < outcomes[best].rank { best = index }
            if outcomes[best].rank == .max { break }
            symbols[best].token = outcomes[best].token
            symbols[best].end = symbols[best + 1].end
            count -= 1
            for index in best + 1..<max(count, best + 1) {
                symbols[index] = symbols[index + 1]
                outcomes[index] = outcomes[index + 1]
            }
            outcomes[best] = best + 1 < count ? ranking.outcome(symbols[best], symbols[best + 1]) : .none
            if best > 0 { outcomes[best - 1] = ranking.outcome(symbols[best - 1], symbols[best]) }
        }
        symbols.removeLast(symbols.count - count)
    }

    private mutating func mergeLong(by ranking: some MergeRanking) {
        let count = symbols.count
        next.removeAll(keepingCapacity: true)
        previous.removeAll(keepingCapacity: true)
        for index in 0..<count {
            next.append(index + 1 < count ? Int32(index + 1) : -1)
            previous.append(Int32(index) - 1)
        }
        var heap = Heap<UInt64>(
            outcomes.indices.lazy.filter { [outcomes] in outcomes[$0].rank != .max }
                .map { [outcomes] in Self.entry(outcomes[$0].rank, $0) })
        while let entry = heap.popMin() {
            let position = Int(entry & 0xffff_ffff)
            // An entry is stale when its left symbol was merged away or has another neighbour by now.
            guard outcomes[position].rank == Int32(truncatingIfNeeded: entry >> 32) else { continue }
            let right = Int(next[position])
            symbols[position].token = outcomes[position].token
            symbols[position].end = symbols[right].end
            symbols[right].start = -1
            outcomes[right] = .none
            let after = Int(next[right])
            next[position] = Int32(after)
            outcomes[position] = .none
            if after >= 0 {
                previous[after] = Int32(position)
                outcomes[position] = ranking.outcome(symbols[position], symbols[after])
                if outcomes[position].rank != .max {
                    heap.insert(Self.entry(outcomes[position].rank, position))
                }
            }
            let before = Int(previous[position])
            if before >= 0 {
                outcomes[before] = ranking.outcome(symbols[before], symbols[position])
                if outcomes[before].rank != .max { heap.insert(Self.entry(outcomes[before].rank, before)) }
            }
        }
        symbols.removeAll { $0.start < 0 }
    }

    @inline(__always)
    private static func entry(_ rank: Int32, _ position: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: rank)) << 32 | UInt64(UInt32(truncatingIfNeeded: position))
    }
}
