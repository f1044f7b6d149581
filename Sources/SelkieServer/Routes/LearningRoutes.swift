import Files
import Hummingbird
import Memory
import Workbench

/// When it learns, and lessons that wait for somebody to decide.
struct LearningRoutes {
    let context: ServerContext

    private struct Lessons: Encodable {
        let lessons: [LessonFigures]
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("v1/learning") { _, _ in try Response.json(try await context.desk.status()) }
        router.post("v1/learning") { request, _ in
            let body = try await RequestObject(request, limit: context.options.bodyLimit)
            try await context.desk.choose(try choice(body))
            return try Response.json(try await context.desk.status())
        }
        router.get("v1/learning/pending") { _, _ in
            try Response.json(Lessons(lessons: try context.bench.lessons(.pending)))
        }
        for (word, state) in [("approve", LessonRecord.State.approved), ("reject", .rejected)] {
            router.post(RouterPath("v1/learning/pending/:id/\(word)")) { _, route in
                let id = try ServerError.number(of: "lesson", try route.id)
                return try Response.json(try await context.bench.decide(id, state, at: context.now()))
            }
        }
        router.post("v1/learning/run") { request, _ in
            let body = try await RequestObject(
                request, limit: context.options.bodyLimit, mayBeEmpty: true)
            let minutes = try body.number("minutes", in: 0.1...10_000)
            try await context.desk.begin(within: minutes.map { $0 * 60 })
            return try Response.json(try await context.desk.status(), status: .accepted)
        }
        router.post("v1/learning/stop") { _, _ in
            await context.desk.stop()
            return try Response.json(try await context.desk.status())
        }
    }

    /// What was chosen until now, with what the body says otherwise; a member that is null is nothing.
    private func choice(_ body: RequestObject) throws -> LearningChoice {
        var choice = try InteractionStore(context.bench.store()).choice()
        if let mode = try body.string("mode") {
            guard let mode = LearningChoice.Mode(rawValue: mode) else {
                throw ServerError.badRequest("mode", "'mode' has to be off, manual or auto")
            }
            choice.mode = mode
        }
        func has(_ key: String) -> Bool { body.object[key] != nil }
        if has("opens") { choice.opens = try body.string("opens") }
        if has("closes") { choice.closes = try body.string("closes") }
        if let idle = try body.integer("idle_minutes", in: 0...1440) { choice.idleMinutes = idle }
        if has("budget_minutes") {
            choice.budgetMinutes = try body.integer("budget_minutes", in: 1...1440)
        }
        if has("kept_days") { choice.keptDays = try body.integer("kept_days", in: 0...36_500) }
        return choice
    }
}
