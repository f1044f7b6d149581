/// Which model computes, on how many threads, in how much memory.
package struct ModelChoice: Codable, Sendable, Equatable {
    /// Its name or place; unless given, that of the settings, or else the default model.
    package var name: String?
    /// Threads that compute; unless given, as many as the settings say, or else one a core.
    package var threads: Int?
    /// Bytes that the process may come to; unless given, work that trains keeps within what the settings
    /// say, or else three quarters of what is free.
    package var memory: Int?

    /// A choice of a model.
    package init(name: String? = nil, threads: Int? = nil, memory: Int? = nil) {
        self.name = name
        self.threads = threads
        self.memory = memory
    }

    /// The same way of computing, with another model and without a bound.
    func other(_ name: String) -> ModelChoice { ModelChoice(name: name, threads: threads) }

    /// The same without a bound: for a model beside the one that is updated.
    var unbounded: ModelChoice { ModelChoice(name: name, threads: threads) }
}
