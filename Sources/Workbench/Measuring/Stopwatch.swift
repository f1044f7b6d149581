import Synchronization

/// Notes when counts that a job reports were reached, in seconds since the start.
package final class Stopwatch: Sendable {
    private let start = ContinuousClock.now
    private let laps = Mutex<[(count: Int, seconds: Double)]>([])

    /// A watch that runs from now on.
    package init() {}

    /// Seconds since the start.
    package var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Notes that a count was reached now.
    package func note(_ count: Int) {
        let now = seconds
        laps.withLock { $0.append((count, now)) }
    }

    /// What was noted, in order.
    package var noted: [(count: Int, seconds: Double)] { laps.withLock { $0 } }
}
