import Hummingbird

/// Answers errors in OpenAI's form, and counts what was answered.
struct ErrorMiddleware: RouterMiddleware {
    let context: ServerContext

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = .failure(ServerError(error))
        }
        // What the address holds is in the name of no figure.
        self.context.metrics.count(context.endpointPath ?? "none", status: response.status.code)
        return response
    }
}
