import Foundation
package import Memory

/// A lesson as it is shown before it is learned.
package struct LessonFigures: Codable, Sendable {
    /// Its number.
    package let id: Int64
    /// When it came, by ISO 8601.
    package let created: String
    /// The question.
    package let question: String
    /// The right answer.
    package let answer: String
    /// Where it comes from.
    package let origin: LessonRecord.Origin
    /// The receipt of the answer that it corrects.
    @Nullable package var interaction: String?
    /// Who gave it.
    @Nullable package var user: String?
    /// What became of it.
    package let state: LessonRecord.State
    /// The source that it is part of.
    @Nullable package var source: Int64?
    /// Other right answers to the same question that wait or were approved.
    package let contradicts: [String]

    init(_ lesson: LessonRecord, among others: [LessonRecord]) {
        id = lesson.id
        created = lesson.created.formatted(.iso8601)
        question = lesson.question
        answer = lesson.answer
        origin = lesson.origin
        _interaction = Nullable(wrappedValue: lesson.interaction)
        _user = Nullable(wrappedValue: lesson.user)
        state = lesson.state
        _source = Nullable(wrappedValue: lesson.source)
        func isSame(_ one: String, _ other: String) -> Bool { one.lowercased() == other.lowercased() }
        contradicts = others.filter {
            $0.id != lesson.id && $0.state != .rejected && isSame($0.question, lesson.question)
                && !isSame($0.answer, lesson.answer)
        }.map(\.answer)
    }
}
