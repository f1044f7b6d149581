import Synchronization

/// Jobs that came while the engine was at work.
final class GenerationInbox: Sendable {
    private let jobs = Mutex<[GenerationJob]>([])

    /// Puts a job in, from any thread.
    func add(_ job: GenerationJob) { jobs.withLock { $0.append(job) } }

    /// Takes out all jobs, in the order in which they came.
    func take() -> [GenerationJob] {
        jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
    }
}
