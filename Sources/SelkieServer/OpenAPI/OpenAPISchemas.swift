import Files

/// Schemas of what the routes take and give.
enum OpenAPISchemas {
    private typealias Member = (String, JSONValue)

    /// All schemas by name.
    static var all: JSONValue {
        .members(
            [
                ("Anything", .members([("type", "object")])),
                ("Health", object([("status", text)], required: ["status"])),
                (
                    "Error",
                    object(
                        [
                            (
                                "error",
                                object(
                                    [
                                        ("message", text), ("type", text), ("param", nullable("string")),
                                        ("code", nullable("string")),
                                    ], required: ["message", "type", "param", "code"])
                            )
                        ], required: ["error"])
                ),
            ] + answers + learning + files)
    }

    private static let text: JSONValue = .members([("type", "string")])
    private static let someText: JSONValue = .members([("type", "string"), ("minLength", .integer(1))])
    private static let truth: JSONValue = .members([("type", "boolean")])
    private static let count: JSONValue = .members([("type", "integer"), ("minimum", .integer(0))])

    private static func nullable(_ type: String) -> JSONValue {
        .members([("type", .array([.string(type), "null"]))])
    }

    private static func orNull(_ schema: JSONValue) -> JSONValue {
        .members([("anyOf", .array([schema, .members([("type", "null")])]))])
    }

    private static func number(_ range: ClosedRange<Double>) -> JSONValue {
        .members([
            ("type", "number"), ("minimum", .number(range.lowerBound)),
            ("maximum", .number(range.upperBound)),
        ])
    }

    private static func integer(_ range: ClosedRange<Int>) -> JSONValue {
        .members([
            ("type", "integer"), ("minimum", .integer(range.lowerBound)),
            ("maximum", .integer(range.upperBound)),
        ])
    }

    private static func choice(_ values: [String]) -> JSONValue {
        .members([("enum", .array(values.map(JSONValue.string)))])
    }

    private static func list(_ items: JSONValue, least: Int = 0) -> JSONValue {
        .members([("type", "array"), ("items", items), ("minItems", .integer(least))])
    }

    private static func object(_ members: [Member], required: [String]) -> JSONValue {
        .members([
            ("type", "object"), ("properties", .members(members)),
            ("required", .array(required.map(JSONValue.string))),
        ])
    }

    /// What is taken: a member that may be left out may be null as well.
    private static func request(_ members: [Member], required: [String]) -> JSONValue {
        object(
            members.map { name, schema in (name, required.contains(name) ? schema : orNull(schema)) },
            required: required)
    }

    private static let sampling: [Member] = [
        ("model", someText), ("temperature", number(0...2)), ("top_p", number(0...1)), ("n", integer(1...16)),
        ("max_tokens", integer(1...4096)), ("seed", integer(0...1_000_000)), ("stream", truth),
        ("stop", .members([("type", "array"), ("items", someText), ("maxItems", .integer(4))])),
        ("user", text),
    ]

    private static let usage = object(
        [("prompt_tokens", count), ("completion_tokens", count), ("total_tokens", count)],
        required: ["prompt_tokens", "completion_tokens", "total_tokens"])

    private static let route = object(
        [
            ("route", choice(["bare", "weights", "text", "both"])), ("reason", text),
            ("version", nullable("integer")), ("citations", list(.members([("type", "object")]))),
        ], required: ["route", "reason", "version", "citations"])

    private static func reply(_ said: Member) -> JSONValue {
        let choice = object(
            [
                ("index", count), said, ("finish_reason", choice(["stop", "length"])),
                ("logprobs", .members([("type", "null")])),
            ], required: ["index", said.0, "finish_reason"])
        return object(
            [
                ("id", text), ("object", text), ("created", count), ("model", text),
                ("choices", list(choice)),
                ("usage", usage), ("selkie", route),
            ], required: ["id", "object", "created", "model", "choices", "usage", "selkie"])
    }

    private static var answers: [Member] {
        let message = object(
            [("role", choice(["system", "user", "assistant"])), ("content", text)],
            required: ["role", "content"])
        let model = object(
            [
                ("id", text), ("object", text), ("created", count), ("owned_by", text),
                ("root", nullable("string")), ("parent", nullable("string")),
            ], required: ["id", "object", "created", "owned_by"])
        return [
            (
                "ChatRequest",
                request([("messages", list(message, least: 1))] + sampling, required: ["model", "messages"])
            ),
            ("TextRequest", request([("prompt", someText)] + sampling, required: ["model", "prompt"])),
            (
                "ChatReply",
                reply(
                    (
                        "message",
                        object([("role", text), ("content", text)], required: ["role", "content"])
                    ))
            ),
            ("TextReply", reply(("text", text))), ("Model", model),
            ("Models", object([("object", text), ("data", list(model))], required: ["object", "data"])),
            (
                "Feedback",
                request(
                    [
                        ("inference_id", someText), ("metric_name", someText),
                        ("value", .members([("type", .array(["boolean", "number", "string"]))])),
                        ("tags", .members([("type", "object")])), ("dryrun", truth),
                    ], required: ["inference_id", "metric_name", "value"])
            ),
            ("FeedbackReceipt", object([("feedback_id", text)], required: ["feedback_id"])),
        ]
    }

