public import Foundation
import GRDB

/// A question with its right answer, that somebody has to approve before it is learned.
public struct LessonRecord: Sendable, Equatable {
    /// Where a lesson comes from.
    public enum Origin: String, Sendable, Codable, CaseIterable {
        /// An answer was corrected.
        case demonstration
        /// Somebody sent it as it is.
        case sent
    }

    /// What became of a lesson.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// It waits for somebody to decide.
        case pending
        /// It is known, and learned with the next update.
        case approved
        /// It is not learned.
        case rejected
    }

    /// Its number.
    public var id: Int64
    /// When it came.
    public var created: Date
    /// The question.
    public var question: String
    /// The right answer.
    public var answer: String
    /// Where it comes from.
    public var origin: Origin
    /// The receipt of the answer that it corrects; none where there is none any longer.
    public var interaction: String?
    /// Who gave it.
    public var user: String?
    /// What became of it.
    public var state: State
    /// The source that it is part of; none until it is approved.
    public var source: Int64?
}

extension LessonRecord {
    init(_ row: Row) {
        self.init(
            id: row["id"], created: Date(milliseconds: row["created"]), question: row["question"],
            answer: row["answer"], origin: Origin(rawValue: row["origin"]) ?? .sent,
            interaction: row["interaction"], user: row["user"],
            state: State(rawValue: row["state"]) ?? .pending, source: row["source"])
    }
}
