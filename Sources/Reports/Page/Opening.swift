import Foundation
import SelfAdaptation
import Text

/// What the page says before its charts.
enum Opening {
    /// What came of the run, in a sentence or three.
    static func sentences(
        _ rounds: [RoundFigures], _ report: OuterLoopReport, _ words: DomainDescriptor, isFinished: Bool
    ) -> [String] {
        guard let last = rounds.last(where: { $0.mean != nil }), let mean = last.mean,
            let before = last.before
        else {
            return ["Nothing has been scored yet: \(words.count(report.items.count)) wait."]
        }
        var sentences = [
            "After learning from one self-edit of a \(words.item): \(words.outcome) \(mean.shareText) in "
                + "\(last.name); without an update \(FigureText.share(before.value))."
        ]
        if last.number > 0, let change = last.change {
            let verdict =
                change.isClear
                ? "a difference that chance alone hardly makes" : "which chance alone could make"
            sentences.append(
                "Against round 0, before the policy learned anything, that is \(change.differenceText) percentage "
                    + "points, \(verdict).")
        }
        if last.isOpen {
            sentences.append(
                "The figures of \(last.name) are those of \(Quantity.count(last.scored)) of its "
                    + "\(words.count(last.passages)); the others are still to come.")
        } else if !isFinished {
            sentences.append("The run has not reached its end.")
        }
        return sentences
    }

    /// The run at a glance.
    static func facts(_ run: RunDescription, _ report: OuterLoopReport) -> [Fact] {
        let edits = report.rounds.flatMap(\.items).compactMap { $0 }.map(\.candidates.count).reduce(0, +)
        let seconds = report.rounds.map { round in
            let cost = round.cost
            return cost.writingSeconds + cost.trainingSeconds + cost.examSeconds
                + (round.policy?.seconds ?? 0)
        }
        let done = report.rounds.filter { !$0.items.contains(nil) }.count
        let repeats = report.settings.repeats
        return [
            Fact(label: "Model", value: run.student),
            run.teacher.map { Fact(label: "Teacher", value: $0) },
            Fact(label: run.domain.title, value: Quantity.count(report.items.count)),
            Fact(label: "Questions", value: Quantity.count(report.items.map(\.questions.count).reduce(0, +))),
            Fact(label: "Rounds done", value: "\(done) of \(report.settings.rounds)"),
            Fact(
                label: "Self-edits scored",
                value: Quantity.count(edits) + (repeats > 1 && edits > 0 ? ", \(repeats) times each" : "")),
            Fact(label: "Time", value: Quantity.duration(seconds.reduce(0, +))),
            Fact(label: "Begun", value: begun(run.begun)),
            Fact(label: "State", value: run.isFinished ? "finished" : "not finished"),
        ].compactMap { $0 }
    }

    private static func begun(_ date: Date) -> String {
        let time = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt).year().month().day()
            .time(includingFractionalSeconds: false)
        return "\(date.formatted(time)) UTC"
    }
}
