import ArgumentParser
import Console
import Files
import Foundation
import ModelFormats
import ModelLibrary
import SelfAdaptation

/// Tasks of grids from files and folders.
struct GridDatasetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A file of challenges, of one task or a list of tasks, one part of a file as FILE:PART, a folder of such "
                + "files, or what 'selkie fewshot pull' fetched: arc:train or arc:eval.", valueName: "tasks"),
        completion: .file())
    var tasks: [String] = []

    @Option(
        help: ArgumentHelp(
            "The file of solutions; unless given, CHALLENGES with 'challenges' for 'solutions' in its name.",
            valueName: "file"), completion: .file())
    var solutions: String?

    @Option(help: ArgumentHelp("Use tasks of these names only.", valueName: "name"))
    var task: [String] = []

    @Option(
        help: ArgumentHelp(
            "Leave out tasks whose demonstrations and largest test take more cells and rows than this; unless given 1024 for tasks that are not named, and without bound for 'show'.",
            valueName: "n"))
    var maxSize: Int?

    @Option(help: ArgumentHelp("Use at most this many tasks; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): give 1 or more") }
        if let maxSize, maxSize < 1 { throw ValidationError("--max-size \(maxSize): give 1 or more") }
        if solutions != nil, !tasks.isEmpty, tasks.count != 1 || tasks[0].hasPrefix(Self.pulledPrefix) {
            throw ValidationError("--solutions belongs to one file or folder of challenges; give that alone")
        }
    }

    /// What the tasks are called together: the name of the first file.
    var title: String { URL(filePath: tasks.first ?? "").deletingPathExtension().lastPathComponent }

    /// The tasks that were asked for, with their solutions.
    ///
    /// - Parameters:
    ///   - home: Has what was pulled.
    ///   - standardSize: What is left out as too large unless the user says so, or names the tasks.
    ///   - session: Told what is left out.
    /// - Returns: At least one.
    /// - Throws: `Diagnosis` that names file and place.
    func read(home: SelkieHome, standardSize: Int = 1024, in session: Session) throws -> [GridTask] {
        guard !tasks.isEmpty else {
            throw Diagnosis(
                file: "tasks", problem: "none were named",
                remedy: "name a file of challenges, or arc:train after 'selkie fewshot pull'",
                category: .usage)
        }
        var found: [GridTask] = []
        for path in tasks { found += try Self.read(path, solutions: solutions, home: home) }
        guard !found.isEmpty else {
            throw Diagnosis(
                file: tasks.joined(separator: ", "), problem: "holds no task",
                remedy: "name a file of challenges, a file with one task, or a folder of such files")
        }
        try Self.require(task, among: found, of: tasks.joined(separator: ", "))
        let wanted = task.isEmpty ? found : found.filter { task.contains($0.name) }
        let maxSize = maxSize ?? (task.isEmpty ? standardSize : .max)
        let fitting = wanted.filter { $0.size <= maxSize }
        if fitting.count < wanted.count {
            let left = wanted.filter { $0.size > maxSize }.map { "\($0.name) (\($0.size))" }
            session.note(
                "Left out, more than \(maxSize) cells and rows: "
                    + (left.count > 5
                        ? Quantity.count(left.count, "task") : left.joined(separator: ", ")))
        }
        guard !fitting.isEmpty else {
            throw Diagnosis(
                file: tasks.joined(separator: ", "),
                problem: "holds no task of at most \(maxSize) cells and rows",
                remedy: "give a larger --max-size, or other tasks")
        }
        return Array(fitting.prefix(limit ?? fitting.count))
    }

    /// Checks that tasks which were named are there.
    ///
    /// - Throws: `Diagnosis` for the first that is not.
    static func require(_ names: [String], among tasks: [GridTask], of source: String) throws {
        guard let missing = names.first(where: { name in !tasks.contains { $0.name == name } }) else {
            return
        }
        throw Diagnosis(
            file: source, problem: "holds no task \(missing)",
            remedy: "choose one of " + tasks.prefix(5).map(\.name).joined(separator: ", ")
                + (tasks.count > 5 ? " and \(tasks.count - 5) more" : ""))
    }

    private static let pulledPrefix = "\(DatasetCatalog.arc.name):"

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
                remedy: "fetch them with 'selkie fewshot pull'", category: .noInput)
        }
        do {
            return try GridDataset.decode(part: part, of: JSONInput.read(path))
        } catch is DecodingError {
            throw Diagnosis(
                file: path, problem: "is damaged", remedy: "remove it, then run 'selkie fewshot pull'")
        }
    }
}
