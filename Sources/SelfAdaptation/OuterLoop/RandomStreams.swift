import LanguageModel

/// Seeds that depend on what they are for and on nothing else, so that a run that is taken up again draws what it would
/// have drawn.
struct RandomStreams: Sendable {
    let seed: UInt64

    /// For writing an item's self-edits.
    func writing(round: Int, item: Int) -> UInt64 { stream(1, round, item, 0, 0) }

    /// For the factors that an adapter starts from: the same for all candidates, so that they differ by what they
    /// learn alone.
    func start(repeat number: Int) -> UInt64 { stream(2, 0, 0, 0, number) }

    /// For the order of a candidate's sequences.
    func order(round: Int, item: Int, candidate: Int, repeat number: Int) -> UInt64 {
        stream(3, round, item, candidate, number)
    }

    /// For the policy's factors and the order of what it learns from.
    func policy(round: Int) -> UInt64 { stream(4, round, 0, 0, 0) }

    private func stream(_ purpose: Int, _ round: Int, _ item: Int, _ candidate: Int, _ number: Int) -> UInt64
    {
        let base = SeededGenerator.seed(seed, stream: UInt64(purpose) << 32 | UInt64(round))
        return SeededGenerator.seed(
            base, stream: UInt64(item) << 24 | UInt64(candidate) << 8 | UInt64(number))
    }
}
