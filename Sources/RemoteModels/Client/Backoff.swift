import LanguageModel

/// How long to wait before each retry: twice as long every time, with some chance in it.
///
/// Clients that failed together would otherwise come back together.
package struct Backoff: Sendable {
    /// Retries after a first failure.
    package static let retries = 4
    /// The longest that a server may ask to wait: beyond it the user should know.
    package static let longest = Duration.seconds(60)

    private var next = Duration.milliseconds(500)
    private var generator: SeededGenerator

    /// The waits that belong to a seed.
    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// The next wait: between half of the doubling time and all of it.
    package mutating func wait() -> Duration {
        defer { next = min(next * 2, Self.longest) }
        return next * Double.random(in: 0.5...1, using: &generator)
    }
}
