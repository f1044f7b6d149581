import Text
import SelfAdaptation

/// What a report calls the things that its run was about.
struct ReportWords: Sendable {
    /// One item.
    let item: String
    /// What is counted, in percent.
    let outcome: String
    /// How an update is examined.
    let exam: String
    /// What the finer measure is.
    let closeness: String

    /// For passages.
    static let passages = passages(outcome: "questions answered")

    /// For passages of a run that was scored when every answer counted that holds the right one.
    static let passagesBefore = passages(outcome: "right answers")

    private static func passages(outcome: String) -> ReportWords {
        ReportWords(
            item: "passage", outcome: outcome,
            exam: "which then sits the passage's exam with the passage out of sight",
            closeness: "probability of right answers in the passage's sentences, 0 to 1")
    }

    /// For tasks of grids.
    static let tasks = ReportWords(
        item: "task", outcome: "tasks solved",
        exam: "which then tries the task's tests with the demonstrations in view",
        closeness: "share of right cells, 0 to 1")

    /// The words for a report's items.
    static func of(_ report: OuterLoopReport) -> ReportWords {
        if report.items.contains(where: { $0.grids != nil }) { return tasks }
        let answers = report.rounds.flatMap(\.items).compactMap { $0?.before.answers }.joined()
        return answers.contains { $0.outcome == nil } ? passagesBefore : passages
    }

    /// Several items.
    var items: String { "\(item)s" }

    /// Several items at the beginning of a sentence.
    var title: String { "\(items.prefix(1).uppercased())\(items.dropFirst())" }

    /// What is counted, at the beginning of a sentence.
    var outcomeTitle: String { "\(outcome.prefix(1).uppercased())\(outcome.dropFirst())" }

    /// A number of items.
    func count(_ number: Int) -> String {
        number == 1 ? "1 \(item)" : "\(Quantity.count(number)) \(items)"
    }
}
