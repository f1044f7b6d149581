import Foundation
import Grading
import SelfAdaptation
import Testing

/// Runs from before answers were told from recitations, scored again.
@Suite struct RegradingTests {
    private static let items = [
        ItemSummary(
            title: "Tower", text: "The tower is orange. The bell is brass.",
            questions: [
                Question(question: "What colour is the tower?", gold: ["orange"], topic: "Tower"),
                Question(question: "What is the bell made of?", gold: ["brass"], topic: "Tower"),
            ])
    ]
    private static let recited = #""The tower is orange and the bell is brass.""#

    /// A judgement as it was stored.
    private static func judgement(_ accuracy: Double, _ answers: (text: String, isCorrect: Bool)...) -> String
    {
        let list = answers.map { #"{"text": \#($0.text), "isCorrect": \#($0.isCorrect)}"# }
        return #"{"accuracy": \#(accuracy), "closeness": 0.5, "answers": [\#(list.joined(separator: ","))]}"#
    }

    private static let cost =
        #"{"writingSeconds":1,"writtenTokens":1,"trainingSeconds":1,"trainedRows":9,"examSeconds":1}"#

    private static let row = """
        {"judgements": [\(judgement(1, (recited, true), (recited, true))), \
        \(judgement(0.5, (#""orange""#, true), (#""wood""#, false))), \(judgement(0))],
        "completions": [], "pooling": "mean", "cost": \(cost)}
        """

    @Test(arguments: [false, true])
    func anEvaluationIsScoredAgain(isJoint: Bool) async throws {
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        let journal = InMemoryJournal()
        await journal.record(isJoint ? "row 0" : "item 0", Data("[\(Self.row)]".utf8))
        func results() async throws -> EvaluationResult {
            try await EvaluationResult.all(["notes"], items: 1, settings: settings, journal: journal)[0]
        }
        let old = try await results()
        #expect(old.scores == [0.5] && old.figures == nil)

        let regrading = Regrading(Self.items, grader: LexicalGrader())
        let result = try #require(
            try await regrading.evaluation(settings, rows: 1, journal: journal))
        #expect(result.answers == 4 && result.changed == 2)
        for entry in result.entries { await journal.record(entry.key, entry.payload) }
        let again = try await results()
        #expect(again.scores == [0.5 / 3])
        let figures = try #require(again.figures)
        #expect(figures.correct == 0.5 && figures.recited == 1.0 / 3)
        #expect(again.cost.trainedRows == 9)
        // Once more changes nothing.
        let twice = try #require(try await regrading.evaluation(settings, rows: 1, journal: journal))
        #expect(twice.changed == 0 && twice.answers == 4)
    }

    @Test func anOuterLoopIsSelectedFromAgain() async throws {
        let candidates = [
            Self.judgement(1, (Self.recited, true), (Self.recited, true)),
            Self.judgement(0.5, (#""orange""#, true), (#""wood""#, false)),
        ].map { #"{"completions": ["note"], "tokens": 3, "rows": 9, "judgements": [\#($0)]}"# }
        let before = Self.judgement(0, (#""""#, false), (#""wood""#, false))
        let journal = InMemoryJournal()
        await journal.record("item 0 before", Data(before.utf8))
        await journal.record(
            "round 0 item 0",
            Data(
                #"{"before": \#(before), "candidates": [\#(candidates.joined(separator: ","))], "cost": \#(Self.cost)}"#
                    .utf8))
        let settings = OuterLoopSettings()
        func round() async throws -> RoundReport {
            try await OuterLoopReport(Self.items, settings: settings, journal: journal).rounds[0]
        }
        #expect(try await round().selection?.choices.map(\.candidate) == [0])

        let result = try #require(
            try await Regrading(Self.items, grader: LexicalGrader()).outerLoop(settings, journal: journal))
        #expect(result.answers == 6 && result.changed == 2 && result.entries.count == 2)
        for entry in result.entries { await journal.record(entry.key, entry.payload) }
        let again = try await round()
        #expect(again.selection?.choices.map(\.candidate) == [1])
        #expect(again.means == [0.25] && again.figuresBefore?.empty == 0.5 && again.figures?.recited == 0.5)
    }

    @Test func aScoreWithoutItsAnswersCannotBeMadeAgain() async throws {
        let journal = InMemoryJournal()
        let row = Self.row.replacing(Self.judgement(0), with: Self.judgement(0.5))
        await journal.record("item 0", Data("[\(row)]".utf8))
        let regrading = Regrading(Self.items, grader: LexicalGrader())
        #expect(try await regrading.evaluation(EvaluationSettings(), rows: 1, journal: journal) == nil)
    }
}
