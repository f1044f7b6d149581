import Files
import Foundation
package import Memory

/// How learning stands.
package struct LearningStatus: Codable, Sendable {
    /// What an update came to.
    package enum Result: String, Codable, Sendable, CaseIterable {
        /// It ended by itself.
        case ended
        /// It was stopped; what was finished stays.
        case stopped
        /// It failed.
        case failed
    }

    /// Who decides what is learned.
    package let mode: LearningChoice.Mode
    /// When the window opens; none where it only learns when told to.
    @Nullable package var opens: String?
    /// When it closes.
    @Nullable package var closes: String?
    /// Minutes without a question before it begins.
    package let idleMinutes: Int
    /// Minutes that an update may take.
    @Nullable package var budgetMinutes: Int?
    /// Days that interactions are kept.
    @Nullable package var keptDays: Int?
    /// Whether an update is under way.
    package let isRunning: Bool
    /// How far it is.
    @Nullable package var progress: WorkBoard.Progress?
    /// When the last one began, by ISO 8601.
    @Nullable package var began: String?
    /// When the last one ended, by ISO 8601.
    @Nullable package var ended: String?
    /// What it came to.
    @Nullable package var result: Result?
    /// Why it failed.
    @Nullable package var problem: String?
    /// Groups of passages that it taught.
    @Nullable package var taught: Int?
    /// Lessons that wait for somebody to decide.
    package let pendingLessons: Int
    /// Passages of trusted sources that wait to be taught.
    package let waitingPassages: Int
    /// When the window opens next, by ISO 8601.
    @Nullable package var nextWindow: String?

    init(
        choice: LearningChoice, job: LearningJob?, progress: WorkBoard.Progress?, pending: Int, waiting: Int,
        next: Date?
    ) {
        mode = choice.mode
        _opens = Nullable(wrappedValue: choice.opens)
        _closes = Nullable(wrappedValue: choice.closes)
        idleMinutes = choice.idleMinutes
        _budgetMinutes = Nullable(wrappedValue: choice.budgetMinutes)
        _keptDays = Nullable(wrappedValue: choice.keptDays)
        isRunning = job.map { $0.outcome == nil } ?? false
        _progress = Nullable(wrappedValue: progress)
        _began = Nullable(wrappedValue: job?.began.formatted(.iso8601))
        _ended = Nullable(wrappedValue: job?.ended?.formatted(.iso8601))
        pendingLessons = pending
        waitingPassages = waiting
        _nextWindow = Nullable(wrappedValue: next?.formatted(.iso8601))
        var (result, problem, taught): (Result?, String?, Int?)
        switch job?.outcome {
        case nil: break
        case .ended(let groups, _, _): (result, taught) = (.ended, groups)
        case .stopped: result = .stopped
        case .failed(let error): (result, problem) = (.failed, error.description)
        }
        _result = Nullable(wrappedValue: result)
        _problem = Nullable(wrappedValue: problem)
        _taught = Nullable(wrappedValue: taught)
    }
}
