import Files
import GRDB
import Text

/// A row of one of the tables that hold what was learned, to be written; the database numbers it.
protocol LearnedRow: Encodable, PersistableRecord {}

extension LearnedRow {
    static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
}

/// Something to learn from.
struct SourceRow: LearnedRow {
    static let databaseTableName = "source"
    let digest: String
    let kind: String
    let title: String
    let place: String
    /// Milliseconds since the beginning of 1970.
    let added: Int64
}

/// A piece of a source.
struct PassageRow: LearnedRow {
    static let databaseTableName = "passage"
    let source: Int64
    let number: Int
    let title: String
    let text: String
    let digest: String
    var heading: String?
    var page: Int?
    /// Where it stands in the source's text, in Unicode scalars.
    var first: Int?
    var past: Int?

    /// What tells a passage from others of its source.
    static func digest(of context: Context) -> String {
        SHA256.hexadecimal(of: "\(context.title)\0\(context.text)".utf8)
    }
}

/// A question about a passage; `gold` is a JSON list of right answers.
struct QuestionRow: LearnedRow {
    static let databaseTableName = "question"
    let passage: Int64
    let topic: String
    let question: String
    let gold: String
}

/// What was written about a passage, or the passage itself, to be trained on.
struct SelfEditRow: LearnedRow {
    static let databaseTableName = "self_edit"
    let passage: Int64
    let origin: String
    let style: String?
    let text: String
    let directives: String?
}

/// One training sequence's text of a self-edit; a question when it has an answer.
struct StudyItemRow: LearnedRow {
    static let databaseTableName = "study_item"
    let selfEdit: Int64
    let number: Int
    let text: String
    let answer: String?
}

/// A training on a self-edit with its exam.
struct TrialRow: LearnedRow {
    static let databaseTableName = "trial"
    let run: Int64?
    let selfEdit: Int64
    let adapter: String?
    let measure: String
    let isBest: Bool
    let score: Double?
    let failure: String?
    let sequences: Int
    let rows: Int
    let firstLoss: Float?
    let lastLoss: Float?
}

/// An answer to a question: of a trial's adapter, of a kept adapter, or of the model without an update.
struct AnswerRow: LearnedRow {
    static let databaseTableName = "answer"
    let question: Int64
    let trial: Int64?
    let adapter: String?
    let text: String
    let isCorrect: Bool
    let outcome: String?
}

/// Something that happened to the memory.
struct EventRow: LearnedRow {
    static let databaseTableName = "event"
    let time: Int64
    let kind: String
    let run: Int64?
    let source: Int64?
    let adapter: String?
}
