import Files
import Grading
import LanguageModel
import SelfAdaptation
import Testing

/// Loops, comparisons and corpora against a clock that the test tells: what counts, what is left out, and that a run
/// which was cut ends, once it goes on, as one that never was.
@Suite struct CutRunTests {
    private let tiny: TinyEngine
    private let hands = Hands()
    private let items = OuterLoopTests.items

    init() throws { tiny = try TinyEngine() }

    /// So many seconds, of which each finished item takes one.
    private func allowance(_ end: Double, row: Double = 0) -> Allowance {
        Allowance(
            until: end, clock: hands.clock,
            costs: CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0, row: row)))
    }

    private var seen: @Sendable (OuterLoopProgress) -> Void {
        { [hands] progress in if progress.isItemDone { hands.move(1) } }
    }

    private func loop(_ journal: InMemoryJournal, _ allowance: Allowance?, rounds: Int = 2)
        -> OuterLoop<OpenDomain>
    {
        var settings = OuterLoopTests.settings()
        settings.rounds = rounds
        // Tells self-edits of any model apart, so that a policy comes of every round.
        settings.reward = .dense
        return OuterLoop(
            domain: OpenDomain(tiny.engine.model), student: tiny.engine, teacher: .policy(tiny.engine),
            settings: settings, journal: journal, clock: hands.clock, allowance: allowance, progress: seen)
    }

    @Test func aLoopEndsWithTheItemsThatAreFinished() async throws {
        let journal = InMemoryJournal()
        let (report, policy) = try await loop(journal, allowance(1)).run(items)
        #expect(report.cut == WorkCut(items: 1, rounds: 1, policies: 1))
        #expect(policy == nil)
        #expect(report.rounds.count == 1 && report.rounds[0].items.map { $0 != nil } == [true, false])
    }

    @Test func thePolicyOfARoundThatWasCutLearnsFromWhatIsFinished() async throws {
        let journal = InMemoryJournal()
        let efforts = try await loop(journal, nil, rounds: 1).estimate(items, habits: WritingHabits())
            .parts.map(\.amount.effort)
        // An item's training is expected to take a second, and half of the policy's training so much; when the first
        // item is finished there is time for that, and none for another item.
        let (item, half) = (efforts[1], efforts[6] / 2)
        let narrow = allowance(1.2 * (1 + half / item), row: 1 / item)
        let (report, policy) = try await loop(journal, narrow, rounds: 1).run(items)
        #expect(report.cut == WorkCut(items: 1))
        let round = try #require(report.rounds.first)
        #expect(policy != nil && round.policy != nil)
        #expect(round.selection?.choices.map(\.item) == [0])

        let resumed = try await loop(journal, nil, rounds: 1).run(items)
        let uncut = try await loop(InMemoryJournal(), nil, rounds: 1).run(items)
        #expect(resumed.report.cut == nil)
        #expect(OuterLoopTests.timeless(resumed.report) == OuterLoopTests.timeless(uncut.report))
        let policies = try [resumed, uncut].map { try #require($0.policy).parameters.array }
        #expect(policies[0] == policies[1])
    }

    @Test func roundsAndPoliciesThatAreNotBegunAreCounted() async throws {
        let one = try await loop(InMemoryJournal(), allowance(2)).run(items)
        #expect(one.report.cut == WorkCut(rounds: 1, policies: 1) && one.policy == nil)
        hands.turnBack()
        let two = try await loop(InMemoryJournal(), allowance(2.5)).run(items)
        #expect(two.report.cut == WorkCut(items: 1, policies: 1))
        #expect(two.policy != nil, "that of the first round")
    }

    @Test func whatWouldNotFitIsNotBegun() async throws {
        let slow = allowance(100, row: 10)
        await #expect(throws: Diagnosis.self) { try await loop(InMemoryJournal(), slow).run(items) }
        await #expect(throws: Diagnosis.self) {
            try await comparison(InMemoryJournal(), slow, isJoint: false).run(items)
        }
        #expect(hands.time == 0)
    }

    private func comparison(_ journal: InMemoryJournal, _ allowance: Allowance?, isJoint: Bool)
        -> Evaluation<OpenDomain>
    {
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        return Evaluation(
            domain: OpenDomain(tiny.engine.model), student: tiny.engine,
            rows: [EvaluationArm("none", .none), EvaluationArm("text", .material)], settings: settings,
            journal: journal, clock: hands.clock, allowance: allowance, progress: seen)
    }

    @Test(arguments: [false, true])
    func aComparisonCountsWhatIsFinishedAndGoesOn(isJoint: Bool) async throws {
        let journal = InMemoryJournal()
        // By itself each item takes a second; in one adapter each row takes one for each of two items.
        let cut = try await comparison(journal, allowance(isJoint ? 2 : 1), isJoint: isJoint).run(items)
        #expect(cut.map(\.scores.count) == (isJoint ? [2, 0] : [1, 1]))
        #expect(
            try await WorkCut.noted(in: journal) == (isJoint ? WorkCut(rows: 1) : WorkCut(items: 1)))
        let resumed = try await comparison(journal, nil, isJoint: isJoint).run(items)
        let uncut = try await comparison(InMemoryJournal(), nil, isJoint: isJoint).run(items)
        #expect(resumed.map(\.scores) == uncut.map(\.scores))
        #expect(try await WorkCut.noted(in: journal) == nil)
    }

    @Test func aCorpusHasThePassagesThatAreFinished() async throws {
        let journal = InMemoryJournal()
        func collector(_ allowance: Allowance?) -> SelfEditCollector {
            SelfEditCollector(
                domain: KnowledgeDomain(
                    student: tiny.engine.model, settings: KnowledgeSettings(), grader: LexicalGrader()),
                engine: tiny.engine,
                author: PolicyAuthor(engine: tiny.engine, adapter: nil, sampling: SamplingOptions()),
                settings: OuterLoopTests.settings(), journal: journal, clock: hands.clock,
                allowance: allowance, progress: seen)
        }
        let plain = items.map { KnowledgeItem(context: $0.context, questions: []) }
        #expect(try await collector(allowance(1)).run(plain).count == 1)
        #expect(try await WorkCut.noted(in: journal) == WorkCut(items: 1))
        #expect(try await collector(nil).run(plain).count == 2)
        #expect(try await WorkCut.noted(in: journal) == nil)
    }
}
