import SelfAdaptation

/// How often values fall into bins of a tenth.
struct Histogram: Sendable, Equatable {
    /// Values from `low` up to `high`, which only the last bin takes in.
    struct Bin: Sendable, Equatable {
        let low: Double
        let high: Double
        var count = 0
        /// Share of all values.
        var share = 0.0
    }

    /// The bins in ascending order, without gaps.
    let bins: [Bin]

    /// Where the first bin begins.
    var low: Double { bins.first?.low ?? 0 }
    /// Where the last bin ends.
    var high: Double { bins.last?.high ?? 1 }
    /// Shares of all bins.
    var shares: [Double] { bins.map(\.share) }

    /// Counts values; those that are not finite are left out.
    ///
    /// - Parameters:
    ///   - values: what is counted.
    ///   - tenths: the bins, as tenths from which they begin; values outside fall into the nearest.
    init(_ values: [Double], tenths: Range<Int>) {
        var bins = tenths.map { Bin(low: Double($0) / 10, high: Double($0 + 1) / 10) }
        let finite = values.filter(\.isFinite)
        for value in finite where !bins.isEmpty {
            // A hair of slack: 0.3 · 10 must be 3 whatever sum it came from.
            let tenth = Int((max(-1e6, min(1e6, value)) * 10 + 1e-9).rounded(.down))
            bins[min(max(tenth, tenths.lowerBound), tenths.upperBound - 1) - tenths.lowerBound].count += 1
        }
        for index in bins.indices where !finite.isEmpty {
            bins[index].share = Double(bins[index].count) / Double(finite.count)
        }
        self.bins = bins
    }

    /// The bins that values of a reward need: all of a share's, and of a gain's those that occur.
    static func tenths(of values: [Double], _ reward: Reward) -> Range<Int> {
        guard reward == .gain else { return 0..<10 }
        let tenths = values.filter(\.isFinite).map { max(-1, min(1, $0)) * 10 }
        let low = tenths.min().map { Int(($0 + 1e-9).rounded(.down)) } ?? 0
        let high = tenths.max().map { Int(($0 - 1e-9).rounded(.up)) } ?? 0
        return min(low, -1)..<max(high, 1)
    }
}
