/// Spearman's rank correlation: how far two lists put the same items in the same order.
public enum RankCorrelation {
    /// A value in -1...1.
    ///
    /// `nil` when the lists differ in length, have fewer than two items or NaN, or when one of them is constant. Equal values
    /// share the mean of their ranks.
    public static func spearman(_ one: [Double], _ other: [Double]) -> Double? {
        guard one.count == other.count, one.count > 1, !(one + other).contains(where: \.isNaN) else {
            return nil
        }
        return pearson(ranks(one), ranks(other))
    }

    /// Ranks from 1, ties at their mean.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
            start = end
        }
        return ranks
    }

    private static func pearson(_ one: [Double], _ other: [Double]) -> Double? {
        let count = Double(one.count)
        let oneMean = one.reduce(0, +) / count
        let otherMean = other.reduce(0, +) / count
        var product = 0.0
        var oneSquares = 0.0
        var otherSquares = 0.0
        for (x, y) in zip(one, other) {
            product += (x - oneMean) * (y - otherMean)
            oneSquares += (x - oneMean) * (x - oneMean)
            otherSquares += (y - otherMean) * (y - otherMean)
        }
        guard oneSquares > 0, otherSquares > 0 else { return nil }
        return min(1, max(-1, product / (oneSquares * otherSquares).squareRoot()))
    }
}
