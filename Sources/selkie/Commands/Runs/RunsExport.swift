import Memory
import ArgumentParser
import Console
import Files
import Foundation
import ModelFormats

/// `selkie runs export`: a run as data, for other programs.
struct RunsExport: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all that a run has recorded to a JSON file.",
        discussion: """
            The file is {"name", "kind", "created", "finished", "inputs", "entries": {KEY: VALUE}}: the settings \
            and passages, and each step under the name by which it was recorded, self-edits, answers and rewards \
            among it. Adapters are exported by 'selkie adapters export'.

            JSON: {"path"}.
            """)

    @OptionGroup var argument: RunArgument
    @Option(
        help: ArgumentHelp("The file to write; nothing may be there yet.", valueName: "file"),
        completion: .file())
    var to: String
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Encodable {
        let path: String
    }

    func run(in session: Session) async throws {
        let runs = RunStore(try home.adapters(in: session))
        let record = try runs.experiment(named: argument.run)
        guard !FileManager.default.fileExists(atPath: to) else {
            throw Diagnosis(
                file: to, problem: "exists already", remedy: "remove it or choose another name",
                category: .cannotCreate)
        }
        // Values are JSON already; they are put together as they are.
        let entries =
            try runs.entries(of: record).map { "\(try JSONText.line($0.key)):\($0.payload)" }
            + runs.adapters(of: record).map {
                "\(try JSONText.line(RunStore.entryKey(ofAdapter: $0.key))):\(try JSONText.line($0.adapter))"
            }
        let members = [
            "\"name\":\(try JSONText.line(record.name))",
            "\"kind\":\(try JSONText.line(record.kind.rawValue))",
            "\"created\":\(try JSONText.line(record.created.formatted(.iso8601)))",
            "\"finished\":\(record.isFinished)",
            "\"inputs\":\(String(decoding: record.inputs, as: UTF8.self))",
            "\"entries\":{\(entries.joined(separator: ","))}",
        ]
        try AtomicFile.write(Array("{\(members.joined(separator: ","))}\n".utf8), to: to)
        if session.isJSON { return try JSONText.emit(Result(path: to)) }
        session.note("Wrote \(to)")
    }
}
