import Kernels
package import LanguageModel

/// Times every kernel on every path that this processor can run, on one thread.
package struct KernelBench {
    let repeats: Int

    /// A kernel's rate on one path, and its share of what bounds it.
    package struct Result: Codable {
        /// The kernel.
        package let kernel: String
        /// Of how many rows, tokens or numbers.
        package let size: Int
        /// The instruction set.
        package let path: InstructionSet
        /// Unit of the rate.
        package let unit: String
        /// The rate.
        package let rate: Double
        /// Its share of what registers or memory allow.
        package let share: Double
    }

    /// The figures of all paths, kernel by kernel; `progress` is told how many are done.
    ///
    /// - Throws: `CancellationError` between two of them.
    func results(_ progress: (_ done: Int, _ total: Int) -> Void) throws -> [Result] {
        let paths = InstructionSet.available.compactMap { path in
            selkie_kernels_of(path.kernels).map { (path, kernels: $0.pointee) }
        }
        let limits = paths.map { (registers: registers($0.kernels), memory: memory($0.kernels)) }
        let cases = KernelCase.all
        return try cases.enumerated().flatMap { done, kernel in
            progress(done, cases.count)
            return try zip(paths, limits).map { path, limit in
                try Task.checkCancellation()
                let seconds = seconds(kernel.prepare(path.kernels))
                let (amount, unit, bound) =
                    switch kernel.work {
                    case .operations(let count): (count, "Gflop/s", limit.registers)
                    case .bytes(let count): (count, "GB/s", limit.memory)
                    }
                let rate = amount / seconds
                return Result(
                    kernel: kernel.name, size: kernel.size, path: path.0, unit: unit, rate: rate / 1e9,
                    share: rate / bound)
            }
        }
    }

    /// The median time of a run; short ones are repeated until they can be timed.
    private func seconds(_ run: () -> Void) -> Double {
        let shortest = 0.01
        var count = 1
        while true {
            let watch = Stopwatch()
            for _ in 0..<count { run() }
            if watch.seconds >= shortest { break }
            count *= 2
        }
        return Samples(
            (0..<repeats).map { _ in
                let watch = Stopwatch()
                for _ in 0..<count { run() }
                return watch.seconds / Double(count)
            }
        ).median
    }

    private func registers(_ path: selkie_kernels) -> Double {
        var sink: Float = 0
        var operations = 0.0
        return 1 / seconds { operations = path.probe_multiply_adds(1 << 18, &sink) } * operations
    }

    private func memory(_ path: selkie_kernels) -> Double {
        let memory = FloatBuffer(count: 1 << 25)
        memory.start.update(repeating: 1, count: memory.count)
        let bytes = Double(memory.count * MemoryLayout<Float>.stride)
        return bytes / seconds { _ = path.probe_read(memory.start, memory.count) }
    }
}
