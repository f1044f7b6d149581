import Kernels
import LanguageModel

/// Times what the processor and the memory allow at most: the roof over all other figures.
struct MachineBench {
    /// More than any cache holds.
    private static let floats = 1 << 26
    private static let rounds = 1 << 24

    let pool: ThreadPool
    let repeats: Int

    /// A measurement on some threads; nil is one a core.
    init(threads: Int?, repeats: Int) {
        pool = ThreadPool(threads: threads)
        self.repeats = repeats
    }

    /// What registers allow some threads at most: operations a second; nil threads are one a core.
    static func registers(threads: Int?, repeats: Int) -> Samples {
        MachineBench(threads: threads, repeats: repeats).multiplyAdds()
    }

    /// Operations a second of all threads in multiply-adds that read no memory.
    func multiplyAdds() -> Samples {
        var sums = [Float](repeating: 0, count: pool.threads)
        var operations = [Double](repeating: 0, count: pool.threads)
        return Samples(
            (0..<repeats).map { _ in
                let watch = Stopwatch()
                sums.withUnsafeMutableBufferPointer { sums in
                    operations.withUnsafeMutableBufferPointer { operations in
                        pool.run(pool.threads) { index, _ in
                            var sum: Float = 0
                            operations[index] = selkie_probe_multiply_adds(Self.rounds, &sum)
                            sums[index] = sum
                        }
                    }
                }
                return operations.reduce(0, +) / watch.seconds
            })
    }

    /// Bytes a second that all threads read from memory.
    func memoryReads() -> Samples {
        let memory = FloatBuffer(uninitialisedCount: Self.floats)
        // Pages that were never written are not there.
        memory.start.update(repeating: 1, count: memory.count)
        var sums = [Float](repeating: 0, count: pool.threads)
        return Samples(
            (0..<repeats).map { _ in
                let watch = Stopwatch()
                sums.withUnsafeMutableBufferPointer { sums in
                    pool.run(pool.threads) { index, _ in
                        let share = memory.count / pool.threads
                        sums[index] = selkie_probe_read(memory.start + index * share, share)
                    }
                }
                return Double(memory.count * MemoryLayout<Float>.stride) / watch.seconds
            })
    }
}
