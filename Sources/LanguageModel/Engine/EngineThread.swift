import Foundation
import Synchronization

/// A thread that does an actor's work, one job after the other.
///
/// Work that takes minutes would hold one of the few threads that everything else shares.
final class EngineThread: SerialExecutor {
    private let queue = Queue()

    /// What the thread and those who give it work have in common; an executor is kept for as long as its jobs wait.
    private final class Queue: @unchecked Sendable {
        typealias Job = (job: UnownedJob, executor: EngineThread)

        private let condition = NSCondition()
        private var jobs: [Job] = []
        private var isOver = false

        func add(_ job: UnownedJob, for executor: EngineThread) {
            condition.withLock {
                jobs.append((job, executor))
                condition.signal()
            }
        }

        func end() {
            condition.withLock {
                isOver = true
                condition.signal()
            }
        }

        /// The jobs that wait, as soon as there are some; none when there will be no more.
        func take() -> [Job] {
            condition.withLock {
                while jobs.isEmpty, !isOver { condition.wait() }
                defer { jobs = [] }
                return jobs
            }
        }
    }

    /// A thread that waits for work.
    init() {
        let thread = Thread { [queue] in
            while case let jobs = queue.take(), !jobs.isEmpty {
                for (job, executor) in jobs {
                    job.runSynchronously(on: executor.asUnownedSerialExecutor())
                }
            }
        }
        thread.name = "engine"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Lets the thread do a job when it comes to it.
    func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job), for: self) }

    deinit { queue.end() }
}
