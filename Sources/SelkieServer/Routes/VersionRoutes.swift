import Hummingbird
import Workbench

/// Versions of what is in weights.
struct VersionRoutes {
    let context: ServerContext

    func add(to router: Router<BasicRequestContext>) {
        let bench = context.bench
        router.get("v1/versions") { _, _ in try Response.json(try bench.listVersions(for: ModelChoice())) }
        router.post("v1/versions/:id/promote") { _, route in
            let number = try ServerError.number(of: "version", try route.id)
            return try Response.json(try bench.rollBack(to: number, of: ModelChoice()))
        }
        router.post("v1/versions/rollback") { _, _ in
            try Response.json(try bench.rollBack(to: nil, of: ModelChoice()))
        }
    }
}
