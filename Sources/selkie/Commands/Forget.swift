import ArgumentParser
import Console
import Files
import Text
import Workbench

/// `selkie forget`: a source goes, with everything that holds what it says.
struct Forget: Command {
    static let configuration = CommandConfiguration(
        abstract: "Forget a source, in text and in weights.",
        discussion: """
            The source's text goes, what was written, asked and answered about it, every adapter that was taught it, and runs \
            and policies that hold its text. What was freed on the way is overwritten. What has left the home (adapters \
            that were exported, merged models) stays where it is. On a terminal it asks first unless --yes is given.

            JSON: \(JSONShape.text(ForgettingFigures.self)).
            """)

    @Argument(help: "The source's number, file or title.")
    var source: String
    @Flag(help: "Say what would go, and leave it.")
    var dryRun = false
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let asks = !yes && session.inputIsTerminal && session.errors.isInteractive
        let figures = try await session.workbench(home).forget(source) { planned in
            if dryRun { return false }
            guard asks else { return true }
            try StandardStream.error.write("Forget \(planned.sentence)? [y/N] ")
            return ["y", "yes"].contains(readLine()?.lowercased())
        }
        if session.isJSON { return try JSONText.emit(figures) }
        session.note(
            figures.isForgotten
                ? "Forgotten: \(figures.sentence)"
                : dryRun ? "Would be forgotten: \(figures.sentence)" : "Nothing was forgotten")
    }
}

extension ForgettingFigures {
    /// What goes, for a person.
    fileprivate var sentence: String {
        var parts = [
            "\(TextLayout.singleLine(source.title)) with \(Quantity.count(passages, "passage"))",
            Quantity.count(questions, "question"),
        ]
        if !adapters.isEmpty { parts.append("the adapters \(adapters.joined(separator: ", "))") }
        if !runs.isEmpty { parts.append("the runs \(runs.joined(separator: ", "))") }
        if interactions > 0 { parts.append(Quantity.count(interactions, "answer") + " of a server") }
        if unfinished > 0 { parts.append(Quantity.count(unfinished, "unfinished run")) }
        return parts.joined(separator: ", ")
    }
}
