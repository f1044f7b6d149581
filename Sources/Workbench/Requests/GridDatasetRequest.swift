import Files
import Foundation
import ModelLibrary
package import SelfAdaptation

/// Tasks of grids from files and folders.
package struct GridDatasetRequest: Codable, Sendable {
    /// Files of challenges, of one task or a list of tasks, parts of files as FILE:PART, folders of such files, or what
    /// was fetched: arc:train or arc:eval.
    package var files: [String]
    /// The file of solutions; unless given, the one beside a file of challenges.
    package var solutions: String?
    /// The names of those that are wanted; all without any.
    package var names: [String]
    /// Tasks of more cells and rows are left out.
    package var maxSize: Int?
    /// The most tasks that are used; all unless given.
    package var limit: Int?

    /// Tasks that nobody names are left out when they have more cells and rows.
    package static let standardSize = 1024

    /// Tasks of some files.
    package init(
        _ files: [String], solutions: String? = nil, names: [String] = [], maxSize: Int? = nil,
        limit: Int? = nil
    ) {
        self.files = files
        self.solutions = solutions
        self.names = names
        self.maxSize = maxSize
        self.limit = limit
    }

    /// What the tasks are called together: the name of the first file.
    package var title: String { URL(filePath: files.first ?? "").deletingPathExtension().lastPathComponent }

    /// The tasks that were asked for, with their solutions.
    ///
    /// - Parameters:
    ///   - standardSize: What is left out as too large unless the user says so, or names the tasks.
    ///   - bench: Has what was pulled; told what is left out.
    /// - Returns: At least one.
    /// - Throws: `Diagnosis` that names file and place.
    package func read(standardSize: Int = standardSize, at bench: Workbench) throws -> [GridTask] {
        guard !files.isEmpty else {
            throw Diagnosis(
                file: "tasks", problem: "none were named",
                remedy: "name a file of challenges, or arc:train once it was fetched",
                category: .usage, step: .pullPuzzles)
        }
        var found: [GridTask] = []
        for path in files { found += try Self.read(path, solutions: solutions, home: bench.home) }
        guard !found.isEmpty else {
            throw Diagnosis(
                file: files.joined(separator: ", "), problem: "holds no task",
                remedy: "name a file of challenges, a file with one task, or a folder of such files")
        }
        try Self.require(names, among: found, of: files.joined(separator: ", "))
        let wanted = names.isEmpty ? found : found.filter { names.contains($0.name) }
        let maxSize = maxSize ?? (names.isEmpty ? standardSize : .max)
        let fitting = wanted.filter { $0.size <= maxSize }
        if fitting.count < wanted.count {
            let left = wanted.filter { $0.size > maxSize }.map { "\($0.name) (\($0.size))" }
            bench.note(.tooLarge(limit: maxSize, tasks: left))
        }
        guard !fitting.isEmpty else {
            throw Diagnosis(
                file: files.joined(separator: ", "),
                problem: "holds no task of at most \(maxSize) cells and rows",
                remedy: "give other tasks, or allow larger ones", step: .allowLarger)
        }
        return Array(fitting.prefix(limit ?? fitting.count))
    }

    /// Checks that tasks which were named are there.
    ///
    /// - Throws: `Diagnosis` for the first that is not.
    package static func require(_ names: [String], among tasks: [GridTask], of source: String) throws {
        guard let missing = names.first(where: { name in !tasks.contains { $0.name == name } }) else {
            return
        }
        throw Diagnosis(
            file: source, problem: "holds no task \(missing)",
            remedy: "choose one of " + tasks.prefix(5).map(\.name).joined(separator: ", ")
                + (tasks.count > 5 ? " and \(tasks.count - 5) more" : ""))
    }

    /// How the tasks that were fetched are named.
    package static let pulledPrefix = "\(DatasetCatalog.arc.name):"

    private static func read(
        _ path: String, solutions: String?, home: SelkieHome
    ) throws -> [GridTask] {
        let parts = ["train", "eval"]
        if let part = parts.first(where: { path == pulledPrefix + $0 }) {
            return try pulled(part, home: home)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return try GridFile(path: path, solutions: solutions).tasks()
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let known = solutions.map { URL(filePath: $0).resolvingSymlinksInPath() }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map {
            URL(filePath: path).appending(path: $0)
        }
        .filter { $0.resolvingSymlinksInPath() != known }.map { $0.path(percentEncoded: false) }
        .filter(hasContents).flatMap { try GridFile(path: $0, solutions: solutions).tasks() }
    }

    /// A part of the tasks that were pulled.
    private static func pulled(_ part: String, home: SelkieHome) throws -> [GridTask] {
        let path = home.datasets + "/" + DatasetCatalog.arc.file
        guard FileManager.default.fileExists(atPath: path) else {
            throw Diagnosis(
                file: "\(DatasetCatalog.arc.name):\(part)", problem: "the public tasks are not here yet",
                remedy: "fetch them", category: .noInput, step: .pullPuzzles)
        }
        do {
            return try GridDataset.decode(part: part, of: JSONInput.read(path))
        } catch is DecodingError {
            throw Diagnosis(
                file: path, problem: "is damaged", remedy: "remove it, then fetch it again",
                step: .pullPuzzles)
        }
    }
}
