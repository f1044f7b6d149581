import SelfAdaptation
import Testing

/// How far a job is, and what is left, on a clock that the test tells.
@Suite struct WorkTrackerTests {
    /// A row takes a second, a written token a tenth.
    private let costs = CostModel(rates: WorkRates(prompt: 0, pass: 0, token: 0.1, row: 1))
    private let places = [
        WorkPart.Place(.writing), WorkPart.Place(.training, item: 0), WorkPart.Place(.training, item: 1),
        WorkPart.Place(.joining),
    ]

    private var estimate: WorkEstimate {
        var writing = WorkAmount()
        writing.written = 100
        var training = WorkAmount()
        (training.trained, training.effort) = (30, 30)
        return WorkEstimate(
            items: 2,
            parts: [
                WorkPart(places[0], writing), WorkPart(places[1], training), WorkPart(places[2], training),
                WorkPart(places[3], training),
            ])
    }

    private func tracker() -> WorkTracker { WorkTracker(estimate, costs: costs) }

    @Test func everyStepCountsByItsTime() {
        var tracker = tracker()
        #expect(tracker.share(now: 0) == 0 && tracker.left(now: 0) == 100)
        tracker.work(on: places[1], done: 15, of: 30, now: 0)
        #expect(tracker.share(now: 0) == 0.25)
    }

    @Test func whatTookTwiceAsLongWillTakeTwiceAsLong() {
        var tracker = tracker()
        tracker.work(on: places[0], done: 0, of: 0, now: 0)
        tracker.work(on: places[1], done: 0, of: 30, now: 10)
        tracker.work(on: places[2], done: 0, of: 30, now: 70)
        // 30 estimated seconds took 60; the estimate itself counts as ten.
        #expect(tracker.share(now: 70) == 0.4)
        let overall = (10.0 + 70) / (10 + 40)
        #expect(abs(tracker.left(now: 70) - 60 * (overall * 10 + 60) / (10 + 30)) < 1e-9)
        tracker.finish(now: 130)
        #expect(tracker.experience[.training] == WorkTracker.Time(estimated: 60, actual: 120))
        #expect(tracker.experience[.writing] == WorkTracker.Time(estimated: 10, actual: 10))
    }

    @Test func stepsOfAnEarlierProcessSayNothingAboutTheSpeed() {
        var tracker = tracker()
        tracker.work(on: places[2], done: 0, of: 30, now: 1)
        #expect(tracker.isResumed)
        #expect(tracker.share(now: 1) == 0.4 && tracker.left(now: 1) == 60)
        tracker.finish(places[2], now: 31)
        #expect(tracker.experience == [.training: WorkTracker.Time(estimated: 30, actual: 30)])
        #expect(tracker.left(now: 31) == 30)
    }

    @Test func tokensAreSetAgainstThoseThatWereExpected() {
        var tracker = tracker()
        tracker.work(on: places[0], done: 50, of: 0, now: 0)
        #expect(abs(tracker.share(now: 0) - 0.05) < 1e-9)
        // More than expected is not more than all.
        tracker.work(on: places[0], done: 900, of: 0, now: 0)
        #expect(abs(tracker.share(now: 0) - 0.095) < 1e-9)
    }

    @Test func moreTokensThanExpectedAreNoSlowness() {
        var tracker = tracker()
        tracker.work(on: places[0], done: 150, of: 0, now: 0)
        tracker.work(on: places[1], done: 60, of: 60, now: 15)
        // Cut off in the middle.
        tracker.work(on: places[2], done: 15, of: 30, now: 75)
        tracker.finish(now: 90)
        #expect(tracker.experience[.writing] == WorkTracker.Time(estimated: 15, actual: 15))
        #expect(tracker.experience[.training] == WorkTracker.Time(estimated: 75, actual: 75))
    }

    @Test func aStepThatTellsNothingIsTakenToBeInTime() {
        var tracker = tracker()
        tracker.work(on: places[0], done: 0, of: 0, now: 0)
        #expect(tracker.left(now: 5) == 95)
    }

    @Test func stepsThatAreOverOrUnknownChangeNothing() {
        var tracker = tracker()
        tracker.work(on: places[1], done: 30, of: 30, now: 0)
        tracker.work(on: places[0], done: 1, of: 1, now: 9)
        tracker.work(on: WorkPart.Place(.policy), done: 1, of: 1, now: 9)
        #expect(tracker.share(now: 9) == 0.4)
    }

    @Test func aModelLearnsFromWhatJobsTook() {
        var costs = costs
        costs.learn([
            .training: WorkTracker.Time(estimated: 10, actual: 20),
            .writing: WorkTracker.Time(estimated: 1, actual: 50),
        ])
        #expect(costs.corrections == [.training: 1.5])
        for _ in 0..<20 { costs.learn([.training: WorkTracker.Time(estimated: 10, actual: 20)]) }
        #expect(costs.corrections == [.training: 5])
        let part = WorkPart(places[0], estimate.parts[1].amount)
        #expect(costs.seconds(estimate.parts[1]) == 150 && costs.seconds(part) == 30)
    }
}
