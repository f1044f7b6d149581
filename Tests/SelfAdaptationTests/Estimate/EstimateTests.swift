import LanguageModel
import SelfAdaptation
import Synchronization
import Testing

/// Estimates against what runs on a tiny model take.
@Suite struct EstimateTests {
    private let tiny: TinyEngine
    private var model: LanguageModel { tiny.engine.model }

    init() throws { tiny = try TinyEngine() }

    private func estimate(
        _ settings: LearningSettings, questions: [Question]? = LearnerTests.questions,
        completions: [[String]]? = nil
    ) throws -> WorkEstimate {
        try WorkEstimate.learning(
            LearnerTests.contexts, questions: questions, completions: completions, settings: settings,
            model: model, habits: WritingHabits())
    }

    @Test(arguments: [false, true])
    func theTextAloneIsEstimatedToTheToken(isStepwise: Bool) async throws {
        var settings = LearnerTests.settings()
        settings.passageOnly = true
        settings.isStepwise = isStepwise
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: LearnerTests.contexts, questions: LearnerTests.questions)
        let estimate = try estimate(settings)
        #expect(estimate.items == 2 && estimate.tokensToWrite == 0)
        #expect(Int(estimate.tokensToTrain) == report.rows)
    }

    @Test func givenMaterialIsEstimatedToTheToken() async throws {
        var settings = LearnerTests.settings()
        settings.innerLoop.training.epochs = 3
        let material = [["The tower is orange, they say."], ["The bell rings.\nIt is brass."]]
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: LearnerTests.contexts, questions: LearnerTests.questions,
            completions: material)
        let training = try estimate(settings, completions: material).parts
            .filter { $0.place.stage == .training }.map(\.amount.trained)
        let rows = report.contexts.map { $0.candidates.map(\.rows).reduce(0, +) }
        #expect(training.map { Int($0) } == rows)
    }

    @Test(arguments: [false, true])
    func aRunDoesTheStepsThatWereExpectedInTheirOrder(isStepwise: Bool) async throws {
        var settings = LearnerTests.settings()
        settings.isStepwise = isStepwise
        let places = Mutex<[WorkPart.Place]>([])
        _ = try await Learner(engine: tiny.engine, settings: settings) { progress in
            places.withLock { list in
                let place = progress.place(document: 0)
                if list.last != place { list.append(place) }
            }
        }.learn(title: "Station", contexts: LearnerTests.contexts, questions: LearnerTests.questions)
        // What comes of it is guarded by whoever keeps it.
        let guarding = LearningProgress.guarding.place(document: 0)
        #expect(try estimate(settings).parts.map(\.place) == places.withLock { $0 } + [guarding])
    }

    @Test func moreOfAnythingTakesLonger() throws {
        let costs = CostModel(rates: WorkRates(prompt: 1, pass: 1, token: 1, row: 1))
        let usual = try estimate(LearnerTests.settings()).seconds(costs)
        for change: (inout LearningSettings) -> Void in [
            { $0.candidates += 1 }, { $0.innerLoop.training.epochs += 1 },
        ] {
            var more = LearnerTests.settings()
            change(&more)
            #expect(try estimate(more).seconds(costs) > usual)
        }
        var upper = LearnerTests.settings()
        upper.innerLoop.lora.layers = AdaptedLayers.upper.range(in: model.configuration)
        #expect(try estimate(upper).seconds(costs) < usual)
    }

    @Test func anExamOfItsOwnIsWrittenFirst() throws {
        let parts = try estimate(LearnerTests.settings(), questions: nil).parts
        #expect(parts.first?.place.stage == .writingExam && parts.first?.amount.written ?? 0 > 0)
    }

    @Test func whatWasWrittenIsExpectedTheNextTime() {
        var habits = WritingHabits()
        let before = habits.written[.rewrite] ?? 0
        habits.learn(.rewrite, written: 0.5, studied: 1)
        #expect(habits.written[.rewrite] == before * 0.75)
        habits.learn(.rewrite, written: .nan, studied: -1)
        #expect(habits.written[.rewrite] == before * 0.75)
    }
}
