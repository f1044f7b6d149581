import Synchronization

/// Adds up the rows trained and the time it took.
final class TrainingClock: Sendable {
    private let spent = Mutex((rows: 0, seconds: 0.0))

    /// Adds one training.
    func add(rows: Int, seconds: Double) {
        spent.withLock { $0 = ($0.rows + rows, $0.seconds + seconds) }
    }

    /// Rows and seconds so far.
    var total: (rows: Int, seconds: Double) { spent.withLock { $0 } }
}
