import Foundation

/// A range of values with round numbers marked on it, laid over a stretch of a drawing.
struct Axis: Sendable {
    /// The smallest value that is shown.
    let low: Double
    /// The largest.
    let high: Double
    /// The marked values.
    let ticks: [Double]
    /// Where the smallest value lies.
    var start = 0.0
    /// Where the largest lies; for an axis that goes up it is less than the start.
    var end = 0.0

    /// An axis that ends at marked values.
    ///
    /// - Parameters:
    ///   - low: a value that must be on it.
    ///   - high: another; when it is not above the first, the axis has the length of one.
    ///   - count: about how many values are marked.
    init(from low: Double, to high: Double, count: Int) {
        let low = low.isFinite ? low : 0
        let high = high.isFinite && high > low ? high : low + 1
        let step = Self.roundStep((high - low) / Double(max(1, count)))
        // A hair of slack: 0.3 / 0.1 is a little less than 3.
        let first = ((low / step) + 1e-9).rounded(.down)
        let last = ((high / step) - 1e-9).rounded(.up)
        ticks = stride(from: first, through: max(last, first + 1), by: 1).map { $0 * step }
        self.low = ticks[0]
        self.high = ticks[ticks.count - 1]
    }

    /// The same axis laid over a stretch.
    func laid(from start: Double, to end: Double) -> Axis {
        var axis = self
        (axis.start, axis.end) = (start, end)
        return axis
    }

    /// Where a value lies; values outside lie at the nearer end.
    func place(_ value: Double) -> Double {
        start + (end - start) * (min(max(value, low), high) - low) / (high - low)
    }

    /// The next of 1, 2, 5, 10, 20 and so on.
    private static func roundStep(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        let digits = [1.0, 2, 5].first { $0 * power >= step * (1 - 1e-9) }
        return (digits ?? 10) * power
    }
}
