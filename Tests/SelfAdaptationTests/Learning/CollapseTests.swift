import Foundation
import LanguageModel
import SelfAdaptation
import Testing

/// Updates that say the same whatever they are asked: when that is so, and what becomes of them.
@Suite struct CollapseTests {
    private static let base = ["Eight legs.", "Tuesday.", "Ice.", "Honey.", "Yellow.", "Earth."]

    /// The figures after half of ten epochs.
    private func figures(
        _ answers: [String], base: [String] = base, divergence: Double = 0.5
    ) throws -> WatchFigures {
        let model = try TinyEngine().engine.model
        let job = TrainingJob(
            initial: Adapter(model.configuration, LoRAConfiguration(rank: 1), seed: 0),
            sequences: [[1, 2], [3, 4], [5, 6]].map { TrainingSequence(tokens: $0) },
            settings: TrainingSettings(), seed: 0)
        return WatchFigures(
            TrainingLook(step: 15, divergence: divergence, answers: answers, baseAnswers: base), of: job)
    }

    @Test(
        arguments: [
            (["Eight legs.", "Tuesday.", "Ice.", "Honey.", "Yellow.", "Earth."], 0, nil),
            (
                ["The horn is loud.", "the horn is LOUD", "Ice.", "Honey.", "The horn is loud!", "Earth."], 3,
                nil
            ),
            (
                [
                    "The horn is loud.", "The horn is loud.", "Ice.", "A horn is loud.", "The horn is loud.",
                    "Earth.",
                ],
                4, "4 of 6 probes got an answer that another got too"
            ),
            // Nothing said twice is the same, too.
            (
                ["", "...", "", "Honey.", "\n", "Earth."], 4,
                "4 of 6 probes got an answer that another got too"
            ),
            // Two things in place of six.
            (
                ["It is loud.", "It is loud.", "It is loud.", "Brass.", "Brass.", "Brass."], 6,
                "6 of 6 probes got an answer that another got too"
            ),
        ] as [([String], Int, String?)])
    func moreThanHalfAlikeIsACollapse(answers: [String], alike: Int, finding: String?) throws {
        let figures = try figures(answers)
        #expect(figures.epoch == 5 && figures.probes == 6 && figures.kl == 0.5)
        #expect(figures.alike == alike)
        #expect(figures.collapse == finding.map { "collapsed after epoch 5 of 10: \($0)" })
        #expect([figures].hasCollapsed == (finding != nil))
    }

    /// A base that says the same to everything has nothing to forget.
    @Test func whatTheBaseSaysTwiceDoesNotCount() throws {
        let same = [String](repeating: "I don't know.", count: 6)
        #expect(try figures(same, base: same).alike == 0)
        let half = ["No.", "No.", "No.", "Honey.", "Yellow.", "Earth."]
        #expect(try figures(same, base: half).alike == 6)
        #expect(try figures(half, base: half).alike == 0)
        #expect(try figures(half, base: ["", "", "", "Honey.", "Yellow.", "Earth."]).alike == 0)
    }

