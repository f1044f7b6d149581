import Memory
import SelfAdaptation
import Text

extension VersionRecord {
    /// Whether the version answers, and if not why.
    var sentence: String {
        guard let verdict else { return "Version \(id) answers." }
        return verdict.isPassed
            ? "Version \(id) answers: \(verdict.sentence)."
            : "Version \(id) is kept aside, and does not answer: \(verdict.sentence)."
    }
}

extension GuardVerdict {
    /// What was found, with what speaks against it first.
    var sentence: String {
        let figures = [
            new.map { change("taught", $0) }, old.map { change("known until now", $0) },
            change("general", general), kl.map { "KL to the base \(Quantity.decimal($0, places: 2))" },
        ]
        return (objections.map(\.sentence) + figures.compactMap(\.self)).joined(separator: ", ")
    }

    private func change(_ name: String, _ answers: PairedAnswers) -> String {
        "\(name) \(answers.before) → \(answers.after) of \(answers.questions)"
    }
}

extension GuardVerdict.Objection {
    /// What speaks against an update.
    fileprivate var sentence: String {
        switch self {
        case .notFinite: "its numbers are too large"
        case .inert: "it changes nothing"
        case .nothingLearned: "it answers no more than before"
        case .forgets: "it forgets what was answered until now"
        case .strays: "it has left the model behind on everything else"
        }
    }
}
