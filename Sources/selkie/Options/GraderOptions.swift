import ArgumentParser
import RemoteModels
import Workbench

/// Who says whether an answer is right.
struct GraderOptions: ParsableArguments {
    /// The kinds of graders.
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case lexical, model, openai
    }

    @Option(
        help: ArgumentHelp(
            "Who grades answers: lexical (by their words), model (a local model, the student unless given), "
                + "or openai (a server with OpenAI's protocol).", valueName: "kind"))
    var grader = Kind.lexical

    @Option(
        name: .customLong("grader-url"),
        help: ArgumentHelp("The server of --grader openai.", valueName: "url"))
    var url: String?

    @Option(
        name: .customLong("grader-model"),
        help: ArgumentHelp(
            "The model that grades: a local one, or its name at --grader-url.", valueName: "name"))
    var name: String?

    @Option(
        name: .customLong("grader-key-env"),
        help: ArgumentHelp(
            "The environment variable with the key for --grader-url; "
                + "\(RemoteEndpoint.standardKeyVariable) unless given.", valueName: "name"))
    var keyVariable: String?

    func validate() throws {
        if grader != .openai, url != nil {
            throw ValidationError("--grader-url is for --grader openai")
        }
        if grader == .lexical, name != nil {
            throw ValidationError("--grader-model is for --grader model or openai")
        }
        if try endpoint() == nil, grader == .openai {
            throw ValidationError("--grader openai needs --grader-url")
        }
    }

    private func endpoint() throws -> RemoteEndpoint? {
        try RemoteEndpoint.flags("grader", url: url, model: name, keyVariable: keyVariable)
    }

    /// The grader that was asked for.
    ///
    /// - Throws: `ValidationError` for an address.
    func request() throws -> GraderRequest {
        if let endpoint = try endpoint() { return .remote(endpoint) }
        return grader == .model ? .model(name) : .lexical
    }
}
