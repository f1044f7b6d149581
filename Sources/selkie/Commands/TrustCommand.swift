public import ArgumentParser
import Console
import Files
public import Memory
import Workbench

/// `selkie trust`: how far a source is trusted.
struct TrustCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Say how far a source is trusted.",
        discussion: """
            A trusted source is answered from and taught. An untrusted one is answered from, marked as such, and never taught. \
            A quarantined one is kept, and nothing else.

            JSON: \(JSONShape.text(SourceFigures.self)).
            """)

    @Argument(help: "The source's number, file or title.")
    var source: String
    @Option(name: .customLong("as"), help: "How far it is trusted from now on.")
    var trust: Trust
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let source = try await session.workbench(home).trust(source, as: trust)
        if session.isJSON { return try JSONText.emit(source) }
        session.note("\(source.title) is \(source.trust.rawValue)")
    }
}

extension Trust: ExpressibleByArgument {}
