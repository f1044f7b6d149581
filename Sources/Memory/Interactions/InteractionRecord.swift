public import Foundation
import GRDB

/// A question that somebody asked, with what was answered.
public struct InteractionRecord: Sendable, Equatable {
    /// Its receipt: what feedback names it by.
    public var id: String
    /// When it was answered.
    public var created: Date
    /// The model that was asked for.
    public var model: String
    /// What answered: `bare`, `weights`, `text` or `both`.
    public var route: String
    /// The version of what is in weights that was asked; none where none was.
    public var version: Int64?
    /// Who asked; none where that was not said.
    public var user: String?
    /// Whether something may be learned of it.
    public var learns: Bool
    /// What was asked last; none where contents are not kept.
    public var question: String?
    /// What was answered; none where contents are not kept.
    public var answer: String?

    /// A record with all its parts.
    public init(
        id: String, created: Date, model: String, route: String, version: Int64?, user: String?, learns: Bool,
        question: String?, answer: String?
    ) {
        self.id = id
        self.created = created
        self.model = model
        self.route = route
        self.version = version
        self.user = user
        self.learns = learns
        self.question = question
        self.answer = answer
    }
}

extension InteractionRecord {
    init(_ row: Row) {
        self.init(
            id: row["id"], created: Date(milliseconds: row["created"]), model: row["model"],
            route: row["route"], version: row["version"], user: row["user"], learns: row["learns"],
            question: row["question"], answer: row["answer"])
    }
}
