import Synchronization

/// A sum that closures may add to.
package final class Counter: Sendable {
    private let sum = Mutex(0)

    package init() {}

    package func add(_ amount: Int) { sum.withLock { $0 += amount } }

    package var total: Int { sum.withLock { $0 } }
}
