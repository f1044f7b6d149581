import Foundation
import Synchronization

/// Seconds in which the program could work: what it was stopped for (Ctrl-Z, a suspended machine) does not count.
///
/// The clock is read again and again by a thread of its own. Readings that lie much further apart than its pause can only
/// mean that nothing ran between them, so that this gap is left out.
package final class ActiveClock: Sendable {
    /// The longest gap between two readings that counts as time, in seconds; a busy machine delays the thread by less.
    private static let longestGap = 2.0
    /// Pause between two readings of the thread, in seconds.
    private static let pause = 0.25

    private let source: @Sendable () -> Double
    private let state: Mutex<(last: Double, active: Double)>

    /// A clock that stands at 0 and is ticked by whoever made it.
    ///
    /// `source` tells the time in seconds from any fixed moment, and goes on while the program is stopped.
    package init(source: @escaping @Sendable () -> Double) {
        self.source = source
        state = Mutex((source(), 0))
    }

    /// The clock of this process, ticking.
    package static let system: ActiveClock = {
        let origin = ContinuousClock.now
        let clock = ActiveClock { (ContinuousClock.now - origin) / .seconds(1) }
        clock.start()
        return clock
    }()

    /// Seconds since the clock was made, without those in which nothing ran.
    package var seconds: Double {
        state.withLock { state in
            let now = source()
            let gap = now - state.last
            state.last = now
            if gap > 0, gap <= Self.longestGap { state.active += gap }
            return state.active
        }
    }

    /// Reads the clock at short intervals as long as it lives.
    private func start() {
        Thread.detachNewThread { [weak self] in
            while let clock = self {
                _ = clock.seconds
                Thread.sleep(forTimeInterval: Self.pause)
            }
        }
    }
}
