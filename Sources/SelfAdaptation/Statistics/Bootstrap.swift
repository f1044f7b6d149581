/// Percentile bootstrap: how a mean would vary had other items been drawn.
///
/// Items are drawn with replacement, the mean is taken, and this is repeated; the interval holds the middle 95 % of
/// those means. Items are the unit (one question, one document), so answers that belong together must be averaged
/// before. Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13.
public enum Bootstrap {
    /// How many times items are drawn again.
    public static let defaultResamples = 2000

    /// The mean of items with its 95 % interval; `nil` when there are no items.
    ///
    /// - Complexity: O(*items* × *resamples*).
    public static func mean(
        of items: [Double], resamples: Int = defaultResamples,
        using generator: inout some RandomNumberGenerator
    ) -> Interval? {
        guard let sample = Sample(items) else { return nil }
        var means: [Double] = []
        means.reserveCapacity(max(0, resamples))
        for _ in 0..<max(0, resamples) {
            var sum = 0.0
            for _ in items.indices { sum += items[Int.random(in: 0..<items.count, using: &generator)] }
            means.append(sum / Double(items.count))
        }
        means.sort()
        return Interval(
            value: sample.mean, low: quantile(0.025, of: means) ?? sample.mean,
            high: quantile(0.975, of: means) ?? sample.mean)
    }

    /// The mean of `after - before` over paired items with its 95 % interval.
    ///
    /// `nil` when there are no items or when the lists differ in length. Pairing keeps the difficulty of an item out
    /// of the interval.
    public static func difference(
        before: [Double], after: [Double], resamples: Int = defaultResamples,
        using generator: inout some RandomNumberGenerator
    ) -> Interval? {
        guard before.count == after.count else { return nil }
        return mean(of: zip(after, before).map { $0 - $1 }, resamples: resamples, using: &generator)
    }

    /// The quantile of sorted values, linear between neighbours; `nil` when there are none.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let place = min(max(share, 0), 1) * Double(last)
        let below = Int(place)
        let above = min(below + 1, last)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}
