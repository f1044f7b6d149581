import ArgumentParser
import Console
import Files
import SelkieServer
import Workbench

/// `selkie serve`: answers over HTTP, and learns.
struct Serve: Command {
    static let configuration = CommandConfiguration(
        abstract: "Answer over HTTP as OpenAI's API does, and learn from use.",
        discussion: """
            Any client of OpenAI's API can ask: the model 'selkie' answers from all that is known, by text and weights, with \
            citations; the base model and adapters answer under their own names. What was asked and answered is kept for \
            feedback; a corrected answer becomes a lesson that waits until it is approved, and is then known at once and learned with \
            the next update.

            On this machine's own address anybody may ask. Elsewhere SELKIE_API_KEY has to hold a key, and a proxy should \
            encrypt the way. All who may ask may be answered from all that was learned.

            It runs until Ctrl-C. With --json one line says where: {"url", "model"}.
            """)

    @Option(help: ArgumentHelp("The name or address to listen on.", valueName: "host"))
    var host = "127.0.0.1"
    @Option(help: ArgumentHelp("The port; 0 takes a free one.", valueName: "n"))
    var port = 8421
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port \(port): give a number from 0 to 65535")
        }
    }

    private struct Place: Encodable {
        let url: String
        let model: String
    }

    func run(in session: Session) async throws {
        let key = session.environment["SELKIE_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        let options = try ServerOptions(host: host, port: port, key: key)
        let bench = try await session.workbench(model.home).residing(model.choice(memory))
        let name = bench.resident?.name ?? ""
        try await Server(bench, options).run { port in
            let url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            if session.isJSON {
                try? JSONText.emit(Place(url: url, model: name))
            } else {
                session.note("Listening on \(url)/v1 with \(name); Ctrl-C ends it")
            }
        }
    }
}
