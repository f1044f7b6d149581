/// The Wilson score interval of a share: sound for small counts and for shares near 0 and 1.
///
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
public enum Proportion {
    /// Two-sided 95 % point of the normal distribution.
    static let z95 = 1.959963984540054

    /// The share of successes with its 95 % interval; `nil` when nothing was tried or the counts make no sense.
    public static func interval(successes: Int, of trials: Int) -> Interval? {
        guard trials > 0, (0...trials).contains(successes) else { return nil }
        let n = Double(trials)
        let share = Double(successes) / n
        let square = z95 * z95
        let scale = 1 + square / n
        let centre = (share + square / (2 * n)) / scale
        let half = z95 / scale * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        return Interval(
            value: share, low: successes == 0 ? 0 : max(0, centre - half),
            high: successes == trials ? 1 : min(1, centre + half))
    }
}