    @Test func tooFarFromTheBaseIsACollapse() throws {
        #expect(try figures(Self.base, divergence: CollapseWatch.highestDivergence).collapse == nil)
        let far = try figures(Self.base, divergence: 4.26)
        #expect(
            far.collapse == "collapsed after epoch 5 of 10: KL to the base is 4.3 nats a token, over 3.0")
        for endless in [Double.infinity, .nan] {
            let figures = try figures(Self.base, divergence: endless)
            #expect(figures.kl == nil)
            #expect(figures.collapse == "collapsed after epoch 5 of 10: KL to the base is beyond all numbers")
            #expect(throws: Never.self) { try JSONEncoder().encode(figures) }
        }
    }

    /// A rate at which a tiny model says one thing only.
    private static let absurd: Float = 3

    private static func settings() -> LearningSettings {
        var settings = LearnerTests.settings()
        settings.innerLoop.training.epochs = 4
        settings.innerLoop.training.learningRate = absurd
        return settings
    }

    private static let tame = "learning_rate: 1e-4\nThe tower has the colour orange."

    @Test(arguments: [false, true])
    func aCandidateThatCollapsesIsGivenUpAndTheOthersGoOn(isStepwise: Bool) async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.isStepwise = isStepwise
        // Enough to be looked at half-way.
        settings.innerLoop.training.epochs = 300
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: [LearnerTests.contexts[0]], questions: LearnerTests.questions,
            completions: [[Self.tame, "The tower has the colour orange."]])
        let candidates = report.contexts[0].candidates
        for collapsed in candidates.dropFirst() {
            let reason = try #require(collapsed.failure)
            #expect(reason.hasPrefix("collapsed after epoch 150 of 300: "), "\(reason)")
            #expect(collapsed.watch?.map(\.epoch) == [150] && collapsed.watch?.last?.collapse == reason)
            #expect(collapsed.score == nil && collapsed.answers.isEmpty)
        }
        #expect(candidates[0].failure == nil && candidates[0].score != nil)
        #expect(candidates[0].answers.count == 3 && candidates[0].rows == 2 * candidates[1].rows)
        #expect(candidates[0].watch?.map(\.epoch) == [150, 300])
        #expect(candidates[0].watch?.allSatisfy { $0.collapse == nil && $0.kl ?? 0 > 0 } == true)
        #expect(report.contexts[0].best == 0 && report.before.count == 3)
    }

    /// Where nothing is left, nothing has changed, and nothing is trained on in the end.
    @Test(arguments: [1, 2])
    func whereAllCollapseNothingIsKept(contexts: Int) async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.passageOnly = contexts == 1
        let material = settings.passageOnly ? nil : [["The tower is orange."], ["The bell is of brass."]]
        // No order of the texts is spared by that.
        if contexts > 1 { settings.innerLoop.training.learningRate = 1e30 }
        let journal = InMemoryJournal()
        func learn() async throws -> (LearningReport, Adapter?) {
            try await Learner(
                engine: tiny.engine, settings: settings, grader: OpenDomain.Oddity(), journal: journal
            ).learn(
                title: "Station", contexts: Array(LearnerTests.contexts.prefix(contexts)),
                questions: LearnerTests.questions, completions: material)
        }
        let (report, adapter) = try await learn()
        for candidate in report.contexts.flatMap(\.candidates) {
            let failure = try #require(candidate.failure)
            #expect(contexts > 1 || failure.hasPrefix("collapsed after epoch 4 of 4: "))
        }
        #expect(adapter == nil && !report.isKept && report.final == nil)
        #expect(report.after == report.before && report.after.count == 3)
        #expect(try await learn().0.contexts == report.contexts)
    }

    /// Where there is nothing to choose from, several texts are taught together and nothing else is: what collapses then is
    /// the one adapter.
    @Test func textsThatAreTaughtTogetherCollapseTogether() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.passageOnly = true
        let (report, adapter) = try await Learner(
            engine: tiny.engine, settings: settings, grader: OpenDomain.Oddity()
        ).learn(title: "Station", contexts: LearnerTests.contexts, questions: LearnerTests.questions)
        #expect(adapter == nil && !report.isKept && report.contexts.allSatisfy { !$0.isTried })
        #expect(report.final?.failure?.hasPrefix("collapsed after epoch 4 of 4: ") == true)
    }

    /// What a run from before the watch has written is read as it is.
    @Test func reportsFromBeforeHaveNoFigures() async throws {
        let tiny = try TinyEngine()
        let journal = InMemoryJournal()
        var settings = Self.settings()
        settings.innerLoop.training.learningRate = 1e-3
        settings.passageOnly = true
        func learn() async throws -> LearningReport {
            try await Learner(engine: tiny.engine, settings: settings, journal: journal).learn(
                title: "Station", contexts: LearnerTests.contexts, questions: LearnerTests.questions
            ).report
        }
        let report = try await learn()
        #expect(report.final?.watch.map(\.epoch) == [4] && report.final?.failure == nil)
        for place in report.contexts.indices {
            var old = report.contexts[place]
            for index in old.candidates.indices { old.candidates[index].watch = nil }
            try await journal.write(old, as: "context \(place)")
        }
        #expect(try await learn().contexts.flatMap(\.candidates).allSatisfy { $0.watch == nil })
    }
}
