import ArgumentParser
import Console
import Files
import Memory
import Text
import Workbench

/// `selkie runs remove`: forget a run, with the adapters that it kept.
struct RunsRemove: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove runs with the policies and candidates that they kept.",
        discussion: """
            On a terminal it asks first unless --yes is given. --keep-adapters leaves the policies in the store; \
            those that another run has taken over with --reuse stay anyway. JSON: \(JSONShape.text(Result.self)), \
            the names.
            """)

    @Argument(help: ArgumentHelp("Names of runs.", valueName: "run"))
    var runs: [String]
    @Flag(help: "Leave the adapters that the runs have kept.")
    var keepAdapters = false
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let removed: [String]
        let adapters: [String]
    }

    func run(in session: Session) async throws {
        let store = try await session.workbench(home).store()
        let runStore = RunStore(store)
        var seen: Set<String> = []
        let records = try runs.filter { seen.insert($0).inserted }.map(runStore.experiment(named:))
        let kept = keepAdapters ? [] : try runStore.adaptersOfOnly(records)
        let adapters = kept.compactMap { adapter -> AdapterRecord? in
            guard case .stored(let record)? = try? store.find(adapter.hash) else { return nil }
            return record
        }
        let names = records.map(\.name)
        if !yes, session.inputIsTerminal, session.errors.isInteractive, !confirms(names, adapters) {
            return session.note("Nothing was removed")
        }
        // Adapters go first: without its run an adapter would only be found by its name.
        try runStore.remove(records) {
            for adapter in adapters { try store.remove(adapter) }
        }
        if session.isJSON {
            return try JSONText.emit(Result(removed: names, adapters: adapters.map(\.name)))
        }
        session.note("Removed \((names + adapters.map(\.name)).joined(separator: ", "))")
    }

    private func confirms(_ names: [String], _ adapters: [AdapterRecord]) -> Bool {
        let kept = adapters.isEmpty ? "" : " with \(Quantity.count(adapters.count, "adapter"))"
        try? StandardStream.error.write("Remove \(names.joined(separator: ", "))\(kept)? [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased())
    }
}
