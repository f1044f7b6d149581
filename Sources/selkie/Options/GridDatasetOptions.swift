import ArgumentParser
import Workbench

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
            "Leave out tasks whose demonstrations and largest test take more cells and rows than this; unless given \(GridDatasetRequest.standardSize) for tasks that are not named, and without bound for 'show'.",
            valueName: "n"))
    var maxSize: Int?

    @Option(help: ArgumentHelp("Use at most this many tasks; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): give 1 or more") }
        if let maxSize, maxSize < 1 { throw ValidationError("--max-size \(maxSize): give 1 or more") }
        if solutions != nil, !tasks.isEmpty,
            tasks.count != 1 || tasks[0].hasPrefix(GridDatasetRequest.pulledPrefix)
        {
            throw ValidationError("--solutions belongs to one file or folder of challenges; give that alone")
        }
    }

    /// What was asked for.
    var request: GridDatasetRequest {
        GridDatasetRequest(tasks, solutions: solutions, names: task, maxSize: maxSize, limit: limit)
    }
}
