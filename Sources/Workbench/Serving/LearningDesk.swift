import Files
package import Foundation
package import Memory
import Synchronization

/// Learns beside answering: one update at a time, when it is told to or when its window is open.
package actor LearningDesk {
    private let bench: Workbench
    private let calendar: Calendar
    private let now: @Sendable () -> Date
    private var running: Task<Void, Never>?
    private let board = WorkBoard()
    /// The newest updates, the newest last.
    package private(set) var jobs: [LearningJob] = []
    private var count = 0

    /// Updates that are remembered.
    private static let mostJobs = 100

    /// A desk over a workbench whose model stays loaded.
    package init(
        _ bench: Workbench, calendar: Calendar = .current, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.bench = bench
        self.calendar = calendar
        self.now = now
    }

    /// Begins an update.
    ///
    /// - Parameters:
    ///   - seconds: How much time there is; as much as it takes unless given.
    ///   - source: The source that is taught; all that waits unless given.
    /// - Returns: The update.
    /// - Throws: `Diagnosis` with `.busy` while there is one.
    @discardableResult
    package func begin(within seconds: Double? = nil, source: Int64? = nil) throws -> LearningJob {
        guard running == nil else {
            throw Diagnosis(
                .busy, file: "learning", problem: "an update is under way",
                remedy: "wait until it has ended, or stop it")
        }
        var request = UpdateRequest()
        request.time.budget = seconds
        request.source = source
        count += 1
        let job = LearningJob(number: count, began: now(), source: source)
        jobs = jobs.suffix(Self.mostJobs - 1) + [job]
        let bench = bench.beginning { [board] in board.take($0) }
        running = Task {
            let outcome: LearningJob.Outcome
            do {
                var taught: [LearningOutcome] = []
                let result = try await bench.update(request) {
                    try Task.checkCancellation()
                    taught.append($0)
                }
                outcome = .ended(
                    taught: taught.count, version: result.active?.id,
                    adapter: taught.last { $0.isAnswering }?.adapter?.name)
            } catch is CancellationError {
                outcome = .stopped
            } catch let error as Diagnosis {
                outcome = .failed(error)
            } catch {
                outcome = .failed(
                    Diagnosis(
                        file: "learning", problem: "\(error)", remedy: "try again",
                        category: .internalError))
            }
            self.end(outcome)
        }
        return job
    }

    private func end(_ outcome: LearningJob.Outcome) {
        running = nil
        guard let place = jobs.indices.last else { return }
        jobs[place].outcome = outcome
        jobs[place].ended = now()
    }

    /// Stops the update that is under way, if any, and waits for its end; what was finished stays.
    package func stop() async {
        running?.cancel()
        await running?.value
    }

    /// Waits until no update is under way.
    package func wait() async { await running?.value }

    /// Begins an update where one is due.
    ///
    /// - Parameter asked: When somebody asked last.
    /// - Returns: Whether one was begun.
    /// - Throws: `Diagnosis` when the home can't be read.
    package func tick(asked: Date?) throws -> Bool {
        guard running == nil else { return false }
        let interactions = InteractionStore(try bench.store())
        let choice = try interactions.choice()
        let now = now()
        if let days = choice.keptDays, days > 0 {
            _ = try interactions.remove(before: now.addingTimeInterval(-86_400 * Double(days)))
        }
        guard choice.mode != .off, let window = LearningWindow(choice),
            window.isDue(
                at: now, in: calendar, idle: choice.idleMinutes, asked: asked, learned: jobs.last?.began)
        else { return false }
        // Whole minutes: the same night's plan is the same.
        let left = max(60, (window.left(at: now, in: calendar) / 60).rounded(.down) * 60)
        try begin(within: min(left, choice.budgetMinutes.map { Double($0) * 60 } ?? left))
        return true
    }

    /// How learning stands.
    ///
    /// - Throws: `Diagnosis` when the home can't be read.
    package func status() throws -> LearningStatus {
        let store = try bench.store()
        let choice = try InteractionStore(store).choice()
        let base = bench.resident?.base.digest
        let waiting = try base.map { try SourceStore(store).waiting(base: $0) } ?? []
        return LearningStatus(
            choice: choice, job: jobs.last, progress: running == nil ? nil : board.progress,
            pending: try LessonStore(store).list(.pending).count,
            waiting: waiting.map(\.pending).reduce(0, +),
            next: LearningWindow(choice).flatMap { window in
                choice.mode == .off ? nil : window.next(after: now(), in: calendar)
            })
    }

    /// Says when it learns from now on.
    ///
    /// - Throws: `Diagnosis` for a window that is none, and a home that can't be written.
    package func choose(_ choice: LearningChoice) throws {
        if choice.opens != nil || choice.closes != nil, LearningWindow(choice) == nil {
            throw Diagnosis(
                file: "the window", problem: "opens and closes are no two times of day",
                remedy: "give both, such as 01:00 and 06:00", category: .usage)
        }
        try InteractionStore(bench.store(isMade: true)).choose(choice)
    }
}
