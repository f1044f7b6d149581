/// Splits the variance of grouped numbers into what differs between groups and what varies within them.
///
/// One-way analysis with groups as random draws: the mean squares give the two components without bias, also for
/// groups of different size. It tells whether scores differ because documents differ or because chance does.
public struct VarianceSplit: Sendable, Hashable {
    /// Variance of the groups' true means; 0 when the groups differ less than chance makes them.
    public let between: Double
    /// Variance inside groups.
    public let within: Double

    /// Splits the variance; `nil` with fewer than two groups that hold numbers, or when every group holds only one.
    public init?(groups: [[Double]]) {
        let samples = groups.compactMap { Sample($0) }
        let total = samples.reduce(0) { $0 + $1.count }
        guard samples.count > 1, total > samples.count else { return nil }
        let grandMean = samples.reduce(0) { $0 + $1.mean * Double($1.count) } / Double(total)
        var betweenSquares = 0.0
        var withinSquares = 0.0
        var sizeSquares = 0.0
        for sample in samples {
            let size = Double(sample.count)
            betweenSquares += size * (sample.mean - grandMean) * (sample.mean - grandMean)
            let deviation = sample.standardDeviation ?? 0
            withinSquares += deviation * deviation * (size - 1)
            sizeSquares += size * size
        }
        let freedom = Double(samples.count - 1)
        let withinMean = withinSquares / Double(total - samples.count)
        let typicalSize = (Double(total) - sizeSquares / Double(total)) / freedom
        within = withinMean
        between = max(0, (betweenSquares / freedom - withinMean) / typicalSize)
    }
}
