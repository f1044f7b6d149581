import Files

/// One route, as OpenAPI describes it.
struct OpenAPIOperation {
    let method: String
    let path: String
    let summary: String
    /// The schema of the body; none where there is none.
    var body: String?
    /// Whether the body may be left out.
    var isBodyOptional = false
    /// The type of the body.
    var bodyType = "application/json"
    /// Parameters of the query, with what they are for.
    var query: [(name: String, summary: String, isRequired: Bool)] = []
    /// The status of success.
    var status = 200
    /// The schema of the response.
    var response: String?
    /// The type of the response.
    var type = "application/json"
    /// Statuses of refusals beside 401 and 500.
    var refusals: [Int] = []

    /// All routes.
    static let all: [OpenAPIOperation] = answers + learning + files + others

    private static let answers = [
        OpenAPIOperation(
            method: "post", path: "/v1/chat/completions", summary: "Go on with a conversation.",
            body: "ChatRequest", response: "ChatReply", refusals: [400, 404, 413, 429]),
        OpenAPIOperation(
            method: "post", path: "/v1/completions", summary: "Go on with a text.", body: "TextRequest",
            response: "TextReply", refusals: [400, 404, 413, 429]),
        OpenAPIOperation(
            method: "get", path: "/v1/models", summary: "The names that answers can be asked for under.",
            response: "Models"),
        OpenAPIOperation(
            method: "get", path: "/v1/models/{id}", summary: "One of them.", response: "Model",
            refusals: [404]),
        OpenAPIOperation(
            method: "post", path: "/v1/feedback", summary: "Say something of an answer, or correct it.",
            body: "Feedback", response: "FeedbackReceipt", refusals: [400, 404, 409, 413]),
    ]

    private static let learning = [
        OpenAPIOperation(
            method: "get", path: "/v1/learning", summary: "How learning stands.", response: "Learning"),
        OpenAPIOperation(
            method: "post", path: "/v1/learning", summary: "Say when to learn.", body: "LearningChoice",
            response: "Learning", refusals: [400, 413]),
        OpenAPIOperation(
            method: "get", path: "/v1/learning/pending", summary: "Lessons that wait for a decision.",
            response: "Lessons"),
        OpenAPIOperation(
            method: "post", path: "/v1/learning/pending/{id}/approve", summary: "Approve a lesson.",
            response: "Lesson", refusals: [400, 404]),
        OpenAPIOperation(
            method: "post", path: "/v1/learning/pending/{id}/reject", summary: "Reject a lesson.",
            response: "Lesson", refusals: [400, 404]),
        OpenAPIOperation(
            method: "post", path: "/v1/learning/run", summary: "Teach now what waits.", body: "LearningRun",
            isBodyOptional: true, status: 202, response: "Learning", refusals: [400, 409, 413]),
        OpenAPIOperation(
            method: "post", path: "/v1/learning/stop", summary: "Stop the update that is under way.",
            response: "Learning"),
        OpenAPIOperation(
            method: "get", path: "/v1/sources", summary: "What is known.", response: "Sources"),
        OpenAPIOperation(
            method: "post", path: "/v1/sources", summary: "Add a text under a name, or a lesson.",
            body: "NewSource", status: 201, response: "Anything", refusals: [400, 409, 413]),
        OpenAPIOperation(
            method: "delete", path: "/v1/sources", summary: "Forget all that one user has given.",
            query: [("user", "Who gave it.", true)], response: "Anything", refusals: [400, 409]),
        OpenAPIOperation(
            method: "get", path: "/v1/sources/{id}",
            summary: "A source with its passages, by number, file or title.",
            response: "Anything", refusals: [400, 404]),
        OpenAPIOperation(
            method: "delete", path: "/v1/sources/{id}", summary: "Forget a source, or say what would go.",
            query: [("dry_run", "Whether it stays: true or false.", false)], response: "Anything",
            refusals: [400, 404, 409]),
        OpenAPIOperation(
            method: "post", path: "/v1/sources/{id}/trust", summary: "Say how far a source is trusted.",
            body: "Trust", response: "Source", refusals: [400, 404, 413]),
        OpenAPIOperation(
            method: "get", path: "/v1/versions", summary: "Versions of what is in weights.",
            response: "Anything"),
        OpenAPIOperation(
            method: "post", path: "/v1/versions/{id}/promote", summary: "Let a version answer.",
            response: "Anything", refusals: [400, 404]),
        OpenAPIOperation(
            method: "post", path: "/v1/versions/rollback", summary: "Let the version before answer.",
            response: "Anything", refusals: [400, 404]),
    ]

