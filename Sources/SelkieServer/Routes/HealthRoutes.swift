import Hummingbird
import Workbench

/// Whether the server is well, and figures for who watches it.
struct HealthRoutes {
    let context: ServerContext

    private struct Health: Encodable {
        let status = "ok"
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("health") { _, _ in try Response.json(Health()) }
        router.get("openapi.json") { _, _ in
            Response.text(OpenAPIDescription.text(), type: "application/json")
        }
        router.get("metrics") { _, _ in
            let status = try await context.desk.status()
            return Response.text(
                context.metrics.text([
                    ("answers_in_flight", "Answers under way.", context.answersUnderWay),
                    ("learning", "Whether an update is under way.", status.isRunning ? 1 : 0),
                    ("pending_lessons", "Lessons that wait for a decision.", status.pendingLessons),
                    ("waiting_passages", "Passages that wait to be taught.", status.waitingPassages),
                ]), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}
