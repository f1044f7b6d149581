import Files
import Hummingbird
import Workbench

/// What vLLM's and llama.cpp's clients ask about adapters: those of the store are there without being loaded.
struct AdapterRoutes {
    let context: ServerContext

    /// An adapter as llama.cpp lists it.
    private struct Scaled: Encodable {
        let id: Int
        let path: String
        let scale: Double
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("lora-adapters") { _, _ in
            let adapters = try adapters()
            // None is on unless a request names it.
            return try Response.json(
                adapters.enumerated().map { Scaled(id: $0, path: $1.root ?? "", scale: 0) })
        }
        router.post("v1/load_lora_adapter") { request, _ in
            let name = try await known(request, otherwise: "teach it, or import it on the command line")
            return Response.text("Success: adapter '\(name)' answers under its name.", type: "text/plain")
        }
        router.post("v1/unload_lora_adapter") { request, _ in
            let name = try await known(request, otherwise: "name one that is listed")
            return Response.text(
                "Success: adapter '\(name)' takes no memory unless it is asked for.", type: "text/plain")
        }
    }

    private func adapters() throws -> [ServedModel] {
        try context.bench.servedModels().filter { $0.kind == .adapter }
    }

    /// The name of an adapter that the store has.
    ///
    /// - Throws: `Diagnosis` with a remedy for another.
    private func known(_ request: Request, otherwise remedy: String) async throws -> String {
        let body = try await RequestObject(request, limit: context.options.bodyLimit)
        let name = try body.required(body.string("lora_name"), "lora_name")
        guard try adapters().contains(where: { $0.id == name }) else {
            throw Diagnosis(
                .notFound, file: printable(name, limit: 80), problem: "the store has no adapter of this name",
                remedy: remedy)
        }
        return name
    }
}
