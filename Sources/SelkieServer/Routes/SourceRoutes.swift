import Files
import Foundation
import Hummingbird
import Memory
import Workbench

/// What is known: listed, added, trusted and forgotten.
struct SourceRoutes {
    let context: ServerContext

    private struct List: Encodable {
        let sources: [SourceFigures]
    }

    func add(to router: Router<BasicRequestContext>) {
        let bench = context.bench
        router.get("v1/sources") { _, _ in
            try Response.json(List(sources: try bench.listSources(for: ModelChoice()).sources))
        }
        router.post("v1/sources") { request, _ in try await add(request) }
        router.get("v1/sources/:id") { _, route in
            try Response.json(try bench.showSource(try route.id, for: ModelChoice()))
        }
        router.post("v1/sources/:id/trust") { request, route in
            let body = try await RequestObject(request, limit: context.options.bodyLimit)
            guard let trust = try body.required(body.string("trust"), "trust") as String?,
                let trust = Trust(rawValue: trust)
            else {
                throw ServerError.badRequest("trust", "'trust' has to be trusted, untrusted or quarantined")
            }
            return try Response.json(try bench.trust(try route.id, as: trust))
        }
        router.delete("v1/sources/:id") { request, route in
            let wish = request.uri.queryParameters["dry_run"] ?? "false"
            guard let isDry = Bool(String(wish)) else {
                throw ServerError.badRequest("dry_run", "'dry_run' has to be true or false")
            }
            return try Response.json(
                try bench.forget(try route.id) { _ in !isDry })
        }
        router.delete("v1/sources") { request, _ in
            guard let user = request.uri.queryParameters["user"].map(String.init), !user.isEmpty else {
                throw ServerError.badRequest("user", "'user' is missing", code: "missing_required_parameter")
            }
            return try Response.json(try bench.forget(user: user))
        }
    }

    /// A file's name without a folder.
    ///
    /// - Throws: `ServerError` for another.
    static func fileName(_ name: String) throws -> String {
        guard !name.isEmpty, name.utf8.count <= 200,
            name.unicodeScalars.allSatisfy({ $0.value >= 32 && !"/\\\u{7F}".unicodeScalars.contains($0) })
        else { throw ServerError.badRequest("name", "'name' has to be a file's name without a folder") }
        return name
    }

    /// Adds a text under a name, or a lesson that waits for somebody to decide.
    private func add(_ request: Request) async throws -> Response {
        let body = try await RequestObject(request, limit: context.options.fileLimit)
        switch try body.string("kind") ?? "document" {
        case "lesson":
            let lesson = LessonRequest(
                question: try body.required(body.string("question"), "question"),
                answer: try body.required(body.string("answer"), "answer"),
                user: try body.user("user"))
            let taken = try await context.bench.propose(lesson, at: context.now())
            return try Response.json(taken, status: .created)
        case "document":
            let name = try body.required(body.string("name"), "name")
            let text = try body.required(body.string("text"), "text")
            let added = try await context.bench.remember(Array(text.utf8), named: Self.fileName(name))
            return try Response.json(added, status: .created)
        default:
            throw ServerError.badRequest("kind", "'kind' has to be document or lesson")
        }
    }
}
