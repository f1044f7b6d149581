/// Which model computes, on how many threads, in how much memory.
package struct ModelChoice: Codable, Sendable, Equatable {
    /// Its name or place; none for the default model.
    package var name: String?
    /// Threads that compute; one a core unless given.
    package var threads: Int?
    /// Bytes that the process may come to; unless given, what training needs is not bounded.
    package var memory: Int?

    /// A choice of a model.
    package init(name: String? = nil, threads: Int? = nil, memory: Int? = nil) {
        self.name = name
        self.threads = threads
        self.memory = memory
    }

    /// The same way of computing, with another model and without a bound.
    package func other(_ name: String) -> ModelChoice { ModelChoice(name: name, threads: threads) }
}
