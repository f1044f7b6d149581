import Kernels
import Testing

/// The C pool with Swift closures: what the tests call.
private final class Pool {
    private let pool: OpaquePointer

    init(threads: Int) throws { pool = try #require(selkie_pool_create(threads)) }

    deinit { selkie_pool_destroy(pool) }

    /// Runs a loop that notes for each index how often it ran and on which worker.
    func visits(_ count: Int) -> (times: [Int32], workers: [Int32]) {
        // One row of two for each index, so that only the iteration itself writes to it.
        var notes = [Int32](repeating: 0, count: 2 * count + 2)
        notes.withUnsafeMutableBufferPointer { notes in
            selkie_pool_run(
                pool,
                { context, index, worker in
                    guard let notes = context?.assumingMemoryBound(to: Int32.self) else { return }
                    notes[2 * index] += 1
                    notes[2 * index + 1] = Int32(truncatingIfNeeded: worker)
                }, notes.baseAddress, count)
        }
        return ((0...count).map { notes[2 * $0] }, (0..<count).map { notes[2 * $0 + 1] })
    }
}

@Suite struct PoolTests {
    @Test(arguments: [1, 2, 3, 5, 16])
    func everyIndexRunsOnce(threads: Int) throws {
        let pool = try Pool(threads: threads)
        for count in [0, 1, 2, 3, 7, 16, 31, 100, 1000, 4097] {
            let (times, workers) = pool.visits(count)
            #expect(times.dropLast().allSatisfy { $0 == 1 } && times.last == 0)
            #expect(workers.allSatisfy { 0..<Int32(threads) ~= $0 })
        }
    }

    @Test(arguments: [2, 4])
    func thousandsOfShortLoops(threads: Int) throws {
        let pool = try Pool(threads: threads)
        var sum = 0
        for round in 0..<5000 { sum += pool.visits(round % 9).times.reduce(0) { $0 + Int($1) } }
        #expect(sum == (0..<5000).reduce(0) { $0 + $1 % 9 })
    }

    /// Between loops the caller works alone for longer than idle workers spin, so that they sleep and are woken.
    @Test func workersSleepAndWake() throws {
        let pool = try Pool(threads: 3)
        var work: Double = 0
        for round in 0..<40 {
            for step in 1...400_000 { work += 1 / Double(step + round) }
            #expect(pool.visits(50).times.dropLast().allSatisfy { $0 == 1 })
        }
        #expect(work > 0)
    }

    /// Iterations of very unequal length: the caller runs out of work long before the workers do, and blocks.
    @Test func theCallerWaitsForALateWorker() throws {
        let pool = try #require(selkie_pool_create(3))
        defer { selkie_pool_destroy(pool) }
        for round in 0..<30 {
            var sums = [Double](repeating: 0, count: 3)
            sums.withUnsafeMutableBufferPointer { sums in
                selkie_pool_run(
                    pool,
                    { context, index, _ in
                        guard let sums = context?.assumingMemoryBound(to: Double.self) else { return }
                        for step in 1...(index == 0 ? 1 : 1_000_000 * index) {
                            sums[index] += 1 / Double(step)
                        }
                    }, sums.baseAddress, 3)
            }
            #expect(sums[0] == 1 && sums[1] > 14.3 && sums[2] > 15, "round \(round)")
        }
    }

    @Test func poolsComeAndGo() throws {
        for round in 0..<200 {
            let pool = try Pool(threads: 1 + round % 4)
            if round % 3 != 0 { #expect(pool.visits(5).times == [1, 1, 1, 1, 1, 0]) }
        }
    }
}
