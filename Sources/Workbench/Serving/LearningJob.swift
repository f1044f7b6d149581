package import Files
package import Foundation

/// An update that a server was told to make, or made by itself.
package struct LearningJob: Sendable {
    /// What an update came to.
    package enum Outcome: Sendable {
        /// It ended: groups of passages that were taught, the version that answers, and the newest adapter of it that came of
        /// this; none where nothing that was taught answers.
        case ended(taught: Int, version: Int64?, adapter: String?)
        /// It was stopped; what was finished stays.
        case stopped
        /// It failed.
        case failed(Diagnosis)
    }

    /// Its number, from 1.
    package let number: Int
    /// When it began.
    package let began: Date
    /// The source that it teaches; all that waits unless given.
    package let source: Int64?
    /// When it ended; none while it goes on.
    package internal(set) var ended: Date?
    /// What it came to; none while it goes on.
    package internal(set) var outcome: Outcome?
}
