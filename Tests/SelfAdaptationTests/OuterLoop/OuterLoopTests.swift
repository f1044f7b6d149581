import Files
import Foundation
import Grading
import LanguageModel
import SelfAdaptation
import Synchronization
import Testing
import Text

/// Reinforcement learning over self-edits, on a tiny random model.
@Suite struct OuterLoopTests {
    static let items = ["The tower is orange. The horn is loud.", "The goat wears a bell of brass."].map {
        KnowledgeItem(
            context: Context(title: "Station", text: $0),
            questions: [
                Question(question: "What colour is it?", gold: ["orange"], topic: "Station"),
                Question(question: "What does it wear?", gold: ["a bell"], topic: "Station"),
            ])
    }

    static func settings() -> OuterLoopSettings {
        var settings = OuterLoopSettings()
        settings.candidates = 3
        settings.repeats = 2
        settings.policy.lora = LoRAConfiguration(rank: 2, alpha: 4)
        settings.policy.training.accumulation = 2
        return settings
    }

    static func loop(
        _ engine: Engine, _ settings: OuterLoopSettings, keepsAll: Bool = false,
        journal: any OuterLoopJournal = InMemoryJournal()
    ) -> OuterLoop<OpenDomain> {
        OuterLoop(
            domain: OpenDomain(engine.model), student: engine, teacher: .policy(engine), settings: settings,
            keepsAll: keepsAll, journal: journal, checkpointInterval: .zero)
    }

    /// A report without what differs from run to run: the time that was spent.
    static func timeless(_ report: OuterLoopReport) -> OuterLoopReport {
        var report = report
        for round in report.rounds.indices {
            report.rounds[round].policy?.seconds = 0
            for item in report.rounds[round].items.indices {
                report.rounds[round].items[item]?.cost = StageCost()
            }
        }
        return report
    }

    @Test func aRoundScoresSelectsAndTrains() async throws {
        let tiny = try TinyEngine()
        let (report, policy) = try await Self.loop(tiny.engine, Self.settings()).run(Self.items)
        #expect(report.rounds.count == 2 && policy != nil)
        for round in report.rounds {
            let items = round.items.compactMap { $0 }
            #expect(items.count == 2)
            for candidate in items.flatMap(\.candidates) where candidate.failure == nil {
                #expect(candidate.judgements.count == 2)
                #expect(candidate.judgements.allSatisfy { $0.answers.count == 2 && $0.dense != nil })
            }
            #expect(round.selection != nil)
        }
        let trained = try #require(report.rounds[0].policy)
        #expect(trained.sequences > 0 && trained.steps > 0 && trained.rows > 0)
        #expect(trained.lastLoss < trained.firstLoss)
    }

