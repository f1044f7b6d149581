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
        let asks = !yes && session.inputIsTerminal && session.errors.isInteractive
        let removed = try await session.workbench(home).removeAdapters(adapters) { !asks || confirms($0) }
        guard let names = removed else { return session.note("Nothing was removed") }
        if session.isJSON { return try JSONText.emit(Result(removed: names)) }
        session.note("Removed \(names.joined(separator: ", "))")
    }

    private func confirms(_ names: [String]) -> Bool {
        try? StandardStream.error.write("Remove \(names.joined(separator: ", "))? [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased())
    }
}
