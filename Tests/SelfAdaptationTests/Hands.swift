import SelfAdaptation
import Synchronization

/// The hands of a clock that a test moves; whoever waits for a moment is called when they pass it.
final class Hands: Sendable {
    private struct State {
        var time = 0.0
        var waiting: [(time: Double, call: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    var time: Double { state.withLock { $0.time } }

    var clock: WorkClock {
        WorkClock {
            self.time
        } pause: { seconds, call in
            self.state.withLock { $0.waiting.append(($0.time + seconds, call)) }
        }
    }

    func move(_ seconds: Double) {
        let due = state.withLock { state in
            state.time += seconds
            let due = state.waiting.filter { $0.time <= state.time }
            state.waiting.removeAll { $0.time <= state.time }
            return due
        }
        for wait in due { wait.call() }
    }

    func turnBack() { state.withLock { $0 = State() } }
}
