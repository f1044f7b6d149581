/// Names under which an outer loop's journal holds what was reached.
public enum OuterLoopKeys {
    /// What the model answers of an item without an update.
    static func before(item: Int) -> String { "item \(item) before" }

    /// An item's candidates in a round.
    static func item(_ item: Int, round: Int) -> String { "round \(round) item \(item)" }

    /// Whether a key holds what does not depend on how a policy learns: the first round's candidates.
    public static func isFirstExpectation(_ key: String) -> Bool {
        key.hasPrefix("round 0 item ") || (key.hasPrefix("item ") && key.hasSuffix(" before"))
    }

    /// A candidate's adapter.
    static func adapter(item: Int, round: Int, candidate: Int, repeat number: Int) -> String {
        "round \(round) item \(item) candidate \(candidate) repeat \(number)"
    }

    /// The policy that a round ended with: its training, and its adapter.
    public static func policy(after round: Int) -> String { "policy \(round + 1)" }
}
