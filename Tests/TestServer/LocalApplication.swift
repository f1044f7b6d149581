import Hummingbird
import Logging

/// Runs Hummingbird on this machine.
enum LocalApplication {
    /// Answers on a free port for as long as `body` takes.
    static func run<Value: Sendable>(
        _ router: Router<BasicRequestContext>, _ body: (_ port: Int) async throws -> Value
    ) async throws -> Value {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var app = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) })
        app.logger.logLevel = .critical
        let task = Task { [app] in
            defer { found.finish() }
            try await app.run()
        }
        defer { task.cancel() }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { throw CancellationError() }
        let value = try await body(port)
        task.cancel()
        // When this returns, nobody listens there any more.
        _ = await task.result
        return value
    }
}
