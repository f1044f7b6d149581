package import Files
package import Foundation
package import Memory
import Synchronization

/// Learns beside answering: one update at a time, when it is told to or when its window is open.
package actor LearningDesk {
    /// What an update came to.
    package enum Outcome: Sendable {
        /// It ended: groups of passages that were taught, and the version that answers.
        case ended(taught: Int, version: Int64?)
        /// It was stopped; what was finished stays.
        case stopped
        /// It failed.
        case failed(Diagnosis)
    }

    private let bench: Workbench
    private let calendar: Calendar
    private let now: @Sendable () -> Date
    private var running: Task<Void, Never>?
    private var began: Date?
    private var ended: Date?
    private var outcome: Outcome?

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
    /// - Parameter seconds: How much time there is; as much as it takes unless given.
    /// - Throws: `Diagnosis` with `.busy` while there is one.
    package func begin(within seconds: Double? = nil) throws {
        guard running == nil else {
            throw Diagnosis(
                .busy, file: "learning", problem: "an update is under way",
                remedy: "wait until it has ended, or stop it")
        }
        var request = UpdateRequest()
        request.time.budget = seconds
        began = now()
        running = Task { [bench] in
            let outcome: Outcome
            do {
                var taught = 0
                let result = try await bench.update(request) { _ in
                    try Task.checkCancellation()
                    taught += 1
                }
                outcome = .ended(taught: taught, version: result.active?.id)
            } catch is CancellationError {
                outcome = .stopped
            } catch let error as Diagnosis {
                outcome = .failed(error)
            } catch {
                outcome = .failed(
                    Diagnosis(
                        file: "learning", problem: "\(error)", remedy: "try again", category: .internalError))
            }
            self.end(outcome)
        }
    }

    private func end(_ outcome: Outcome) {
        self.outcome = outcome
        ended = now()
        running = nil
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
        if let days = choice.keptDays {
            _ = try interactions.remove(before: now.addingTimeInterval(-86_400 * Double(days)))
        }
        guard choice.mode != .off, let window = LearningWindow(choice),
            window.isDue(
                at: now, in: calendar, idle: choice.idleMinutes, asked: asked, learned: began)
        else { return false }
        let left = window.left(at: now, in: calendar)
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
            choice: choice, isRunning: running != nil, began: began, ended: ended, outcome: outcome,
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
