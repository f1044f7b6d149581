import Synchronization

/// Notes when counts that a job reports were reached, in seconds since the start.
final class Stopwatch: Sendable {
    private let start = ContinuousClock.now
    private let laps = Mutex<[(count: Int, seconds: Double)]>([])

    /// Seconds since the start.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Notes that a count was reached now.
    func note(_ count: Int) {
        let now = seconds
        laps.withLock { $0.append((count, now)) }
    }

    /// What was noted, in order.
    var noted: [(count: Int, seconds: Double)] { laps.withLock { $0 } }
}
