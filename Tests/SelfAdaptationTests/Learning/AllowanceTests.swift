import Files
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// Learning against a clock that the test tells: what is begun, what counts, and what is left out.
@Suite struct AllowanceTests {
    private let tiny: TinyEngine
    /// They move on by a second whenever a training step is reported.
    private let hands = Hands()
    /// Nothing is expected to take any time, so that only the clock stops the run.
    private let costs = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0, row: 0))

    init() throws { tiny = try TinyEngine() }

    private func learner(
        until end: Double, costs: CostModel? = nil, author: (any SelfEditAuthor)? = nil, step: Double = 1
    ) -> Learner {
        Learner(
            engine: tiny.engine, settings: LearnerTests.settings(), author: author, clock: hands.clock,
            allowance: Allowance(until: end, clock: hands.clock, costs: costs ?? self.costs)
        ) { [hands] progress in
            if progress.stage == .training, progress.done > 0 { hands.move(step) }
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
        let steps = hands.time
        hands.turnBack()
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
        await #expect(throws: Diagnosis.self) { try await learn(learner(until: 100, costs: slow)) }
        #expect(hands.time == 0, "nothing was trained")
    }

    @Test func withoutTimeForAnythingItSaysSo() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await learn(learner(until: 1)) }
        #expect(
            error?.description
                == "Station: the time was up before anything was learned; give it more, or a shorter document"
        )
    }

    /// Writes for a long time and says nothing meanwhile, as a server does.
    private struct SlowAuthor: SelfEditAuthor {
        let hands: Hands
        let seconds: Double

        func write(
            _ requests: [WritingRequest], progress: @escaping @Sendable (_ tokens: Int) -> Void
        ) async throws -> [[Completion]] {
            hands.move(seconds)
            try Task.checkCancellation()
            return requests.map { request in
                (0..<request.samples).map { Completion(text: "The tower is orange \($0).", tokens: 5) }
            }
        }
    }

    @Test func aTeacherThatSaysNothingIsStopped() async throws {
        let context = [LearnerTests.contexts[0]]
        let slow = SlowAuthor(hands: hands, seconds: 500)
        let report = try await learn(learner(until: 400, author: slow), context)
        #expect(report.contexts[0].candidates.map(\.origin) == [.passage])
        #expect(report.cut?.candidates == 2)
        hands.turnBack()
        let patient = try await learn(learner(until: 1e4, author: slow), context)
        #expect(patient.cut == nil && patient.contexts[0].candidates.count == 3)
    }

    @Test func theSlownessOfATeacherIsItsOwn() async throws {
        // Rows and tokens are expected to take a hundredth of a second: a training some seconds, all writing, too.
        let costs = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0.01, row: 0.01))
        let author = SlowAuthor(hands: hands, seconds: 500)
        let report = try await learn(
            learner(until: 550, costs: costs, author: author), [LearnerTests.contexts[0]])
        #expect(report.cut == nil && report.contexts[0].candidates.count == 3)
    }

    @Test func writingThatWouldNotFitIsNotBegun() async throws {
        // A token is expected to take a second, and nearly does: the answers of the text's exam are 120, those of a
        // self-edit's sixty, and self-edits have some tens.
        let costs = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 1, row: 0))
        let author = SlowAuthor(hands: hands, seconds: 1000)
        let report = try await learn(
            learner(until: 130, costs: costs, author: author, step: 40), [LearnerTests.contexts[0]])
        #expect(hands.time <= 130, "the author was not asked")
        #expect(report.contexts[0].candidates.map(\.origin) == [.passage])
        #expect(report.cut?.candidates == 2)
    }
}
