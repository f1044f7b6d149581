import Foundation
import GRDB

/// A row of one of the tables that hold what was learned.
protocol LearnedRow: Codable, FetchableRecord, MutablePersistableRecord {
    var id: Int64? { get set }
}

extension LearnedRow {
    static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
    static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }

    mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }
}

/// Something to learn from.
struct SourceRow: LearnedRow {
    static let databaseTableName = "source"
    var id: Int64?
    var digest: String
    var kind: String
    var title: String
    var place: String
    /// Milliseconds since the beginning of 1970.
    var added: Int64
}

/// A piece of a source.
struct PassageRow: LearnedRow {
    static let databaseTableName = "passage"
    var id: Int64?
    var source: Int64
    var number: Int
    var title: String
    var text: String
    var digest: String
}

/// A question about a passage; `gold` is a JSON list of right answers.
struct QuestionRow: LearnedRow {
    static let databaseTableName = "question"
    var id: Int64?
    var passage: Int64
    var topic: String
    var question: String
    var gold: String
}

/// What was written about a passage, or the passage itself, to be trained on.
struct SelfEditRow: LearnedRow {
    static let databaseTableName = "self_edit"
    var id: Int64?
    var passage: Int64
    var origin: String
    var style: String?
    var text: String
    var directives: String?
}

/// One training sequence's text of a self-edit; a question when it has an answer.
struct StudyItemRow: LearnedRow {
    static let databaseTableName = "study_item"
    var id: Int64?
    var selfEdit: Int64
    var number: Int
    var text: String
    var answer: String?
}

/// A training on a self-edit with its exam.
struct TrialRow: LearnedRow {
    static let databaseTableName = "trial"
    var id: Int64?
    var run: Int64?
    var selfEdit: Int64
    var adapter: String?
    var measure: String
    var isBest: Bool
    var score: Double?
    var failure: String?
    var sequences: Int
    var rows: Int
    var firstLoss: Float?
    var lastLoss: Float?
}

/// An answer to a question: of a trial's adapter, of a kept adapter, or of the model without an update.
struct AnswerRow: LearnedRow {
    static let databaseTableName = "answer"
    var id: Int64?
    var question: Int64
    var trial: Int64?
    var adapter: String?
    var text: String
    var isCorrect: Bool
    var outcome: String?
}

/// Something that happened to the memory.
struct EventRow: LearnedRow {
    static let databaseTableName = "event"
    var id: Int64?
    var time: Int64
    var kind: String
    var run: Int64?
    var source: Int64?
    var adapter: String?
}
