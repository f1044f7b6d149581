import Files
import Foundation
import GRDB
import SelfAdaptation
import Text

/// Writes what learning one source came to into the tables: all of it can be looked at, and trained on, again.
struct LearnedMaterial {
    let report: LearningReport
    let source: SourceDescription
    /// The base that learned.
    let base: ModelReference
    /// The adapter that was kept.
    let adapter: String?
    /// What the guard found of it.
    let verdict: GuardVerdict?
    let run: Int64
    let date: Date

    /// Writes the source, its passages, questions and answers, self-edits, study material and trials, and the version that has
    /// the adapter.
    ///
    /// - Returns: The version; `nil` where there is no adapter.
    /// - Throws: `DatabaseError`.
    func write(_ database: Database) throws -> Int64? {
        let source = try sourceRow(database)
        var questions = [Int64?](repeating: nil, count: report.questions.count)
        for (number, context) in report.contexts.enumerated() {
            let passage = try passageRow(context.context, number: number, source: source, database)
            if isTriedToTheEnd {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO passage_base (passage, base_digest) VALUES (?, ?)",
                    arguments: [passage, base.digest])
            }
            // What failed is no part of the adapter.
            if let adapter, context.candidates[context.best].failure == nil {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO passage_adapter (adapter, passage) VALUES (?, ?)",
                    arguments: [adapter, passage])
            }
            for place in context.questions where questions.indices.contains(place) {
                questions[place] = try questionRow(report.questions[place], passage: passage, database)
            }
            let asked = context.questions.map { questions.indices.contains($0) ? questions[$0] : nil }
            try write(context.before, to: asked, database)
            for (place, candidate) in context.candidates.enumerated() {
                try write(
                    candidate, isBest: place == context.best, passage: passage, questions: asked, database)
            }
        }
        if let adapter {
            try write(report.after, to: questions, adapter: adapter, database)
            try database.execute(
                sql: "INSERT OR IGNORE INTO adapter_source (adapter, source) VALUES (?, ?)",
                arguments: [adapter, source])
        }
        try EventRow(
            time: date.milliseconds, kind: adapter == nil ? "tried" : "learned", run: run, source: source,
            adapter: adapter
        ).insert(database)
        guard let adapter, let verdict else { return nil }
        return try VersionChange(database: database, date: date).take(adapter, base: base, verdict: verdict)
    }

    /// Whether what came of it would come again: what there was no time for is tried another time.
    private var isTriedToTheEnd: Bool { adapter != nil || report.cut?.isFinalCut != true }

    private func sourceRow(_ database: Database) throws -> Int64 {
        // What was forgotten, changed or is no longer trusted since it was begun must not come back.
        guard
            let known = try known("source", "digest = ? AND trust = 'trusted'", [source.digest], database)
        else {
            throw Diagnosis(
                .changedMeanwhile, file: source.place,
                problem: "was forgotten, changed, or is no longer trusted since learning began",
                remedy: "learn it again as it is now")
        }
        return known
    }

    private func passageRow(
        _ context: Context, number: Int, source: Int64, _ database: Database
    ) throws -> Int64 {
        let digest = PassageRow.digest(of: context)
        return try known("passage", "source = ? AND digest = ?", [source, digest], database)
            ?? inserted(
                PassageRow(
                    source: source, number: number, title: context.title, text: context.text, digest: digest),
                database)
    }

    private func questionRow(_ question: Question, passage: Int64, _ database: Database) throws -> Int64 {
        let gold = try Self.json(question.gold)
        return try known(
            "question", "passage = ? AND question = ? AND gold = ?", [passage, question.question, gold],
            database)
            ?? inserted(
                QuestionRow(
                    passage: passage, topic: question.topic, question: question.question, gold: gold),
                database)
    }

    private func write(
        _ candidate: CandidateReport, isBest: Bool, passage: Int64, questions: [Int64?],
        _ database: Database
    ) throws {
        let edit = try inserted(
            SelfEditRow(
                passage: passage, origin: candidate.origin.rawValue, style: candidate.style?.rawValue,
                text: candidate.text, directives: candidate.directives.map(Self.json)), database)
        for (number, item) in candidate.items.enumerated() {
            let (text, answer): (String, String?) =
                switch item {
                case .text(let text): (text, nil)
                case .question(let question, let answer): (question, answer)
                }
            try StudyItemRow(selfEdit: edit, number: number, text: text, answer: answer).insert(database)
        }
        let trial = try inserted(
            TrialRow(
                run: run, selfEdit: edit,
                adapter: isBest && report.contexts.count == 1 && report.final == nil ? adapter : nil,
                measure: report.measure.rawValue, isBest: isBest, score: candidate.score,
                failure: candidate.failure, sequences: candidate.sequences, rows: candidate.rows,
                firstLoss: candidate.firstLoss, lastLoss: candidate.lastLoss), database)
        try write(candidate.answers, to: questions, trial: trial, database)
    }

    private func write(
        _ answers: [Exam.Answer], to questions: [Int64?], trial: Int64? = nil, adapter: String? = nil,
        _ database: Database
    ) throws {
        for (answer, question) in zip(answers, questions) {
            guard let question else { continue }
            try AnswerRow(
                question: question, trial: trial, adapter: adapter, text: answer.text,
                isCorrect: answer.isCorrect, outcome: answer.outcome?.rawValue
            ).insert(database)
        }
    }

    private func known(
        _ table: String, _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT id FROM \(table) WHERE \(condition)", arguments: arguments)
    }

    private func inserted(_ row: some LearnedRow, _ database: Database) throws -> Int64 {
        try row.insert(database)
        return database.lastInsertedRowID
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
