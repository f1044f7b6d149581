import Foundation
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// Tables that compare updates, on a tiny random model.
@Suite struct EvaluationTests {
    private static func evaluation(
        _ engine: Engine, isJoint: Bool, completions: [[String]], journal: any RunJournal
    ) -> Evaluation<KnowledgeDomain> {
        var knowledge = KnowledgeSettings()
        knowledge.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        knowledge.innerLoop.training.epochs = 2
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        settings.samples = 2
        settings.repeats = 2
        let author = PolicyAuthor(engine: engine, adapter: nil, sampling: SamplingOptions())
        return Evaluation(
            domain: KnowledgeDomain(
                student: engine.model, settings: knowledge, grader: OpenDomain.Oddity()),
            student: engine,
            rows: [
                EvaluationArm("no update", .none), EvaluationArm("passage alone", .material),
                EvaluationArm("self-edits", .author(author)),
                EvaluationArm("notes", .completions(completions)),
                EvaluationArm("in view", .inView),
            ], settings: settings, journal: journal)
    }

    @Test(arguments: [false, true])
    func everyRowIsScoredOnEveryItem(isJoint: Bool) async throws {
        let tiny = try TinyEngine()
        let journal = InMemoryJournal()
        let notes = [["The tower is orange."], ["The goat wears a bell."]]
        let evaluation = Self.evaluation(tiny.engine, isJoint: isJoint, completions: notes, journal: journal)
        let results = try await evaluation.run(OuterLoopTests.items)
        #expect(
            results.map(\.name) == ["no update", "passage alone", "self-edits", "notes", "in view"])
        for result in results {
            #expect(result.scores.count == 2)
            #expect(try #require(result.mean()).value == result.scores.reduce(0, +) / 2)
        }
        #expect(results[0].cost.trainedRows == 0 && results[1].cost.trainedRows > 0)
        let again = try await evaluation.run(OuterLoopTests.items)
        #expect(again == results)
    }

    /// Rows that differ from self-edits in one thing only.
    @Test func controlsTrainAsTheyClaim() async throws {
        let tiny = try TinyEngine()
        var knowledge = KnowledgeSettings()
        knowledge.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        knowledge.innerLoop.training.epochs = 3
        knowledge.style = .directed
        let domain = KnowledgeDomain(
            student: tiny.engine.model, settings: knowledge, grader: OpenDomain.Oddity())
        let item = KnowledgeItem(
            context: Context(
                title: "Station",
                text: (0..<20).map { "The tower number \($0) is orange and has a loud horn." }
                    .joined(separator: " ")), questions: OuterLoopTests.items[0].questions)
        let note = "epochs: 4\n" + (0..<30).map { "The bell number \($0) is of brass.\n" }.joined()
        let notes = EvaluationArm.Source.completions([[note, "?"]])
        let rows = [
            EvaluationArm("whole", .whole), EvaluationArm("alone", .material), EvaluationArm("notes", notes),
            EvaluationArm("tokens", .control(.tokens, of: 2)),
            EvaluationArm("directives", .control(.directives, of: 2)),
            EvaluationArm("schedule", .control(.schedule, of: 2)),
            EvaluationArm("longer", .scheduled(AloneSchedule(epochs: 6, learningRate: 1e-4))),
        ]
        let evaluation = Evaluation(
            domain: domain, student: tiny.engine, rows: rows, settings: EvaluationSettings())
        let estimate = try await evaluation.estimate([item], habits: WritingHabits())
        #expect(estimate.parts.count == 3)
        let costs = try await evaluation.run([item]).map(\.cost)
        // The passage alone is trained once for three rows.
        let trained = costs.map(\.trainedRows).reduce(0, +) - 2 * costs[1].trainedRows
        #expect(abs(estimate.tokensToTrain - Double(trained)) <= 0.05 * Double(trained))
        let (tokens, steps) = (costs.map(\.trainedRows), costs.map { $0.steps ?? -1 })
        let pieces = steps[1] / 3
        #expect(steps[0] == 10 && pieces > 2 && steps[1] == 3 * pieces)
        // As many tokens as the note, and once as it is for what nothing can be made of.
        #expect(abs(tokens[3] - (tokens[2] + tokens[1])) <= tokens[1] / 6 + 3)
        // Four epochs of the passage as the note asks, three for what asks for nothing.
        #expect(steps[4] == (4 + 3) * pieces && abs(tokens[4] - tokens[1] / 3 * 7) <= 7)
        // Ten epochs in place of four.
        #expect(steps[5] * 4 == steps[2] * 10)
        #expect(steps[6] == 6 * pieces && tokens[6] == 2 * tokens[1])
    }

    /// Of several updates the answers given most often are shown; one that was unusable gave none.
    @Test func theAnswersGivenMostOftenAreShown() async throws {
        struct Part: Encodable {
            let judgements: [Judgement]
            let completions: [[String]] = []
            let pooling: EvaluationArm.Pooling
            let cost = StageCost()
        }
        func judgement(_ text: String?, _ accuracy: Double) -> Judgement {
            Judgement(
                accuracy: accuracy,
                answers: text.map { [Exam.Answer(text: $0, isCorrect: accuracy == 1)] } ?? [])
        }
        let tries = [judgement(nil, 0), judgement(nil, 0), judgement("a", 0), judgement("b", 1)]
        let rows = [
            Part(judgements: tries + [judgement("b", 1)], pooling: .mean),
            Part(judgements: tries, pooling: .mean), Part(judgements: tries, pooling: .best),
            Part(judgements: [tries[0]], pooling: .mean),
        ]
        let journal = InMemoryJournal()
        await journal.record("item 0", try JSONEncoder().encode(rows))
        let results = try await EvaluationResult.all(
            ["often", "first of equals", "best", "none"], items: 1, settings: EvaluationSettings(),
            journal: journal)
        #expect(results.map { $0.answers[0].map(\.text) } == [["b"], ["a"], ["b"], []])
        #expect(results.map { $0.scores[0] } == [0.4, 0.25, 1, 0])
    }

    @Test func materialThatNothingCanBeMadeOfScoresNothing() async throws {
        let tiny = try TinyEngine()
        let evaluation = Self.evaluation(
            tiny.engine, isJoint: false, completions: [["?"], ["The goat wears a bell."]],
            journal: InMemoryJournal())
        let results = try await evaluation.run(OuterLoopTests.items)
        #expect(results[3].scores[0] == 0)
    }

    @Test func differencesArePaired() throws {
        let one = EvaluationResult(name: "a", scores: [0, 0.5, 1], cost: StageCost())
        let other = EvaluationResult(name: "b", scores: [0.2, 0.7, 1.2], cost: StageCost())
        let difference = try #require(other.difference(to: one))
        #expect(abs(difference.value - 0.2) < 1e-12)
        // Every item differs by the same: however they are drawn, so does their mean.
        #expect(abs(difference.low - 0.2) < 1e-12 && abs(difference.high - 0.2) < 1e-12)
    }
}