    @Test func theSecondRoundIsWrittenByThePolicyOfTheFirst() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.policy.training.learningRate = 0.05
        let (report, _) = try await Self.loop(tiny.engine, settings).run(Self.items)
        let written = report.rounds.map { round in
            round.items.compactMap { $0 }.flatMap(\.candidates).map(\.completions)
        }
        #expect(written.count == 2 && written[0] != written[1])
        // The student is the same in both: so is what it answers without an update.
        #expect(report.rounds[0].befores == report.rounds[1].befores)
    }

    @Test func aPolicyThatBreaksOffIsAFailureWithARemedy() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.policy.training.learningRate = 1e30
        let error = await #expect(throws: Diagnosis.self) {
            _ = try await Self.loop(tiny.engine, settings).run(Self.items)
        }
        #expect(error?.place == "policy 1" && error?.problem.contains("became") == true)
        #expect(error?.remedy == "give the policy a lower learning rate")
    }

    /// What does not fit into the window of a policy is left out rather than cut to a prompt without an answer.
    @Test(arguments: PolicySettings.Step.allCases)
    func turnsThatAreTooLongTeachNothing(step: PolicySettings.Step) async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.rounds = 1
        settings.repeats = 1
        settings.policy.step = step
        func run(endless: Set<String>) async throws -> PolicyReport? {
            var domain = OpenDomain(tiny.engine.model)
            domain.endless = endless
            return try await OuterLoop(
                domain: domain, student: tiny.engine, teacher: .policy(tiny.engine), settings: settings
            ).run(Self.items).report.rounds.first?.policy
        }
        let all = try #require(try await run(endless: []))
        let rest = try #require(try await run(endless: [Self.items[0].context.text]))
        #expect(rest.sequences > 0 && rest.sequences < all.sequences)
        await #expect(throws: Diagnosis.self) {
            _ = try await run(endless: Set(Self.items.map(\.context.text)))
        }
    }

    @Test(arguments: SelfEditStyle.allCases)
    func everyStyleGoesThrough(style: SelfEditStyle) async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.rounds = 1
        settings.repeats = 1
        var knowledge = KnowledgeSettings()
        knowledge.style = style
        let (report, _) = try await OuterLoop(
            domain: KnowledgeDomain(
                student: tiny.engine.model, settings: knowledge, grader: LexicalGrader()),
            student: tiny.engine, teacher: .policy(tiny.engine), settings: settings
        ).run(Self.items)
        #expect(report.rounds.first?.items.compactMap { $0 }.count == 2)
    }

    /// A journal whose process dies when it has written so much.
    actor DyingJournal: OuterLoopJournal {
        private let journal: InMemoryJournal
        private var left: Int

        init(_ journal: InMemoryJournal, records: Int) {
            self.journal = journal
            left = records
        }

        func entry(_ key: String) async -> Data? { await journal.entry(key) }
        func adapter(_ key: String) async -> Adapter? { await journal.adapter(key) }

        func record(_ key: String, _ entry: Data) async throws {
            try live()
            await journal.record(key, entry)
        }

        func keep(_ adapter: Adapter, as key: String, isPolicy: Bool) async throws {
            try live()
            await journal.keep(adapter, as: key, isPolicy: isPolicy)
        }

        func checkpoint(like initial: Adapter) async -> TrainingCheckpoint? {
            await journal.checkpoint(like: initial)
        }

        func keep(checkpoint: TrainingCheckpoint?) async throws {
            try live()
            await journal.keep(checkpoint: checkpoint)
        }

        private func live() throws {
            guard left > 0 else { throw CancellationError() }
            left -= 1
        }
    }

    @Test(arguments: [PolicySettings.Step.sft, .dpo], 0..<14)
    func aRunThatIsCutOffEndsAsAnUninterruptedOne(step: PolicySettings.Step, records: Int) async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.policy.step = step
        let journal = InMemoryJournal()
        let dying = DyingJournal(journal, records: records)
        await #expect(throws: CancellationError.self) {
            try await Self.loop(tiny.engine, settings, journal: dying).run(Self.items)
        }
        let resumed = try await Self.loop(tiny.engine, settings, journal: journal).run(Self.items)
        let whole = try await Self.loop(tiny.engine, settings).run(Self.items)
        #expect(Self.timeless(resumed.report) == Self.timeless(whole.report))
        let policies = try [resumed, whole].map { try #require($0.policy) }
        #expect(policies[0].parameters.array == policies[1].parameters.array)
    }

    /// Counts the steps that are put aside.
    actor CountingJournal: OuterLoopJournal {
        let journal = InMemoryJournal()
        private(set) var counts: [Int] = []

        func entry(_ key: String) async -> Data? { await journal.entry(key) }
        func record(_ key: String, _ entry: Data) async { await journal.record(key, entry) }
        func adapter(_ key: String) async -> Adapter? { await journal.adapter(key) }
        func keep(_ adapter: Adapter, as key: String, isPolicy: Bool) async {
            await journal.keep(adapter, as: key, isPolicy: isPolicy)
        }
        func checkpoint(like initial: Adapter) async -> TrainingCheckpoint? {
            await journal.checkpoint(like: initial)
        }
        func keep(checkpoint: TrainingCheckpoint?) async throws {
            await journal.keep(checkpoint: checkpoint)
            counts.append(checkpoint?.training.losses.count ?? 0)
            if counts == [1, 2] { throw CancellationError() }
        }
    }

    @Test func aPolicysTrainingGoesOnAtTheStepWhereItWasCutOff() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.rounds = 1
        settings.policy.training.epochs = 4
        let journal = CountingJournal()
        await #expect(throws: CancellationError.self) {
            try await Self.loop(tiny.engine, settings, journal: journal).run(Self.items)
        }
        let (report, _) = try await Self.loop(tiny.engine, settings, journal: journal).run(Self.items)
        // The last step's end is the policy itself; then nothing is left aside.
        #expect(report.rounds.first?.policy?.steps == 4)
        #expect(await journal.counts == [1, 2, 3, 0])
    }

    @Test func runsShareWhatTheirSettingsDecideAlike() async throws {
        let settings = Self.settings()
        var (longer, other, seeded) = (settings, settings, settings)
        longer.rounds = 3
        other.policy.step = .dpo
        seeded.seed = 1
        let keys = ["item 1 before", "round 0 item 1", "policy 1", "round 1 item 1", "adapter: policy 1"]
        #expect(try keys.map(#require(OuterLoopKey.shared(longer, settings))) == keys.map { _ in true })
        #expect(
            try keys.map(#require(OuterLoopKey.shared(other, settings))) == [
                true, true, false, false, false,
            ]
        )
        #expect(OuterLoopKey.shared(seeded, settings) == nil)
        // Policies that learned from scores which were made again are not.
        #expect(
            try keys.map(#require(OuterLoopKey.shared(longer, settings, isRegraded: true))) == [
                true, true, false, false, false,
            ])

        // A run that goes on from the journal of a shorter one ends as one that was long from the start.
        let tiny = try TinyEngine()
        let journal = InMemoryJournal()
        _ = try await Self.loop(tiny.engine, settings, journal: journal).run(Self.items)
        let extended = try await Self.loop(tiny.engine, longer, journal: journal).run(Self.items)
        let whole = try await Self.loop(tiny.engine, longer).run(Self.items)
        #expect(extended.report.rounds.count == 3)
        #expect(Self.timeless(extended.report) == Self.timeless(whole.report))
    }

    @Test func candidatesAreKeptWhenAskedFor() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.rounds = 1
        for (keepsAll, isThere) in [(false, false), (true, true)] {
            let journal = InMemoryJournal()
            _ = try await Self.loop(tiny.engine, settings, keepsAll: keepsAll, journal: journal).run(
                Self.items)
            let kept = await journal.adapter("round 0 item 1 candidate 0 repeat 1")
            #expect((kept != nil) == isThere)
        }
    }

    /// A grader to whom nothing is right.
    struct Nothing: Grader {
        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { _ in Verdict(correct: false, reason: "") }
        }
    }

    @Test func whatTaughtNothingIsNotLearnedFrom() async throws {
        let tiny = try TinyEngine()
        let loop = OuterLoop(
            domain: OpenDomain(tiny.engine.model, grader: Nothing()), student: tiny.engine,
            teacher: .policy(tiny.engine), settings: Self.settings())
        let (report, policy) = try await loop.run(Self.items)
        #expect(policy == nil && report.rounds.count == 1)
        let selection = try #require(report.rounds.first?.selection)
        #expect(selection.choices.isEmpty && selection.hopeless + selection.indistinct == 2)
    }
}
