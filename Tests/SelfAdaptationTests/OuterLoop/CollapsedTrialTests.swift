import LanguageModel
import SelfAdaptation
import Testing
import Text

/// What becomes of updates that collapse in an outer loop and in a table, on a tiny random model.
@Suite struct CollapsedTrialTests {
    /// Passages, unless a self-edit asks for another, at a rate at which a tiny model learns to say one letter only.
    private static func domain(_ model: LanguageModel, rate: Float = 1) -> KnowledgeDomain {
        var settings = KnowledgeSettings()
        settings.style = .directed
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        settings.innerLoop.training.epochs = 20
        settings.innerLoop.training.learningRate = rate
        return KnowledgeDomain(student: model, settings: settings, grader: OpenDomain.Oddity())
    }

    /// A text that ends in a single letter whatever is said: who learns too much of it says nothing else.
    private static let dull = Array(repeating: "zzzzzzzzzzzzzzzzzzzzzzzz", count: 4).joined(separator: " ")
    private static let items = OuterLoopTests.items.map {
        KnowledgeItem(context: Context(title: "Station", text: dull), questions: $0.questions)
    }
    private static let notes = "The " + dull
    private static let tame = "learning_rate: 1e-4\n" + notes

    private static func table(
        _ engine: Engine, isJoint: Bool, rate: Float = 1
    ) async throws -> [EvaluationResult] {
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        settings.repeats = 2
        return try await Evaluation(
            domain: domain(engine.model, rate: rate), student: engine,
            rows: [
                EvaluationArm("no update", .none), EvaluationArm("passage alone", .material),
                EvaluationArm("both", .completions(Self.items.map { _ in [tame, notes] })),
                EvaluationArm("schedule", .control(.schedule, of: 2)),
            ].prefix(isJoint ? 2 : 4).map { $0 }, settings: settings
        ).run(Self.items)
    }

    @Test func aCollapsedUpdateCountsAsAllWrongInItsRow() async throws {
        let tiny = try TinyEngine()
        let results = try await Self.table(tiny.engine, isJoint: false)
        #expect(results[0].collapsed == nil && results[0].watch == nil)
        let alone = try #require(results[1].collapsed)
        #expect(alone.count == 4 && alone.of == 4)
        #expect(results[1].scores == [0, 0])
        #expect(results[1].watch?.joined().allSatisfy { $0.map(\.epoch) == [20] } == true)
        // Of each passage one self-edit collapses and one does not, twice each.
        let both = try #require(results[2].collapsed)
        #expect(both.count == 4 && both.of == 8)
        #expect(results[2].watch?.map(\.count) == [4, 4])
        #expect(results[2].watch?[0].map(\.hasCollapsed) == [false, false, true, true])
        #expect(results[2].scores.allSatisfy { $0 <= 0.5 } && results[2].answers[0].count == 2)
        // Controls are watched, too.
        #expect(results[3].collapsed?.of == 8)
    }

    @Test func oneAdapterForAllThatCollapsesIsWrongEverywhere() async throws {
        let tiny = try TinyEngine()
        let results = try await Self.table(tiny.engine, isJoint: true)
        let collapsed = try #require(results[1].collapsed)
        #expect(collapsed.count == 2 && collapsed.of == 2)
        #expect(results[1].scores == [0, 0] && results[1].watch?.map(\.count) == [2, 0])
        let well = try await Self.table(tiny.engine, isJoint: true, rate: 1e-4)
        #expect(well[1].collapsed?.count == 0 && well[1].collapsed?.of == 2)
        #expect(well[1].answers[0].count == 2)
    }

    /// Asks for a low rate first, then for none; its notes are always the same.
    private struct Moody: SelfEditAuthor {
        func write(
            _ requests: [WritingRequest], progress: @escaping @Sendable (_ tokens: Int) -> Void
        ) async throws -> [[Completion]] {
            requests.map { request in
                let texts = request.samples > 1 ? ["learning_rate: 1e-4", "rank: 2"] : [notes]
                return texts.map { Completion(text: $0, tokens: 1) }
            }
        }
    }

    @Test func aPolicyDoesNotLearnFromWhatCollapsed() async throws {
        let tiny = try TinyEngine()
        var settings = OuterLoopTests.settings()
        settings.candidates = 2
        settings.rounds = 1
        let (report, _) = try await OuterLoop(
            domain: Self.domain(tiny.engine.model), student: tiny.engine, teacher: .fixed(Moody()),
            settings: settings
        ).run(Self.items)
        let round = try #require(report.rounds.first)
        for item in round.items.compactMap({ $0 }) {
            let (good, bad) = (item.candidates[0], item.candidates[1])
            #expect(good.failure == nil && good.judgements.allSatisfy { $0.answers.count == 2 })
            #expect(good.watch?.map { $0.map(\.epoch) } == [[20], [20]])
            #expect(bad.failure?.hasPrefix("collapsed after epoch 20 of 20: ") == true)
            #expect(bad.watch?.map(\.hasCollapsed) == [true, true])
            for reward in Reward.allCases where reward != .gain {
                #expect(bad.reward(reward, before: item.before) == 0)
            }
            #expect(bad.judgements.count == 2 && bad.judgements.allSatisfy { $0.answers.isEmpty })
        }
        #expect(round.selection?.choices.contains { $0.candidate == 1 } == false)
    }

    /// Puzzles are not watched: a domain says whether it is.
    @Test func aDomainThatWatchesNothingHasNoFigures() async throws {
        let tiny = try TinyEngine()
        let (report, _) = try await OuterLoopTests.loop(tiny.engine, OuterLoopTests.settings())
            .run(Self.items)
        let candidates = report.rounds.flatMap(\.items).compactMap { $0 }.flatMap(\.candidates)
        #expect(candidates.count > 0 && candidates.allSatisfy { $0.watch == nil })
    }
}
