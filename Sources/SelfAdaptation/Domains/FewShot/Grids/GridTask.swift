/// A grid with what becomes of it.
public struct GridPair: Sendable, Hashable, Codable {
    /// What is given.
    public var input: Grid
    /// What is to be found.
    public var output: Grid

    /// A pair of both.
    public init(input: Grid, output: Grid) {
        self.input = input
        self.output = output
    }
}

/// An abstract puzzle: some demonstrations of one rule, and inputs that it is to be applied to.
///
/// Source: the Abstraction and Reasoning Corpus (Chollet, arXiv 1911.01547).
public struct GridTask: DomainItem, Hashable {
    /// What the task is called.
    public var name: String
    /// Pairs that show the rule.
    public var demonstrations: [GridPair]
    /// Pairs whose outputs are to be found.
    public var tests: [GridPair]

    /// A task with all its parts.
    public init(name: String, demonstrations: [GridPair], tests: [GridPair]) {
        self.name = name
        self.demonstrations = demonstrations
        self.tests = tests
    }

    /// Cells, with one more for each row, of the longest text that one attempt takes: all demonstrations and a test.
    ///
    /// Close to the number of its tokens where digits are tokens.
    public var size: Int {
        func size(_ grid: Grid) -> Int { grid.rows * (grid.columns + 1) }
        func size(_ pair: GridPair) -> Int { size(pair.input) + size(pair.output) }
        return demonstrations.map(size).reduce(0, +) + (tests.map(size).max() ?? 0)
    }
}
