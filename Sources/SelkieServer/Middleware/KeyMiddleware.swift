import Hummingbird

/// Lets in who shows the key; whether the server is well anybody may ask, and for the page that asks for the key.
struct KeyMiddleware: RouterMiddleware {
    let key: String?

    /// What anybody may ask for.
    private static let open: Set<String> = ["/health", "/", "/dashboard.js", "/dashboard.css"]

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        if let key, !Self.open.contains(request.uri.path) {
            guard let shown = request.headers[.authorization], Self.isSame(shown, "Bearer \(key)") else {
                throw ServerError.unauthorized
            }
        }
        return try await next(request, context)
    }

    /// Whether two texts are the same, in a time that tells nothing of where they differ.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
