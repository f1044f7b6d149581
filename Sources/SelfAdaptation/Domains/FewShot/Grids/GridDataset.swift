public import Foundation

/// Reads tasks of the Abstraction and Reasoning Corpus.
public enum GridDataset {
    /// A task in a file: inputs to solve may lack their outputs.
    private struct Entry: Decodable {
        let train: [GridPair]
        let test: [Asked]

        struct Asked: Decodable {
            let input: Grid
            let output: Grid?
        }
    }

    /// Why a task can't be used.
    public struct Incomplete: Error, Equatable {
        /// The task's name.
        public let task: String
        /// What is wrong with it.
        public let problem: String
        /// Whether it lacks the output of a test, which a file of solutions would have.
        public let lacksSolution: Bool

        /// A fault of a task.
        public init(task: String, problem: String, lacksSolution: Bool = false) {
            self.task = task
            self.problem = problem
            self.lacksSolution = lacksSolution
        }
    }

    /// The tasks of a file of challenges (`{NAME: {"train", "test"}}`), in the order of their names.
    ///
    /// - Parameters:
    ///   - challenges: The file.
    ///   - solutions: Outputs by task; not needed where tests hold them.
    /// - Returns: Tasks with the outputs of all their tests.
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(challenges: Data, solutions: [String: [Grid]] = [:]) throws -> [GridTask] {
        let entries = try JSONDecoder().decode([String: Entry].self, from: challenges)
        return try entries.keys.sorted().map { try task($0, entries[$0], solutions[$0]) }
    }

    /// The outputs of a file of solutions (`{NAME: [OUTPUT]}`), by task.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid.
    public static func decode(solutions: Data) throws -> [String: [Grid]] {
        try JSONDecoder().decode([String: [Grid]].self, from: solutions)
    }

    /// The task of a file that holds one (`{"train", "test"}`).
    ///
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(task data: Data, name: String) throws -> GridTask {
        try task(name, JSONDecoder().decode(Entry.self, from: data), nil)
    }

    /// The tasks of one part of a file of several (`{PART: {NAME: {"train", "test"}}}`), in the order of their names.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(part: String, of data: Data) throws -> [GridTask] {
        let entries = try JSONDecoder().decode([String: [String: Entry]].self, from: data)[part] ?? [:]
        return try entries.keys.sorted().map { try task($0, entries[$0], nil) }
    }

    private static func task(_ name: String, _ entry: Entry?, _ solutions: [Grid]?) throws -> GridTask {
        guard let entry, !entry.train.isEmpty else {
            throw Incomplete(task: name, problem: "has no demonstration")
        }
        guard !entry.test.isEmpty else { throw Incomplete(task: name, problem: "has no test") }
        if let solutions, solutions.count != entry.test.count {
            throw Incomplete(
                task: name,
                problem: "has \(entry.test.count) tests and \(solutions.count) solutions")
        }
        let tests = try entry.test.enumerated().map { index, asked in
            guard let output = solutions?[index] ?? asked.output else {
                throw Incomplete(
                    task: name, problem: "has no solution for test \(index + 1)", lacksSolution: true)
            }
            return GridPair(input: asked.input, output: output)
        }
        return GridTask(name: name, demonstrations: entry.train, tests: tests)
    }
}
