import ArgumentParser
import Console
import Foundation
import ModelLibrary
import SelfAdaptation

/// Tasks of grids from files and folders.
struct GridDatasetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A file of challenges, a file with one task, a folder of such files, or what 'selkie fewshot pull' "
                + "fetched: arc:train or arc:eval.", valueName: "tasks"),
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
            "Leave out tasks whose demonstrations and largest test take more cells and rows than this; 1024 unless given.",
            valueName: "n"))
    var maxSize: Int?

    @Option(help: ArgumentHelp("Use at most this many tasks; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): give 1 or more") }
        if let maxSize, maxSize < 1 { throw ValidationError("--max-size \(maxSize): give 1 or more") }
        if solutions != nil, tasks.count != 1 {
            throw ValidationError("--solutions belongs to one file of challenges; give that alone")
        }
    }

    /// What the tasks are called together: the name of the first file.
    var title: String { URL(filePath: tasks.first ?? "").deletingPathExtension().lastPathComponent }

    /// The tasks that were asked for, with their solutions.
    ///
    /// - Returns: At least one.
    /// - Throws: ``CommandError`` that names file and place.
    func read(home: SelkieHome, in session: Session) throws -> [GridTask] {
        guard !tasks.isEmpty else {
            throw CommandError(
                file: "tasks", problem: "none were named",
                remedy: "name a file of challenges, or arc:train after 'selkie fewshot pull'",
                exitCode: Console.ExitCode.usage)
        }
        var found: [GridTask] = []
        for path in tasks { found += try Self.read(path, solutions: solutions, home: home) }
        if let missing = task.first(where: { name in !found.contains { $0.name == name } }) {
            throw CommandError(
                file: tasks.joined(separator: ", "), problem: "holds no task \(missing)",
                remedy: "see its names with 'selkie fewshot show'")
        }
        let wanted = task.isEmpty ? found : found.filter { task.contains($0.name) }
        let maxSize = maxSize ?? 1024
        let fitting = wanted.filter { $0.size <= maxSize }
        if fitting.count < wanted.count {
            let left = wanted.filter { $0.size > maxSize }.map { "\($0.name) (\($0.size))" }
            session.note(
                "Left out, more than \(maxSize) cells and rows: \(left.prefix(10).joined(separator: ", "))"
                    + (left.count > 10 ? " and \(left.count - 10) more" : ""))
        }
        guard !fitting.isEmpty else {
            throw CommandError(
                file: tasks.joined(separator: ", "),
                problem: "holds no task that is small enough (\(wanted.count) are larger)",
                remedy: "give a larger --max-size, or other tasks")
        }
        return Array(fitting.prefix(limit ?? fitting.count))
    }

    private static func read(
        _ path: String, solutions: String?, home: SelkieHome
    ) throws -> [GridTask] {
        let parts = ["train", "eval"]
        if let part = parts.first(where: { path == "\(DatasetCatalog.arc.name):\($0)" }) {
            return try pulled(part, home: home)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return try file(path, solutions: solutions)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return try names.filter { $0.hasSuffix(".json") }.sorted().flatMap {
            try file(URL(filePath: path).appending(path: $0).path(percentEncoded: false), solutions: nil)
        }
    }

    /// A part of the tasks that were pulled.
    private static func pulled(_ part: String, home: SelkieHome) throws -> [GridTask] {
        let path = home.datasets + "/" + DatasetCatalog.arc.file
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandError(
                file: "\(DatasetCatalog.arc.name):\(part)", problem: "the public tasks are not here yet",
                remedy: "fetch them with 'selkie fewshot pull'", exitCode: Console.ExitCode.noInput)
        }
        do {
            return try GridDataset.decode(part: part, of: Data(try InputText.read(path).utf8))
        } catch is DecodingError {
            throw CommandError(
                file: path, problem: "is damaged", remedy: "remove it, then run 'selkie fewshot pull'")
        }
    }

    private static func file(_ path: String, solutions: String?) throws -> [GridTask] {
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        let data = Data(try InputText.read(path).utf8)
        let beside = URL(filePath: path).deletingLastPathComponent()
            .appending(path: "\(name.replacing("challenges", with: "solutions")).json")
            .path(percentEncoded: false)
        let known =
            solutions
            ?? (beside != path && name.contains("challenges")
                && FileManager.default.fileExists(atPath: beside) ? beside : nil)
        do {
            if let task = try? GridDataset.decode(task: data, name: name) { return [task] }
            return try GridDataset.decode(
                challenges: data, solutions: try known.map { Data(try InputText.read($0).utf8) })
        } catch let fault as GridDataset.Incomplete {
            throw CommandError(
                file: path, problem: "task \(fault.task) \(fault.problem)",
                remedy: "name its file of solutions with --solutions")
        } catch let error as DecodingError {
            throw CommandError(
                file: path, problem: "holds no tasks of grids (\(place(of: error)))",
                remedy: "write {NAME: {\"train\": [{\"input\", \"output\"}], \"test\": [{\"input\"}]}}")
        }
    }

    /// Where in a file of tasks something is wrong, and what.
    private static func place(of error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let place):
            return (place.codingPath.map(\.stringValue) + ["\(key.stringValue) is missing"])
                .joined(separator: ", ")
        case .dataCorrupted(let place): context = place
        case .typeMismatch(_, let place), .valueNotFound(_, let place):
            return (place.codingPath.map(\.stringValue) + ["of the wrong type"]).joined(separator: ", ")
        @unknown default: return "unreadable"
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ", ")
        return path.isEmpty ? "no valid JSON" : "\(path): \(context.debugDescription)"
    }
}
