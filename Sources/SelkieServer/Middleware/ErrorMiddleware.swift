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
        } catch let error as HTTPError where error.status == .notFound {
            let methods = OpenAPIOperation.methods(of: request.uri.path)
            response = .failure(methods.isEmpty ? .noRoute : .wrongMethod(methods))
        } catch {
            response = self.context.failure(error)
        }
        // What the address holds is in the name of no figure.
        self.context.metrics.count(context.endpointPath ?? "none", status: response.status.code)
        return response
    }
}
