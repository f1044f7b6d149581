import Synchronization

/// Lets time pass at once, and remembers how long a client wanted to wait.
final class Waits: Sendable {
    private let durations = Mutex<[Duration]>([])

    /// All waits so far.
    var all: [Duration] { durations.withLock { $0 } }

    /// Takes the place of a pause.
    func add(_ duration: Duration) throws {
        try Task.checkCancellation()
        durations.withLock { $0.append(duration) }
    }
}
