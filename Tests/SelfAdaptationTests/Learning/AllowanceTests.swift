import LanguageModel
import SelfAdaptation
import Synchronization
import Testing

/// Learning against a clock that the test tells: what is begun, what counts, and what is left out.
@Suite struct AllowanceTests {
    /// Moves on by a second whenever a training step is reported, and by what it is told.
    private final class Hands: Sendable {
        let time = Mutex(0.0)
        var clock: WorkClock { WorkClock { self.time.withLock { $0 } } }
        func move(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    private let tiny: TinyEngine
    private let hands = Hands()
    /// Nothing is expected to take any time, so that only the clock stops the run.
    private let costs = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0, row: 0))

    init() throws { tiny = try TinyEngine() }

    private func learner(until end: Double, costs: CostModel? = nil) -> Learner {
        Learner(
            engine: tiny.engine, settings: LearnerTests.settings(), clock: hands.clock,
            allowance: Allowance(until: end, clock: hands.clock, costs: costs ?? self.costs)
        ) { [hands] progress in
            if progress.stage == .training, progress.done > 0 { hands.move(1) }
        }
    }

    private func learn(_ learner: Learner, _ contexts: [Context] = LearnerTests.contexts) async throws
        -> LearningReport
    {
        try await learner.learn(
            title: "Station", contexts: contexts, questions: LearnerTests.questions
        ).report
    }

    @Test func withTimeEnoughNothingIsLeftOut() async throws {
        let report = try await learn(learner(until: 1e6))
        #expect(report.cut == nil)
        #expect(report.contexts.map(\.candidates.count) == [3, 3])
    }

    @Test func theSameAsWithoutAClock() async throws {
        let timed = try await learn(learner(until: 1e6))
        var settings = LearnerTests.settings()
        settings.isStepwise = true
        let planned = try await learn(Learner(engine: tiny.engine, settings: settings))
        #expect(timed.contexts == planned.contexts && timed.after == planned.after)
    }

    @Test func theLastFinishedCandidateCounts() async throws {
        let all = try await learn(learner(until: 1e6), [LearnerTests.contexts[0]])
        let steps = hands.time.withLock { $0 }
        hands.time.withLock { $0 = 0 }
        // The time is up in the middle of the last candidate.
        let report = try await learn(learner(until: steps - 1), [LearnerTests.contexts[0]])
        let candidates = try #require(report.contexts.first?.candidates)
        #expect(candidates.map(\.origin) == [.selfEdit, .passage])
        #expect(candidates.last == all.contexts[0].candidates.last)
        #expect(report.cut?.candidates == 1 && report.cut?.contexts == 0)
    }

    @Test func passagesThatAreNotBegunAreCounted() async throws {
        // Time for the text of the first passage and for little more.
        let report = try await learn(learner(until: 4))
        #expect(report.contexts.count == 1 && report.cut?.contexts == 1)
        #expect(report.contexts[0].candidates.map(\.origin) == [.passage])
    }

    @Test func whatWouldNotFitIsNotBegun() async throws {
        // A row is expected to take a second; the text of the first passage has fewer than 300 and more than 100.
        let slow = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0, row: 1))
        await #expect(throws: TrainingFailure.self) { try await learn(learner(until: 100, costs: slow)) }
        #expect(hands.time.withLock { $0 } == 0, "nothing was trained")
    }

    @Test func withoutTimeForAnythingItSaysSo() async throws {
        let error = await #expect(throws: TrainingFailure.self) { try await learn(learner(until: 1)) }
        #expect(
            error?.description
                == "Station: the time was up before anything was learned; give it more, or a shorter document"
        )
    }
}
