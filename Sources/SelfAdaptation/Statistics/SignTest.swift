import Foundation

/// Whether of two who answered the same questions one did worse than the other.
///
/// Source: the exact sign test on the questions that only one of them answered (McNemar, Psychometrika 12 (1947), 153-157,
/// in its exact form).
package enum SignTest {
    /// The probability that at least `lost` of the questions that only one answered were lost by chance; 1 without any.
    package static func worse(lost: Int, gained: Int) -> Double {
        let count = lost + gained
        guard lost > 0, gained >= 0 else { return 1 }
        // From the top down, each term from the one before, as logarithms: their numbers get large.
        var term = -Double(count) * log(2)
        var sum = 0.0
        for successes in stride(from: count, through: lost, by: -1) {
            sum += exp(term)
            term += log(Double(successes) / Double(count - successes + 1))
        }
        return min(1, sum)
    }
}
