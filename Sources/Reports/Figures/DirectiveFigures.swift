import SelfAdaptation

/// How often self-edits asked for something about their own training, round by round.
struct DirectiveFigures: Sendable {
    /// One value that was asked for.
    struct Choice: Sendable, Equatable {
        let value: String
        /// Self-edits that asked for it, by round.
        let counts: [Int]
        /// Mean accuracy of these self-edits over all rounds.
        let accuracy: Double?
    }

    /// What was chosen: style, learning rate and so on.
    let name: String
    /// Values in ascending order, at last how many said nothing.
    let choices: [Choice]

    /// The longest list of values; rarer ones are put together.
    private static let longest = 8
    private static let silence = "not said"
    private static let rest = "others"

    /// What self-edits asked for; empty when none asked for anything.
    static func all(of report: OuterLoopReport) -> [DirectiveFigures] {
        let names: [(String, @Sendable (TrainingDirectives) -> Value?)] = [
            ("augmentations", { $0.augmentations.map { Value(text: name($0), order: Double($0.count)) } }),
            ("loss", { $0.loss.map { Value(text: $0.rawValue, order: 0) } }),
            ("style", { $0.style.map { Value(text: $0.rawValue, order: 0) } }),
            ("learning rate", { $0.learningRate.map { Value(text: "\($0)", order: Double($0)) } }),
            ("epochs", { $0.epochs.map { Value(text: "\($0)", order: Double($0)) } }),
            ("rank", { $0.rank.map { Value(text: "\($0)", order: Double($0)) } }),
            ("layers", { $0.layers.map { Value(text: $0.rawValue, order: 0) } }),
        ]
        return names.compactMap { name, value in
            let answers = report.rounds.map { round in
                round.items.compactMap { $0 }.flatMap { item in
                    item.candidates.map { candidate in
                        Answer(
                            value: candidate.directives.flatMap(value),
                            accuracy: candidate.reward(.accuracy, before: item.before) ?? 0)
                    }
                }
            }
            guard answers.joined().contains(where: { $0.value != nil }) else { return nil }
            return DirectiveFigures(name: name, choices: choices(answers))
        }
    }

    private static func name(_ groups: [AugmentationGroup]) -> String {
        groups.isEmpty ? "none" : groups.map(\.rawValue).joined(separator: " + ")
    }

    /// A value with its place among the others.
    private struct Value: Hashable {
        let text: String
        let order: Double
    }

    /// What one self-edit said, and how it did.
    private struct Answer {
        var value: Value?
        let accuracy: Double
    }

    private static func choices(_ answers: [[Answer]]) -> [Choice] {
        var counts: [Value: Int] = [:]
        for value in answers.joined().compactMap(\.value) { counts[value, default: 0] += 1 }
        let common = counts.keys.sorted { one, other in
            if counts[one] != counts[other] { return (counts[one] ?? 0) > (counts[other] ?? 0) }
            return (one.order, one.text) < (other.order, other.text)
        }.prefix(counts.count > longest ? longest - 1 : longest)
        let shown = common.sorted { ($0.order, $0.text) < ($1.order, $1.text) }.map(\.text)
        func name(_ answer: Answer) -> String {
            guard let value = answer.value else { return silence }
            return common.contains(value) ? value.text : rest
        }
        return (shown + [rest, silence]).compactMap { text in
            let chosen = answers.map { round in round.filter { name($0) == text } }
            let accuracies = chosen.joined().map(\.accuracy).filter(\.isFinite)
            guard chosen.contains(where: { !$0.isEmpty }) else { return nil }
            return Choice(value: text, counts: chosen.map(\.count), accuracy: Sample(accuracies)?.mean)
        }
    }
}
