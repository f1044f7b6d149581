/// Whose turn it is: prompts, answers or training; a rule without threads or clocks.
///
/// Prompts and answers take turns, so that a long prompt holds up nobody's answer by more than a pass. Beside training,
/// answers may take three times what training took since; what they do not use is kept up to a second, so that a question
/// that comes seldom is answered at once, and one that comes always leaves training a quarter of the time.
package struct Turns {
    /// What is done next.
    package enum Turn: Equatable {
        /// A pass over prompts.
        case prefill
        /// A token of every answer.
        case decode
        /// Training goes on.
        case train
        /// There is nothing to do.
        case rest
    }

    /// What waits.
    package struct Queue {
        /// Whether prompts are to be computed.
        package var hasPrompts: Bool
        /// Whether answers are being written.
        package var hasAnswers: Bool
        /// Whether a training or another reading of many texts is under way.
        package var isTraining: Bool

        /// What waits.
        package init(hasPrompts: Bool, hasAnswers: Bool, isTraining: Bool) {
            self.hasPrompts = hasPrompts
            self.hasAnswers = hasAnswers
            self.isTraining = isTraining
        }
    }

    private static let share = 3.0
    private static let mostCredit = 1.0

    /// Seconds that answers may take before training goes on.
    private var credit = Self.mostCredit
    private var wasPrefill = false

    /// Nothing has been done yet.
    package init() {}

    /// What is done next.
    package func next(_ queue: Queue) -> Turn {
        guard queue.hasPrompts || queue.hasAnswers else { return queue.isTraining ? .train : .rest }
        if queue.isTraining, credit <= 0 { return .train }
        return queue.hasPrompts && !(wasPrefill && queue.hasAnswers) ? .prefill : .decode
    }

    /// Notes what was done.
    package mutating func took(_ turn: Turn, seconds: Double) {
        switch turn {
        case .prefill, .decode:
            wasPrefill = turn == .prefill
            // Answers without a training beside them owe the next one no more than a second.
            credit = max(-Self.mostCredit, credit - seconds)
        case .train:
            let earned = Self.share * seconds
            credit = min(credit + earned, max(Self.mostCredit, earned))
        case .rest: break
        }
    }
}
