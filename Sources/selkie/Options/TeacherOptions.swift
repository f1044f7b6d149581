import ArgumentParser
import RemoteModels

/// A model behind an address that writes self-edits.
struct TeacherOptions: ParsableArguments {
    @Option(
        name: .customLong("teacher-url"),
        help: ArgumentHelp(
            "A server with OpenAI's protocol whose model writes self-edits, such as http://127.0.0.1:11434/v1.",
            valueName: "url"))
    var url: String?

    @Option(
        name: .customLong("teacher-model"),
        help: ArgumentHelp("The model at --teacher-url.", valueName: "name"))
    var name: String?

    @Option(
        name: .customLong("teacher-key-env"),
        help: ArgumentHelp(
            "The environment variable with the key for --teacher-url; "
                + "\(RemoteEndpoint.standardKeyVariable) unless given.", valueName: "name"))
    var keyVariable: String?

    @Option(
        name: .customLong("teacher-timeout"),
        help: ArgumentHelp(
            "How long one try at an answer of --teacher-url may take, of at most \(Backoff.retries + 1); \(Int(RemoteEndpoint.standardTimeout)) unless given.",
            valueName: "seconds"))
    var timeout: Double?

    @Option(
        name: .customLong("teacher-concurrency"),
        help: ArgumentHelp(
            "The most requests to --teacher-url at once; \(RemoteEndpoint.standardConcurrency) unless given.",
            valueName: "n"))
    var concurrency: Int?

    func validate() throws {
        let isRemote = try endpoint() != nil
        let others = [
            ("--teacher-model", name != nil), ("--teacher-timeout", timeout != nil),
            ("--teacher-concurrency", concurrency != nil),
        ]
        if let other = others.first(where: \.1), !isRemote {
            throw ValidationError("\(other.0) is of no use without --teacher-url")
        }
        if let timeout, !(timeout > 0 && timeout <= 86_400) {
            throw ValidationError("--teacher-timeout \(timeout): give a number above 0 and at most 86400")
        }
        if let concurrency, !(1...64).contains(concurrency) {
            throw ValidationError("--teacher-concurrency \(concurrency): give a number from 1 to 64")
        }
    }

    /// The model that was asked for; `nil` when self-edits are written here.
    ///
    /// - Throws: `ValidationError` that names the flag.
    func endpoint() throws -> RemoteEndpoint? {
        var endpoint = try RemoteEndpoint.flags(
            "teacher", url: url, model: name, keyVariable: keyVariable)
        if let timeout { endpoint?.timeout = timeout }
        if let concurrency { endpoint?.concurrency = concurrency }
        return endpoint
    }
}
