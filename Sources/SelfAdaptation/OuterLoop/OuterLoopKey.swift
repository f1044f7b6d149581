/// Names under which an outer loop's journal holds what was reached.
public enum OuterLoopKey: Sendable, Equatable, LosslessStringConvertible {
    /// What the model answers of an item without an update.
    case before(item: Int)
    /// An item's candidates in a round.
    case item(Int, round: Int)
    /// A candidate's adapter.
    case candidate(Int, repeat: Int, item: Int, round: Int)
    /// The policy that a round ended with: its training, and its adapter.
    ///
    /// One that a round which was cut ended with is named after the number of items that it learned from.
    case policy(after: Int, of: Int?)

    /// The name as it is stored.
    public var description: String {
        switch self {
        case .before(let item): "item \(item) before"
        case .item(let item, let round): "round \(round) item \(item)"
        case .candidate(let candidate, let number, let item, let round):
            "round \(round) item \(item) candidate \(candidate) repeat \(number)"
        case .policy(let round, let items):
            "policy \(round + 1)" + (items.map { " of \($0)" } ?? "")
        }
    }

    /// Reads a stored name; `nil` for one of something else.
    public init?(_ name: String) {
        let words = name.split(separator: " ")
        let numbers = words.compactMap { Int($0) }
        let key: OuterLoopKey? =
            switch words.map({ Int($0) == nil ? $0 : "#" }).joined(separator: " ") {
            case "item # before": .before(item: numbers[0])
            case "round # item #": .item(numbers[1], round: numbers[0])
            case "round # item # candidate # repeat #":
                .candidate(numbers[2], repeat: numbers[3], item: numbers[1], round: numbers[0])
            case "policy #": .policy(after: numbers[0] - 1, of: nil)
            case "policy # of #": .policy(after: numbers[0] - 1, of: numbers[1])
            default: nil
            }
        guard let key, key.description == name else { return nil }
        self = key
    }

    /// Whether it is true of every run that samples and trains the same candidates, however its policy learns.
    private var isOfFirstCandidates: Bool {
        switch self {
        case .before, .item(_, round: 0): true
        case .item, .candidate, .policy: false
        }
    }

    /// What one run has reached that is true of another with the same items and models, too.
    ///
    /// Runs that differ in the number of rounds alone share everything; those that differ in how a policy learns share
    /// the first round's candidates.
    ///
    /// - Parameters:
    ///   - settings: How one is run.
    ///   - other: How the other is.
    ///   - isRegraded: Whether the other's policies have learned from scores that it has no more.
    /// - Returns: Whether what is stored under a name is shared; `nil` when nothing is.
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
        return { OuterLoopKey($0)?.isOfFirstCandidates ?? false }
    }
}
