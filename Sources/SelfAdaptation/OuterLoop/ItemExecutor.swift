public import LanguageModel

/// One item of an outer loop's round with all its candidates: what an executor is given.
///
/// The candidates of an item are one task, so that they are trained in the same packs wherever that is done.
public struct ItemTask<Item: DomainItem>: Sendable, Equatable, Codable {
    /// What is learned.
    public var item: Item
    /// Its place among the items of the run, from 0.
    public var index: Int
    /// Items of the run.
    public var items: Int
    /// The round, from 0.
    public var round: Int
    /// How the loop is run.
    public var settings: OuterLoopSettings

    /// A task with all its parts.
    public init(item: Item, index: Int, of items: Int, round: Int, settings: OuterLoopSettings) {
        self.item = item
        self.index = index
        self.items = items
        self.round = round
        self.settings = settings
    }
}

/// Where the items of an outer loop are worked on.
public protocol ItemExecutor<Item>: Sendable {
    /// What there is to learn from.
    associatedtype Item: DomainItem

    /// Lets self-edits of items be written, trained on and examined.
    ///
    /// - Parameters:
    ///   - tasks: The items.
    ///   - policy: The adapter of the model that writes; `nil` for the model without one.
    /// - Returns: What became of each, in the order of the tasks. Who stops reading wants no more of them.
    func run(_ tasks: [ItemTask<Item>], policy: Adapter?) -> AsyncThrowingStream<ItemRound, any Error>
}
