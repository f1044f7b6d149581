package import LanguageModel

/// What a benchmark has measured of a model on this machine.
package struct BenchReport: Codable {
    /// The model's name.
    package let model: String
    /// Threads that computed.
    package let threads: Int
    /// How often each figure was taken.
    package let repeats: Int
    /// The path that all but `kernels` ran on.
    package let instructions: InstructionSet
    /// The figures, in order.
    package let results: [BenchResult]
    /// The figures of `kernels`, which have a table of their own.
    package let kernels: [KernelBench.Result]
}