    private static var learning: [Member] {
        let lesson = object(
            [
                ("id", count), ("created", text), ("question", text), ("answer", text),
                ("origin", choice(["demonstration", "sent"])),
                ("state", choice(["pending", "approved", "rejected"])), ("user", nullable("string")),
                ("source", nullable("integer")), ("contradicts", list(text)),
            ], required: ["id", "created", "question", "answer", "origin", "state", "contradicts"])
        let source = object(
            [
                ("id", count), ("kind", text), ("title", text), ("file", text), ("added", text),
                ("trust", choice(["trusted", "untrusted", "quarantined"])), ("state", text),
                ("passages", count), ("learned", count), ("pending", count), ("retired", count),
                ("characters", count),
            ], required: ["id", "kind", "title", "file", "added", "trust", "state", "passages"])
        let modes = choice(["off", "manual", "auto"])
        return [
            ("Lesson", lesson), ("Lessons", object([("lessons", list(lesson))], required: ["lessons"])),
            ("Source", source), ("Sources", object([("sources", list(source))], required: ["sources"])),
            (
                "Learning",
                object(
                    [
                        ("mode", modes), ("opens", nullable("string")), ("closes", nullable("string")),
                        ("idle_minutes", count), ("budget_minutes", nullable("integer")),
                        ("kept_days", nullable("integer")), ("is_running", truth),
                        ("pending_lessons", count), ("waiting_passages", count),
                        ("next_window", nullable("string")),
                    ],
                    required: ["mode", "idle_minutes", "is_running", "pending_lessons", "waiting_passages"])
            ),
            (
                "LearningChoice",
                request(
                    [
                        ("mode", modes), ("idle_minutes", integer(0...1440)),
                        ("budget_minutes", integer(1...1440)), ("kept_days", integer(0...36_500)),
                    ], required: [])
            ),
            ("LearningRun", request([("minutes", number(0.1...10_000))], required: [])),
            ("NewSource", .members([("oneOf", .array([newDocument, newLesson]))])),
            (
                "Trust",
                request(
                    [("trust", choice(["trusted", "untrusted", "quarantined"]))], required: ["trust"])
            ),
        ]
    }

    private static var newDocument: JSONValue {
        request(
            [
                ("kind", choice(["document"])),
                ("name", matching(#"^[A-Za-z0-9 _-]{1,100}\.(md|txt)$"#)),
                ("text", matching("[A-Za-z]{3}", atMost: nil)),
            ], required: ["name", "text"])
    }

    private static var newLesson: JSONValue {
        request(
            [
                ("kind", choice(["lesson"])), ("question", matching("[A-Za-z]{3}")),
                ("answer", matching("[A-Za-z]{3}")), ("user", text),
            ], required: ["kind", "question", "answer"])
    }

    private static func matching(_ pattern: String, atMost length: Int? = 4000) -> JSONValue {
        .members(
            [("type", "string"), ("pattern", .string(pattern))]
                + (length.map { [("maxLength", .integer($0))] } ?? []))
    }

    private static var files: [Member] {
        [
            (
                "Upload",
                object(
                    [("file", .members([("type", "string"), ("format", "binary")])), ("purpose", text)],
                    required: ["file"])
            ),
            (
                "File",
                object(
                    [
                        ("id", text), ("object", text), ("bytes", count), ("created_at", count),
                        ("filename", text), ("purpose", text), ("status", text),
                    ], required: ["id", "object", "bytes", "created_at", "filename", "purpose"])
            ),
            (
                "NewJob",
                request([("training_file", someText), ("model", someText)], required: ["training_file"])
            ),
            (
                "Job",
                object(
                    [
                        ("id", text), ("object", text), ("created_at", count), ("model", text),
                        ("fine_tuned_model", nullable("string")),
                        ("status", choice(["running", "succeeded", "failed", "cancelled"])),
                        ("training_file", text),
                    ], required: ["id", "object", "created_at", "model", "status", "training_file"])
            ),
        ]
    }
}
