package import Foundation
import Hummingbird
import Logging
import Memory
package import Workbench

/// Answers over HTTP: OpenAI's routes, and those by which it learns.
package struct Server: Sendable {
    private let context: ServerContext

    /// Seconds between two looks whether an update is due.
    private static let pause = Duration.seconds(30)

    /// A server over a workbench whose model stays loaded.
    ///
    /// - Parameters:
    ///   - bench: The workbench.
    ///   - options: Where it listens, and what it allows.
    ///   - calendar: The calendar by whose days the window for learning is meant.
    ///   - now: Time for people.
    package init(
        _ bench: Workbench, _ options: ServerOptions, calendar: Calendar = .current,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        context = ServerContext(
            bench, LearningDesk(bench, calendar: calendar, now: now), options, now: now)
    }

    /// Answers until it is cancelled.
    ///
    /// - Parameter onReady: Told the port as soon as it listens.
    /// - Throws: `Diagnosis` where it can't listen.
    package func run(onReady: @escaping @Sendable (_ port: Int) -> Void) async throws {
        let options = context.options
        var app = Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "selkie"),
            onServerRunning: { onReady($0.localAddress?.port ?? options.port) })
        app.logger = Logger(label: "selkie") { _ in SwiftLogNoOpLogHandler() }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [app] in try await app.run() }
                group.addTask { try await watch() }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            await context.desk.stop()
            if Task.isCancelled { throw CancellationError() }
            throw ServerError.cannotListen(options, error)
        }
        await context.desk.stop()
    }

    /// Looks from time to time whether an update is due.
    private func watch() async throws {
        while true {
            try await Task.sleep(for: Self.pause)
            do {
                _ = try await context.desk.tick(asked: context.lastAsked)
            } catch {
                // What can't be read now may be read in half a minute.
                context.report("whether an update is due can't be told", error)
            }
        }
    }

    /// The routes.
    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: ErrorMiddleware(context: context))
        router.add(middleware: OriginMiddleware(hasKey: context.options.key != nil))
        router.add(middleware: KeyMiddleware(key: context.options.key))
        HealthRoutes(context: context).add(to: router)
        ModelRoutes(context: context).add(to: router)
        ChatRoutes(context: context).add(to: router)
        FeedbackRoutes(context: context).add(to: router)
        SourceRoutes(context: context).add(to: router)
        VersionRoutes(context: context).add(to: router)
        LearningRoutes(context: context).add(to: router)
        FileRoutes(context: context).add(to: router)
        AdapterRoutes(context: context).add(to: router)
        DashboardRoutes().add(to: router)
        return router
    }
}
