import HTTPTypes
import Hummingbird

/// Keeps pages of others from asking through a visitor's browser, where no key does that.
///
/// A page from elsewhere sends its own origin; one that has made its name mean this machine sends that name as the host.
struct OriginMiddleware: RouterMiddleware {
    let hasKey: Bool

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        if !hasKey {
            let host = request.head.authority ?? ""
            guard host.isEmpty || ServerOptions.isLoopback(Self.name(host)) else { throw ServerError.foreign }
            if let origin = request.headers[.origin], origin != "http://\(host)" { throw ServerError.foreign }
        }
        return try await next(request, context)
    }

    /// The host without its port.
    private static func name(_ host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            return String(host[host.index(after: host.startIndex)..<end])
        }
        return String(host.prefix { $0 != ":" })
    }
}
