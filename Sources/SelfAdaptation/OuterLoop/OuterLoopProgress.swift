/// How far an outer loop or an evaluation has come.
public struct OuterLoopProgress: Sendable, Equatable {
    /// What is being done.
    public enum Stage: String, Sendable {
        case writing = "writing self-edits"
        case training = "training candidates"
        case examining = "sitting exams"
        case policy = "fine-tuning the policy"
    }

    /// What is being done.
    public var stage: Stage
    /// The round, from 0; `nil` outside of rounds.
    public var round: Int?
    /// What is compared at the moment, where one thing comes after the other.
    public var row: String?
    /// Items done in this round, or of this row.
    public var item: Int
    /// Items of a round or row.
    public var items: Int
    /// Units of the stage that are done.
    public var done = 0
    /// Units of the stage in all, 0 when unknown.
    public var total = 0

    /// The same moment with so much of the stage done.
    func at(_ done: Int, of total: Int) -> OuterLoopProgress {
        var later = self
        (later.done, later.total) = (done, total)
        return later
    }
}
