import LanguageModel
import Testing

/// Whose turn it is, without threads and clocks.
@Suite struct TurnsTests {
    /// What was done of a queue that stays the same, a step of each kind taking some seconds.
    private func turns(
        _ queue: Turns.Queue, count: Int, seconds: [Turns.Turn: Double] = [:]
    ) -> [Turns.Turn] {
        var turns = Turns()
        return (0..<count).map { _ in
            let turn = turns.next(queue)
            turns.took(turn, seconds: seconds[turn] ?? 0)
            return turn
        }
    }

    @Test func nothingIsDoneWhereNothingWaits() {
        let nobody = Turns.Queue(hasPrompts: false, hasAnswers: false, isTraining: false)
        #expect(turns(nobody, count: 2) == [.rest, .rest])
        var training = nobody
        training.isTraining = true
        #expect(turns(training, count: 2) == [.train, .train])
    }

    @Test func promptsAndAnswersTakeTurns() {
        let both = Turns.Queue(hasPrompts: true, hasAnswers: true, isTraining: false)
        #expect(turns(both, count: 4) == [.prefill, .decode, .prefill, .decode])
        let prompts = Turns.Queue(hasPrompts: true, hasAnswers: false, isTraining: false)
        #expect(turns(prompts, count: 2) == [.prefill, .prefill])
        let answers = Turns.Queue(hasPrompts: false, hasAnswers: true, isTraining: false)
        #expect(turns(answers, count: 2) == [.decode, .decode])
    }

    /// Steps of answers and of training of any length: a quarter of the time is training's.
    @Test(arguments: [(0.03, 0.1), (0.03, 0.005), (0.2, 0.05), (0.01, 2.0)])
    func whoeverAsksAlwaysLeavesTrainingAQuarter(decode: Double, train: Double) {
        let queue = Turns.Queue(hasPrompts: false, hasAnswers: true, isTraining: true)
        let seconds: [Turns.Turn: Double] = [.decode: decode, .train: train]
        let done = turns(queue, count: 4000, seconds: seconds)
        let time = done.reduce(into: [Turns.Turn: Double]()) { $0[$1, default: 0] += seconds[$1] ?? 0 }
        let share = time[.train, default: 0] / (time[.train, default: 0] + time[.decode, default: 0])
        #expect(abs(share - 0.25) < 0.03)
    }

    /// Hours of answers before a training began keep nobody waiting in it.
    @Test func answersBeforeATrainingAreNoDebt() {
        var turns = Turns()
        for _ in 0..<1000 { turns.took(.decode, seconds: 10) }
        let asked = Turns.Queue(hasPrompts: false, hasAnswers: true, isTraining: true)
        #expect(turns.next(asked) == .train)
        turns.took(.train, seconds: 0.4)
        #expect(turns.next(asked) == .decode)
    }

    /// A question that comes after a while of training is answered without a break for a second.
    @Test func whoeverAsksSeldomIsAnsweredAtOnce() {
        var turns = Turns()
        for _ in 0..<100 { turns.took(.train, seconds: 0.1) }
        let asked = Turns.Queue(hasPrompts: false, hasAnswers: true, isTraining: true)
        for _ in 0..<9 {
            #expect(turns.next(asked) == .decode)
            turns.took(.decode, seconds: 0.1)
        }
        turns.took(.decode, seconds: 0.2)
        #expect(turns.next(asked) == .train)
    }
}
