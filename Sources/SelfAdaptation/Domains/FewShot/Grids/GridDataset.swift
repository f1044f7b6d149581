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
        /// What it lacks.
        public let problem: String

        /// A fault of a task.
        public init(task: String, problem: String) {
            self.task = task
            self.problem = problem
        }
    }

    /// The tasks of a file of challenges (`{NAME: {"train", "test"}}`), in the order of their names.
    ///
    /// - Parameters:
    ///   - challenges: The file.
    ///   - solutions: A file of their solutions (`{NAME: [OUTPUT]}`); not needed where tests hold their outputs.
    /// - Returns: Tasks with the outputs of all their tests.
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(challenges: Data, solutions: Data?) throws -> [GridTask] {
        let entries = try JSONDecoder().decode([String: Entry].self, from: challenges)
        let known = try solutions.map { try JSONDecoder().decode([String: [Grid]].self, from: $0) } ?? [:]
        return try entries.keys.sorted().map { try task($0, entries[$0], known[$0]) }
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
        guard let entry, !entry.train.isEmpty, !entry.test.isEmpty else {
            throw Incomplete(task: name, problem: "has no demonstration or no test")
        }
        if let solutions, solutions.count != entry.test.count {
            throw Incomplete(
                task: name,
                problem: "has \(entry.test.count) tests and \(solutions.count) solutions")
        }
        let tests = try entry.test.enumerated().map { index, asked in
            guard let output = solutions?[index] ?? asked.output else {
                throw Incomplete(task: name, problem: "has no solution for test \(index + 1)")
            }
            return GridPair(input: asked.input, output: output)
        }
        return GridTask(name: name, demonstrations: entry.train, tests: tests)
    }
}
