import LanguageModel
import SelfAdaptation
import Testing

/// What is given up for a budget, and in which order.
@Suite struct WorkPlanTests {
    private let asked = WorkPlan(passages: 10, candidates: 5, epochs: 10)

    private static let fitting: [(budget: Double, plan: WorkPlan)] = [
        (600, WorkPlan(passages: 10, candidates: 5, epochs: 10)),
        (599, WorkPlan(passages: 10, candidates: 4, epochs: 10)),
        (250, WorkPlan(passages: 10, candidates: 1, epochs: 10)),
        (100, WorkPlan(passages: 10, candidates: 0, epochs: 10)),
        (99, WorkPlan(passages: 9, candidates: 0, epochs: 10)),
        (10, WorkPlan(passages: 1, candidates: 0, epochs: 10)),
        (9, WorkPlan(passages: 1, candidates: 0, epochs: 9)),
        (6, WorkPlan(passages: 1, candidates: 0, epochs: 6)),
    ]

    @Test(arguments: fitting)
    func theMostThatFits(budget: Double, plan: WorkPlan) async {
        #expect(await fit(budget, asked) == plan)
    }

    /// A second for each epoch of each candidate, and of the text alone, of each passage; for each repeat and round.
    private func fit(
        _ budget: Double, _ asked: WorkPlan, _ rule: [WorkPlan.Reduction] = WorkPlan.learning
    ) async -> WorkPlan? {
        await WorkPlan.fitting(budget, asked: asked, rule: rule) {
            Double($0.passages * ($0.candidates + 1) * $0.epochs * $0.rounds * $0.repeats)
        }
    }

    @Test func nothingFitsIntoNoTime() async {
        #expect(await fit(5, asked) == nil)
        #expect(
            WorkPlan.least(of: asked, rule: WorkPlan.learning)
                == WorkPlan(passages: 1, candidates: 0, epochs: 6))
    }

    @Test func noMoreIsPlannedThanWasAskedFor() async {
        let few = WorkPlan(passages: 2, candidates: 0, epochs: 3)
        #expect(await fit(6, few) == few)
        #expect(await fit(5, few)?.passages == 1)
        #expect(WorkPlan.least(of: few, rule: WorkPlan.learning).epochs == 3)
    }

    private static let loop = WorkPlan(passages: 10, candidates: 4, epochs: 10, rounds: 3, repeats: 2)

    /// 3,000 seconds are asked for.
    private static let loops: [(budget: Double, plan: WorkPlan)] = [
        (2999, WorkPlan(passages: 10, candidates: 4, epochs: 10, rounds: 2, repeats: 2)),
        (999, WorkPlan(passages: 10, candidates: 4, epochs: 10, rounds: 1, repeats: 1)),
        (499, WorkPlan(passages: 10, candidates: 3, epochs: 10, rounds: 1, repeats: 1)),
        (299, WorkPlan(passages: 10, candidates: 2, epochs: 9, rounds: 1, repeats: 1)),
        (179, WorkPlan(passages: 9, candidates: 2, epochs: 6, rounds: 1, repeats: 1)),
    ]

    @Test(arguments: loops)
    func aLoopGivesUpRoundsFirstAndPassagesLast(budget: Double, plan: WorkPlan) async {
        #expect(await fit(budget, Self.loop, WorkPlan.looping) == plan)
    }

    @Test func recipesKeepTheirEpochs() async {
        let plan = await fit(299, Self.loop, WorkPlan.loopingOverRecipes)
        #expect(plan == WorkPlan(passages: 9, candidates: 2, epochs: 10, rounds: 1, repeats: 1))
    }

    @Test func aComparisonKeepsItsEpochsAndACorpusToo() async {
        let asked = WorkPlan(passages: 10, candidates: 3, epochs: 10, repeats: 2)
        #expect(
            await fit(199, asked, WorkPlan.comparing) == WorkPlan(passages: 9, candidates: 1, epochs: 10))
        #expect(
            await fit(399, asked, WorkPlan.writing)
                == WorkPlan(passages: 9, candidates: 1, epochs: 10, repeats: 2))
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
        let asked = Question.asked(LearnerTests.questions, of: LearnerTests.contexts, at: [0])
        #expect(asked.map(\.gold) == [["orange"]])
        #expect(
            Question.asked(LearnerTests.questions, of: LearnerTests.contexts, at: [0, 1])
                == LearnerTests.questions)
    }
}