    private static let files = [
        OpenAPIOperation(
            method: "post", path: "/v1/files", summary: "Hand over a file to be known.", body: "Upload",
            bodyType: "multipart/form-data", response: "File", refusals: [400, 413]),
        OpenAPIOperation(
            method: "get", path: "/v1/files", summary: "All sources as files.", response: "Anything"),
        OpenAPIOperation(
            method: "get", path: "/v1/files/{id}", summary: "One of them.", response: "File", refusals: [404]),
        OpenAPIOperation(
            method: "delete", path: "/v1/files/{id}", summary: "Forget it.", response: "Anything",
            refusals: [404, 409]),
        OpenAPIOperation(
            method: "post", path: "/v1/fine_tuning/jobs", summary: "Teach a file.", body: "NewJob",
            response: "Job", refusals: [400, 404, 409, 413]),
        OpenAPIOperation(
            method: "get", path: "/v1/fine_tuning/jobs", summary: "Updates, the newest first.",
            response: "Anything"),
        OpenAPIOperation(
            method: "get", path: "/v1/fine_tuning/jobs/{id}", summary: "One of them.", response: "Job",
            refusals: [404]),
        OpenAPIOperation(
            method: "post", path: "/v1/fine_tuning/jobs/{id}/cancel", summary: "Stop it.", response: "Job",
            refusals: [404]),
    ]

    private static let others = [
        OpenAPIOperation(
            method: "get", path: "/health", summary: "Whether the server is well.", response: "Health"),
        OpenAPIOperation(
            method: "get", path: "/metrics", summary: "Figures for Prometheus.",
            type: "text/plain; version=0.0.4; charset=utf-8"),
    ]

    /// The methods that an address takes; none where there is no such route.
    static func methods(of path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return all.filter { operation in
            let own = operation.path.split(separator: "/", omittingEmptySubsequences: false)
            return own.count == parts.count && zip(own, parts).allSatisfy { $0 == "{id}" || $0 == $1 }
        }.map { $0.method.uppercased() }
    }

    /// The route as OpenAPI has it.
    var value: JSONValue {
        var members: [(String, JSONValue)] = [("summary", .string(summary))]
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let body {
            members.append(
                (
                    "requestBody",
                    .members([
                        ("required", .bool(!isBodyOptional)),
                        ("content", .members([(bodyType, .members([("schema", .schema(body))]))])),
                    ])
                ))
        }
        members.append(("responses", responses))
        return .members(members)
    }

    private var parameters: [JSONValue] {
        let inPath = path.contains("{id}") ? [("id", "path", "Its name or number.", true)] : []
        return (inPath + query.map { ($0.name, "query", $0.summary, $0.isRequired) }).map {
            name, place, summary, isRequired in
            .members([
                ("name", .string(name)), ("in", .string(place)), ("required", .bool(isRequired)),
                ("description", .string(summary)),
                (
                    "schema",
                    name == "dry_run"
                        ? .members([("enum", .array(["true", "false"]))])
                        : .members([("type", "string"), ("minLength", .integer(1))])
                ),
            ])
        }
    }

    private var responses: JSONValue {
        let schema: JSONValue = response.map { .schema($0) } ?? .members([("type", "string")])
        let success: JSONValue = .members([
            ("description", "It was done."),
            ("content", .members([(type, .members([("schema", schema)]))])),
        ])
        let failures = (refusals + [401, 500]).sorted().map { status in
            (
                String(status),
                JSONValue.members([
                    ("description", "It was not done."),
                    ("content", .members([("application/json", .members([("schema", .schema("Error"))]))])),
                ])
            )
        }
        return .members([(String(status), success)] + failures)
    }
}
