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
    /// The place of that row, from 0.
    public var rowPlace: Int?
    /// The item at hand, from 0.
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

    /// The stage of an item's trial.
    func at(_ stage: Trial.Stage) -> OuterLoopProgress {
        switch stage {
        case .training(let done, let total): at(done, of: total)
        case .examining: examined(false)
        }
    }

    /// The item's exams, before or after they are sat; after them all is done that belongs to the item.
    func examined(_ isOver: Bool) -> OuterLoopProgress {
        var later = at(isOver ? 1 : 0, of: 1)
        later.stage = .examining
        return later
    }

    /// Whether the item at hand is done with.
    public var isItemDone: Bool { stage == .examining && done == total }

    /// The step of an estimate that is being worked on.
    public var place: WorkPart.Place {
        let step: WorkPart.Stage =
            switch stage {
            case .writing: .writing
            case .training: .training
            case .examining: .examining
            case .policy: .policy
            }
        return WorkPart.Place(step, group: round ?? rowPlace ?? 0, item: stage == .policy ? 0 : item)
    }
}
