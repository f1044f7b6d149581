import Synchronization

/// A sum that closures may add to.
final class Counter: Sendable {
    private let sum = Mutex(0)

    func add(_ amount: Int) { sum.withLock { $0 += amount } }

    var total: Int { sum.withLock { $0 } }
}
