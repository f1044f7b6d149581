import HTTPTransport
import Testing

/// The thread of a client that is made and let go at once.
@Suite struct TransferLoopTests {
    /// A thread that has just begun sees the order to end by itself; what wakes it must not be gone by then.
    @Test func aThreadIsThereUntilItIsToldToEnd() async throws {
        let woken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<2000).count { _ in TransferLoop()?.end() == true } }
            }
            return await group.reduce(0, +)
        }
        #expect(woken == 8 * 2000)
    }
}
