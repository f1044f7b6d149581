import LanguageModel

/// One way of updating a model that a table compares with others.
public struct EvaluationArm: Sendable {
    /// Where updates come from.
    public enum Source: Sendable {
        /// No update at all.
        case none
        /// The item's own material alone, restored as the domain has it.
        case material
        /// The item's own material in one piece, ten steps: what SEAL compares with.
        case whole
        /// The item's own material alone, on another schedule than the domain's.
        case scheduled(AloneSchedule)
        /// The same as another row, which has self-edits and comes before, but for one thing.
        case control(Control, of: Int)
        /// Self-edits of an author.
        case author(any SelfEditAuthor)
        /// Completions that were written before, for each item at least one.
        case completions([[String]])
        /// The item taught by a lesson.
        case lesson(Lesson)
        /// The reader alone: it has learned to read, and nothing of the item.
        case reader
        /// No update, but the item in view during the exam: what can be hoped for.
        case inView
        /// The reader with the item in view.
        case readerInView
        /// The answers of another row, which comes before, weighed against those with the item in view, which do, too.
        case weighed(Int)
    }

    /// What an item's updates come to.
    public enum Pooling: String, Sendable, Codable {
        /// Their mean: what one update can be expected to reach.
        case mean
        /// The best of them: what a search that knows the exam reaches.
        case best
    }

    /// What the row is called.
    public var name: String
    /// Where its updates come from.
    public var source: Source
    /// What several updates of an item come to.
    public var pooling: Pooling

    /// A row under a name.
    public init(_ name: String, _ source: Source, pooling: Pooling = .mean) {
        self.name = name
        self.source = source
        self.pooling = pooling
    }
}

extension EvaluationArm {
    /// Whether the item is in view: of the bare model, or of a reader.
    var isRead: Bool {
        switch source {
        case .inView, .readerInView: true
        default: false
        }
    }
}

/// What one way of updating came to.
public struct EvaluationResult: Sendable, Equatable, Codable {
    /// What the row is called.
    public var name: String
    /// The score of each item that was examined.
    public var scores: [Double]
    /// Answers to each item's questions: those that its updates give most often, or the best one's where only that
    /// counts.
    public var answers: [[Exam.Answer]]
    /// How questions were answered, the mean over items; `nil` for puzzles, and for runs without a ``Scoring``.
    public var figures: AnswerFigures?
    /// Time and tokens spent on this row; what packs of several rows took is shared out by what each trained.
    ///
    /// A training that several rows share counts in full for each.
    public var cost: StageCost
    /// What was seen of each item's adapters while they were trained, [item][training][epoch]; `nil` where nobody watched.
    ///
    /// What was seen of one adapter for all items stands with the first.
    public var watch: [[[WatchFigures]]]?

    /// A result with all its parts.
    public init(
        name: String, scores: [Double], answers: [[Exam.Answer]] = [], figures: AnswerFigures? = nil,
        cost: StageCost, watch: [[[WatchFigures]]]? = nil
    ) {
        self.name = name
        self.scores = scores
        self.answers = answers
        self.figures = figures
        self.cost = cost
        self.watch = watch
    }

    /// Trainings that were watched, and those among them that collapsed and count as all wrong; `nil` where nobody
    /// watched.
    public var collapsed: (count: Int, of: Int)? {
        watch.map { items in
            let trainings = items.joined().filter { !$0.isEmpty }
            return (trainings.filter(\.hasCollapsed).count, trainings.count)
        }
    }

    /// The mean with its 95 % interval, items drawn again.
    public func mean(seed: UInt64 = 0) -> Interval? {
        var generator = SeededGenerator(seed: seed)
        return Bootstrap.mean(of: scores, using: &generator)
    }

    /// What the row has more than another, item by item, with its 95 % interval.
    public func difference(to other: EvaluationResult, seed: UInt64 = 0) -> Interval? {
        var generator = SeededGenerator(seed: seed)
        return Bootstrap.difference(before: other.scores, after: scores, using: &generator)
    }
}
