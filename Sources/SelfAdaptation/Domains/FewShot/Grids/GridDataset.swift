public import Foundation

/// Reads tasks of the Abstraction and Reasoning Corpus, in the shapes that are in use.
public enum GridDataset {
    /// A task in a file: inputs to solve may lack their outputs.
    private struct Entry: Decodable {
        /// What it calls itself.
        let name: String?
        let train: [GridPair]
        let test: [Asked]

        private enum Key: String, CodingKey {
            case id, train, test
            case taskID = "task_id"
        }

        init(from decoder: any Decoder) throws {
            let entry = try decoder.container(keyedBy: Key.self)
            train = try entry.decode([GridPair].self, forKey: .train)
            test = try entry.decode([Asked].self, forKey: .test)
            let names = [Key.id, .taskID].compactMap { key in
                (try? entry.decode(String.self, forKey: key))
                    ?? (try? entry.decode(Int.self, forKey: key)).map { String($0) }
            }
            name = names.first { !$0.isEmpty }
        }

        struct Asked: Decodable {
            let input: Grid
            let output: Grid?
        }
    }

    /// Tasks by their names, or in a list.
    private struct Entries: Decodable {
        let named: [(name: String?, entry: Entry)]

        init(from decoder: any Decoder) throws {
            if var list = try? decoder.unkeyedContainer() {
                var named: [(String?, Entry)] = []
                while !list.isAtEnd {
                    let entry = try list.decode(Entry.self)
                    named.append((entry.name, entry))
                }
                self.named = named
                return
            }
            let object = try decoder.singleValueContainer().decode([String: Entry].self)
            named = object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        /// The tasks, those without a name called by the file's and their number.
        func tasks(of file: String, _ solutions: [String: [Grid]]) throws -> [GridTask] {
            try named.enumerated().map { index, named in
                let name = named.name ?? "\(file)-\(index + 1)"
                return try GridDataset.task(name, named.entry, solutions[name])
            }
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

    /// The tasks of a file of several: challenges (`{NAME: {"train", "test"}}`) in the order of their names, or a list of
    /// tasks in its own.
    ///
    /// - Parameters:
    ///   - challenges: The file.
    ///   - solutions: Outputs by task; not needed where tests hold them.
    ///   - name: The file's name, for tasks of a list that have none of their own (`id` or `task_id`).
    /// - Returns: Tasks with the outputs of all their tests.
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(
        challenges: Data, solutions: [String: [Grid]] = [:], name: String = "task"
    ) throws -> [GridTask] {
        try JSONDecoder().decode(Entries.self, from: challenges).tasks(of: name, solutions)
    }

    /// The outputs of a file of solutions (`{NAME: [OUTPUT]}`), by task.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid.
    public static func decode(solutions: Data) throws -> [String: [Grid]] {
        try JSONDecoder().decode([String: [Grid]].self, from: solutions)
    }

    /// The task of a file that holds one (`{"train", "test"}`), with the outputs that `solutions` has under its name.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(
        task data: Data, solutions: [String: [Grid]] = [:], name: String
    ) throws -> GridTask {
        try task(name, JSONDecoder().decode(Entry.self, from: data), solutions[name])
    }

    /// The tasks of one part of a file of several (`{PART: TASKS}`, by name or in a list), with their outputs where
    /// `solutions` has them; none where the part is not there.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid, ``Incomplete``.
    public static func decode(
        part: String, of data: Data, solutions: [String: [Grid]] = [:]
    ) throws -> [GridTask] {
        try JSONDecoder().decode([String: Entries].self, from: data)[part]?.tasks(of: part, solutions) ?? []
    }

    private static func task(_ name: String, _ entry: Entry, _ solutions: [Grid]?) throws -> GridTask {
        guard !entry.train.isEmpty else {
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
