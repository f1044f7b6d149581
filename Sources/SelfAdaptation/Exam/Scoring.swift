package import Grading

/// How an exam's answers are scored; kept with what depends on it.
///
/// Runs from before there was a choice have none: they counted every answer that the grader accepted as a whole.
public enum Scoring: String, Sendable, Codable {
    /// The share *answered*: see ``Exam/Answer/Outcome``.
    case answered

    /// Reads and grades replies to the same questions, in one batch.
    ///
    /// What an adapter says to the question itself is graded as well: it is the answer where nobody reads it.
    ///
    /// - Parameters:
    ///   - replies: Replies, [sheet][question]; all of a sheet were given in one way.
    ///   - questions: What was asked.
    ///   - passages: The passage that each question is about.
    ///   - grader: Says what is right.
    /// - Returns: The graded answers, [sheet][question].
    /// - Throws: What the grader throws.
    package static func grade(
        _ replies: [[Respondent.Reply]], to questions: [Question], passages: [Int], by grader: any Grader
    ) async throws -> [[Exam.Answer]] {
        let recalled = replies.indices.filter { replies[$0].contains { !$0.recalled.isEmpty } }
        let direct = recalled.map { replies[$0].map { $0.recalled.first ?? "" } }
        var sheets = try await grade(
            replies.map { $0.map(\.text) } + direct, to: questions, passages: passages, by: grader)
        for (place, graded) in zip(recalled, sheets[replies.count...]) {
            for question in questions.indices {
                sheets[place][question].recalled = Exam.Answer.Recall(
                    texts: replies[place][question].recalled, outcome: graded[question].outcome)
            }
        }
        return Array(sheets.prefix(replies.count))
    }

    /// Reads and grades answers that were given to the same questions, in one batch.
    ///
    /// The grader sees each answer cut (``AnswerCut``) and, where that is less, once more as a whole; nobody is asked
    /// about empty answers, nor twice about the same.
    ///
    /// - Parameters:
    ///   - sheets: Answers, uncut; [sheet][question].
    ///   - questions: What was asked.
    ///   - passages: The passage that each question is about: recitations are found within one.
    ///   - grader: Says what is right.
    /// - Returns: The graded answers, [sheet][question].
    /// - Throws: What the grader throws.
    package static func grade(
        _ sheets: [[String]], to questions: [Question], passages: [Int], by grader: any Grader
    ) async throws -> [[Exam.Answer]] {
        var tasks: [GradingTask] = []
        var places: [GradingTask: Int] = [:]
        func place(_ text: String, _ question: Question) -> Int? {
            guard !AnswerCut.isEmpty(text) else { return nil }
            let task = GradingTask(question: question.question, gold: question.gold, answer: text)
            if let known = places[task] { return known }
            places[task] = tasks.count
            tasks.append(task)
            return tasks.count - 1
        }
        let read = sheets.map { sheet in
            zip(sheet, questions).map { (whole: place($0, $1), cut: place(AnswerCut.cut($0), $1)) }
        }
        let verdicts = try await grader.grade(tasks)
        func isRight(_ place: Int?) -> Bool { place.map { verdicts[$0].correct } ?? false }
        return zip(sheets, read).map { sheet, read in
            let recited = Recitation.among(sheet, to: questions, passages: passages)
            return sheet.indices.map { index in
                let outcome: Exam.Answer.Outcome =
                    if read[index].whole == nil { .empty } else if recited[index] { .recited } else {
                        isRight(read[index].cut) ? .answered : .wrong
                    }
                return Exam.Answer(
                    text: sheet[index], isCorrect: isRight(read[index].whole), outcome: outcome)
            }
        }
    }
}
