/// How the same questions were answered before and after an update.
public struct PairedAnswers: Sendable, Equatable, Codable {
    /// Questions.
    public var questions = 0
    /// Questions that were answered before.
    public var before = 0
    /// Questions that are answered after.
    public var after = 0
    /// Questions that were answered before, and are not any more.
    public var lost = 0

    /// No questions yet.
    public init() {}

    /// Answers to the same questions.
    public init(_ before: [Exam.Answer], _ after: [Exam.Answer]) {
        add(zip(before, after).map { ($0.isAnswered, $1.isAnswered) })
    }

    /// Counts more questions: whether each was answered before, and after.
    mutating func add(_ pairs: [(before: Bool, after: Bool)]) {
        questions += pairs.count
        before += pairs.filter(\.before).count
        after += pairs.filter(\.after).count
        lost += pairs.filter { $0.before && !$0.after }.count
    }

    /// Questions that are answered now, and were not before.
    public var gained: Int { after - before + lost }

    /// The probability that so much was lost by chance.
    public var chance: Double { SignTest.worse(lost: lost, gained: gained) }
}
