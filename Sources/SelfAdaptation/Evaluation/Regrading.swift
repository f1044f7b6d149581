public import Foundation
public import Grading

/// Scores the answers that a run has kept again, by the ``Scoring`` of today.
///
/// What is made of scores is not made again: a policy stays the one that learned from what was best by the scores of its
/// time.
public struct Regrading: Sendable {
    /// What a run's journal is to hold in place of what it holds.
    public struct Result: Sendable {
        /// Entries by the name under which they were recorded.
        public var entries: [(key: String, payload: Data)] = []
        /// Answers that were scored.
        public var answers = 0
        /// Answers among them that counted before and do not any more, or the other way round.
        public var changed = 0
    }

    private let items: [ItemSummary]
    private let grader: any Grader

    /// A regrading of exams about some items, in the run's order.
    public init(_ items: [ItemSummary], grader: any Grader) {
        self.items = items
        self.grader = grader
    }

    /// An evaluation's entries, as far as it has come.
    ///
    /// - Parameters:
    ///   - settings: How the evaluation is made.
    ///   - rows: The number of its rows.
    ///   - journal: What it holds.
    /// - Returns: `nil` when answers were not kept.
    /// - Throws: What journal and grader throw.
    public func evaluation(
        _ settings: EvaluationSettings, rows: Int, journal: any RunJournal
    ) async throws -> Result? {
        var result = Result()
        let keys =
            settings.isJoint
            ? (0..<rows).map { EvaluationPart.key(row: $0) }
            : items.indices.map { EvaluationPart.key(item: $0) }
        for (place, key) in keys.enumerated() {
            guard var parts = try await journal.recall(key, [EvaluationPart].self) else { continue }
            for index in parts.indices {
                let item = items[settings.isJoint ? index : place]
                guard let again = try await grade(parts[index].judgements, item, &result) else { return nil }
                parts[index].judgements = again
            }
            result.entries.append((key, try JSONEncoder().encode(parts)))
        }
        return result
    }

    /// An outer loop's entries, as far as it has come.
    ///
    /// - Parameters:
    ///   - settings: How the loop is run.
    ///   - journal: What it holds.
    /// - Returns: `nil` when answers were not kept.
    /// - Throws: What journal and grader throw.
    public func outerLoop(_ settings: OuterLoopSettings, journal: any RunJournal) async throws -> Result? {
        var result = Result()
        for (index, item) in items.enumerated() {
            let before = OuterLoopKey.before(item: index).description
            if let judgement = try await journal.recall(before, Judgement.self) {
                var uncounted = Result()
                guard let again = try await grade([judgement], item, &uncounted) else { return nil }
                result.entries.append((before, try JSONEncoder().encode(again[0])))
            }
            for round in 0..<settings.rounds {
                let key = OuterLoopKey.item(index, round: round).description
                guard var scored = try await journal.recall(key, ItemRound.self) else { continue }
                let all = [scored.before] + scored.candidates.flatMap(\.judgements)
                guard var again = try await grade(all, item, &result)?[...] else { return nil }
                scored.before = again.removeFirst()
                for candidate in scored.candidates.indices {
                    let count = scored.candidates[candidate].judgements.count
                    scored.candidates[candidate].judgements = Array(again.prefix(count))
                    again = again.dropFirst(count)
                }
                result.entries.append((key, try JSONEncoder().encode(scored)))
            }
        }
        return result
    }

    /// Exams of one item; one without answers has score 0 and keeps it.
    private func grade(
        _ judgements: [Judgement], _ item: ItemSummary, _ result: inout Result
    ) async throws -> [Judgement]? {
        let places = judgements.indices.filter { !judgements[$0].answers.isEmpty }
        guard judgements.allSatisfy({ !$0.answers.isEmpty || $0.accuracy == 0 }),
            places.allSatisfy({ judgements[$0].answers.count == item.questions.count })
        else { return nil }
        let graded = try await Scoring.grade(
            places.map { place in
                judgements[place].answers.map {
                    Respondent.Reply(text: $0.text, recalled: $0.recalled?.texts ?? [])
                }
            }, to: item.questions,
            passages: item.questions.map { _ in 0 }, by: grader)
        var again = judgements
        for (place, answers) in zip(places, graded) {
            result.answers += answers.count
            result.changed +=
                zip(answers, judgements[place].answers)
                .filter { $0.isAnswered != $1.isAnswered }.count
            again[place].answers = answers
            again[place].accuracy = answers.answered
        }
        return again
    }
}
