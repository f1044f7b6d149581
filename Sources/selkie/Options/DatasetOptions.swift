import ArgumentParser
import Workbench

/// Passages with questions, or documents that the model writes an exam about.
struct DatasetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Passages with questions in JSON or JSON lines, or documents and folders of them.",
            valueName: "dataset"),
        completion: .file())
    var dataset: [String]

    @Option(help: ArgumentHelp("Leave out this many passages at the beginning.", valueName: "n"))
    var start = 0

    @Option(help: ArgumentHelp("Use at most this many passages; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        for (flag, value, least) in [("--start", start, 0), ("--limit", limit ?? 1, 1)]
        where !(least...1_000_000_000).contains(value) {
            throw ValidationError("\(flag) \(value): give a number from \(least) to 1000000000")
        }
    }

    /// What was asked for.
    var request: DatasetRequest { DatasetRequest(dataset, start: start, limit: limit) }
}
