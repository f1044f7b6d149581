/// Names under which an outer loop's journal holds what was reached.
public enum OuterLoopKeys {
    /// What the model answers of an item without an update.
    static func before(item: Int) -> String { "item \(item) before" }

    /// An item's candidates in a round.
    static func item(_ item: Int, round: Int) -> String { "round \(round) item \(item)" }

    /// What one run has reached that is true of another with the same items and models, too.
    ///
    /// Runs that differ in the number of rounds alone share everything; those that differ in how a policy learns share
    /// the first round's candidates.
    ///
    /// - Parameters:
    ///   - settings: How one is run.
    ///   - other: How the other is.
    ///   - isRegraded: Whether the other's policies have learned from scores that it has no more.
    /// - Returns: Whether a key is shared; `nil` when nothing is.
    public static func shared(
        _ settings: OuterLoopSettings, _ other: OuterLoopSettings, isRegraded: Bool = false
    ) -> (@Sendable (String) -> Bool)? {
        var longer = other
        longer.rounds = settings.rounds
        if longer == settings, !isRegraded { return { _ in true } }
        guard
            settings.candidates == other.candidates, settings.repeats == other.repeats,
            settings.sampling == other.sampling, settings.seed == other.seed
        else { return nil }
        return { $0.hasPrefix("round 0 item ") || ($0.hasPrefix("item ") && $0.hasSuffix(" before")) }
    }

    /// A candidate's adapter.
    static func adapter(item: Int, round: Int, candidate: Int, repeat number: Int) -> String {
        "round \(round) item \(item) candidate \(candidate) repeat \(number)"
    }

    /// The policy that a round ended with: its training, and its adapter.
    ///
    /// One that a round which was cut ended with is named after the number of items that it learned from.
    public static func policy(after round: Int, of items: Int? = nil) -> String {
        "policy \(round + 1)" + (items.map { " of \($0)" } ?? "")
    }
}
