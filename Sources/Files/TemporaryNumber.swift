import Synchronization

/// Numbers for temporary names, each given once in the life of the process.
enum TemporaryNumber {
    private static let last = Mutex(0)

    static func next() -> Int {
        last.withLock { number in
            number += 1
            return number
        }
    }
}
