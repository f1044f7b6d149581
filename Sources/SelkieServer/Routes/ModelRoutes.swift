import Files
import Foundation
import Hummingbird
import Workbench

/// The names that answers can be asked for under.
struct ModelRoutes {
    let context: ServerContext

    private struct Model: Encodable {
        let id: String
        let object = "model"
        let created: Int
        let ownedBy = "selkie"
        @Nullable var root: String?
        @Nullable var parent: String?

        init(_ model: ServedModel) {
            id = model.id
            created = Int(model.created.timeIntervalSince1970)
            _root = Nullable(wrappedValue: model.root ?? model.id)
            _parent = Nullable(wrappedValue: model.parent)
        }
    }

    private struct List: Encodable {
        let object = "list"
        let data: [Model]
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("v1/models") { _, _ in
            try Response.json(List(data: try context.bench.servedModels().map(Model.init)))
        }
        router.get("v1/models/**") { _, request in
            // Names of models may hold slashes.
            let path = request.parameters.getCatchAll().joined(separator: "/")
            let name = path.removingPercentEncoding ?? path
            guard let model = try context.bench.servedModels().first(where: { $0.id == name }) else {
                throw Diagnosis(
                    .notFound, file: printable(name, limit: 80), problem: "there is no model of this name",
                    remedy: "ask for one that is listed")
            }
            return try Response.json(Model(model))
        }
    }
}
