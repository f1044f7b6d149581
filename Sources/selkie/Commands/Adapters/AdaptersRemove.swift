import Memory
import ArgumentParser
import Console
import Files
import Workbench

/// `selkie adapters remove`: forget what was learned.
struct AdaptersRemove: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove adapters with their folders.",
        discussion:
            "On a terminal it asks first unless --yes is given. JSON: \(JSONShape.text(Result.self)), the names."
    )

    @Argument(help: ArgumentHelp("Names or first digits of hashes.", valueName: "adapter"))
    var adapters: [String]
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let removed: [String]
    }

    func run(in session: Session) async throws {
        let store = try await session.workbench(home).store()
        // All are found before the first is removed, so that a slip of the pen removes none.
        var records: [AdapterRecord] = []
        for name in adapters {
            guard case .stored(let record) = try store.find(name) else {
                throw Diagnosis(
                    file: name, problem: "is a folder, not an adapter of the store",
                    remedy: "remove the folder itself")
            }
            if !records.contains(record) { records.append(record) }
        }
        let names = records.map(\.name)
        if !yes, session.inputIsTerminal, session.errors.isInteractive, !confirms(names) {
            return session.note("Nothing was removed")
        }
        for record in records { try store.remove(record) }
        if session.isJSON { return try JSONText.emit(Result(removed: names)) }
        session.note("Removed \(names.joined(separator: ", "))")
    }

    private func confirms(_ names: [String]) -> Bool {
        try? StandardStream.error.write("Remove \(names.joined(separator: ", "))? [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased())
    }
}
