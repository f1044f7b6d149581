import LanguageModel
import SelfAdaptation
import Testing

/// What is given up for a budget, and in which order.
@Suite struct WorkPlanTests {
    private let asked = WorkPlan(passages: 10, candidates: 5, epochs: 10)

    /// A second for each epoch of each candidate of each passage.
    private func seconds(_ plan: WorkPlan) -> Double {
        Double(plan.passages * (plan.candidates + 1) * plan.epochs)
    }

    private static let fitting: [(budget: Double, plan: WorkPlan)] = [
        (600, WorkPlan(passages: 10, candidates: 5, epochs: 10)),
        (599, WorkPlan(passages: 10, candidates: 4, epochs: 10)),
        (250, WorkPlan(passages: 10, candidates: 1, epochs: 10)),
        (100, WorkPlan(passages: 10, candidates: 0, epochs: 10)),
        (99, WorkPlan(passages: 10, candidates: 0, epochs: 9)),
        (60, WorkPlan(passages: 10, candidates: 0, epochs: 6)),
        (59, WorkPlan(passages: 9, candidates: 0, epochs: 6)),
        (6, WorkPlan(passages: 1, candidates: 0, epochs: 6)),
    ]

    @Test(arguments: fitting)
    func theMostThatFits(budget: Double, plan: WorkPlan) {
        #expect(WorkPlan.fitting(budget, asked: asked, seconds: seconds) == plan)
    }

    @Test func nothingFitsIntoNoTime() {
        #expect(WorkPlan.fitting(5, asked: asked, seconds: seconds) == nil)
    }

    @Test func noMoreIsPlannedThanWasAskedFor() {
        let few = WorkPlan(passages: 2, candidates: 0, epochs: 3)
        #expect(WorkPlan.fitting(6, asked: few, seconds: seconds) == few)
        #expect(WorkPlan.fitting(5, asked: few, seconds: seconds)?.passages == 1)
    }

    @Test func aPlanSettlesWhatARunDoes() {
        var settings = LearningSettings()
        settings.race = true
        let text = settings.following(WorkPlan(passages: 1, candidates: 0, epochs: 7))
        #expect(text.passageOnly && text.isStepwise && !text.race && text.innerLoop.training.epochs == 7)
        let edits = settings.following(WorkPlan(passages: 1, candidates: 2, epochs: 7))
        #expect(!edits.passageOnly && edits.candidates == 2)
    }

    @Test func questionsAboutWhatIsNotTaughtAreNotAsked() {
        let asked = Question.asked(LearnerTests.questions, of: LearnerTests.contexts, first: 1)
        #expect(asked.map(\.gold) == [["orange"]])
        #expect(
            Question.asked(LearnerTests.questions, of: LearnerTests.contexts, first: 2)
                == LearnerTests.questions)
    }
}
