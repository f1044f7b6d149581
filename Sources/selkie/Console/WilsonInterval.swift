/// The 95 % interval of a share of counted things.
///
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
struct WilsonInterval {
    /// Lower end.
    let low: Double
    /// Upper end.
    let high: Double

    /// The interval of a share of `count` things, at least one.
    init(share: Double, count: Int) {
        let z = 1.959964
        let n = Double(max(1, count))
        let scale = 1 + z * z / n
        let middle = (share + z * z / (2 * n)) / scale
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / scale
        low = max(0, middle - half)
        high = min(1, middle + half)
    }
}
