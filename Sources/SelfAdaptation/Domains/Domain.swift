public import LanguageModel

/// A kind of task that a model can teach itself: the one seam between it and the outer loop.
///
/// An implementation says how a self-edit is asked for, what is trained on when it is obeyed, and how what was learned
/// is judged. It keeps no state between calls, and the same arguments give the same result.
public protocol Domain: Sendable {
    /// What there is to learn from, with its exam.
    associatedtype Item: DomainItem

    /// What this kind of task is called, and how it is taught.
    var descriptor: DomainDescriptor { get }

    /// What notices updates that collapse while they are trained; by default nothing.
    ///
    /// - Throws: `Diagnosis` for a model that its probes can't be asked.
    func watch() throws -> CollapseWatch?

    /// Lets an author write self-edits of an item.
    ///
    /// - Returns: For each self-edit its completions in order; a domain may ask for several.
    func write(_ item: Item, count: Int, by author: any SelfEditAuthor, seed: UInt64) async throws
        -> [[Completion]]

    /// What the author was shown for each completion of a self-edit, and what a policy should learn to answer.
    func turns(_ completions: [String], of item: Item, for policy: LanguageModel) throws -> [PolicyTurn]

    /// What a self-edit trains on, and how; no completions stand for the item's own material alone.
    ///
    /// - Throws: ``UnusableSelfEdit`` when nothing can be made of it.
    func study(_ completions: [String], of item: Item) throws -> Study

    /// What the item's material trains on in one piece, with SEAL's schedule; by default what it trains on otherwise.
    func wholeStudy(of item: Item) throws -> Study

    /// Lets adapters (`nil`: the model without an update) sit the item's exam out of sight of the item.
    func judge(_ adapters: [Adapter?], on item: Item, engine: Engine) async throws -> [Judgement]

    /// Lets an adapter (`nil`: the model without an update) sit the exam with the item in view.
    func judgeInView(_ item: Item, by adapter: Adapter?, engine: Engine) async throws -> Judgement

    /// The answers that are given where an update has answered and the model with the item in view, too; by default the
    /// update's.
    ///
    /// - Throws: The grader's errors.
    func weigh(_ learned: Judgement, against read: Judgement, on item: Item) async throws -> Judgement

    /// An adapter that knows how to read, and nothing of any item: it reads what is in view, or what was recalled; by default
    /// there is none.
    var reader: Adapter? { get }

    /// What lessons about an item train on; by default its own material.
    ///
    /// - Throws: What the engine throws, `Diagnosis` for an item that does not fit the model.
    func lessons(_ lessons: [Lesson], of item: Item, engine: Engine, seed: UInt64) async throws -> [Study]

    /// What an item will take, in tokens, if the model writes as much as `habits` say.
    ///
    /// - Throws: `Diagnosis` for an item that can't be asked about.
    func outlook(_ item: Item, habits: WritingHabits) throws -> ItemOutlook
}

extension Domain {
    /// How updates are trained unless a self-edit asks for something else.
    public var innerLoop: InnerLoopSettings { descriptor.innerLoop }

    /// Nothing is watched.
    public func watch() throws -> CollapseWatch? { nil }

    /// What was learned answers.
    public func weigh(
        _ learned: Judgement, against read: Judgement, on item: Item
    ) async throws -> Judgement { learned }

    /// Nobody reads.
    public var reader: Adapter? { nil }

    /// The material as it is.
    public func lessons(
        _ lessons: [Lesson], of item: Item, engine: Engine, seed: UInt64
    ) async throws -> [Study] {
        try lessons.map { _ in try study([], of: item) }
    }

    /// The material as it is.
    public func wholeStudy(of item: Item) throws -> Study { try study([], of: item) }
}

/// What a self-edit trains on, and how.
public struct Study: Sendable {
    /// Training sequences.
    public var sequences: [TrainingSequence]
    /// The inner loop as the self-edit would have it.
    public var innerLoop: InnerLoopSettings
    /// What the self-edit asked for of it.
    public var directives: TrainingDirectives?
    /// Tokens at which training ends, in as many epochs as that takes; `nil` trains the inner loop's epochs.
    public var tokens: Int?
    /// What was written for a lesson, as people read it.
    public var notes: [String] = []

    /// Sequences with the way of training on them.
    public init(
        sequences: [TrainingSequence], innerLoop: InnerLoopSettings, directives: TrainingDirectives? = nil,
        tokens: Int? = nil
    ) {
        self.sequences = sequences
        self.innerLoop = innerLoop
        self.directives = directives
        self.tokens = tokens
    }

    /// Whether training on another would come to the same.
    func trainsLike(_ other: Study) -> Bool {
        sequences == other.sequences && innerLoop == other.innerLoop && tokens == other.tokens
    }
}

/// A self-edit that nothing can be made of: it is scored, with nothing.
public struct UnusableSelfEdit: Error, Equatable, CustomStringConvertible {
    /// What is wrong with it.
    public var description: String

    /// A self-edit with a fault.
    public init(_ fault: String) { description = fault }
}
