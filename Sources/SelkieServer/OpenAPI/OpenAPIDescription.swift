public import Files
import Workbench

/// What the routes take and give, as OpenAPI describes it.
///
/// Source: the OpenAPI Specification 3.1.
enum OpenAPIDescription {
    /// The description as JSON.
    static func text() -> String { document.text() }

    private static var document: JSONValue {
        .members([
            ("openapi", "3.1.0"),
            ("info", .members([("title", "Selkie"), ("version", .string(Version.current))])),
            ("paths", paths),
            ("components", .members([("schemas", OpenAPISchemas.all), ("securitySchemes", security)])),
            ("security", .array([.members([]), .members([("key", .array([]))])])),
        ])
    }

    private static var security: JSONValue {
        .members([("key", .members([("type", "http"), ("scheme", "bearer")]))])
    }

    /// The operations by path.
    private static var paths: JSONValue {
        var paths = JSONObject()
        for operation in OpenAPIOperation.all {
            var path = paths[operation.path]?.object ?? JSONObject()
            path[operation.method] = operation.value
            paths[operation.path] = .object(path)
        }
        return .object(paths)
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }

    /// An object with members in their order.
    static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// A schema that stands among the components.
    static func schema(_ name: String) -> JSONValue {
        .members([("$ref", .string("#/components/schemas/\(name)"))])
    }
}
