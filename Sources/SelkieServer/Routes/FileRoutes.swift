import Files
import Foundation
import HTTPTypes
import Hummingbird
import Workbench

/// OpenAI's files and fine-tuning jobs: a file is a source, and a job teaches it.
struct FileRoutes {
    let context: ServerContext

    private struct File: Encodable {
        let id: String
        let object = "file"
        let bytes: Int
        let createdAt: Int
        let filename: String
        let purpose = "fine-tune"
        let status = "processed"

        init(_ source: SourceFigures) {
            id = FileRoutes.prefix + String(source.id)
            bytes = source.characters
            let added = try? Date(source.added, strategy: .iso8601)
            createdAt = Int(added?.timeIntervalSince1970 ?? 0)
            filename = source.file.replacing(/^given:/, with: "")
        }
    }

    private struct FileList: Encodable {
        let object = "list"
        let data: [File]
        let hasMore = false
    }

    private struct Deletion: Encodable {
        let id: String
        let object = "file"
        let deleted: Bool
    }

    private struct Job: Encodable {
        struct Trouble: Codable {
            let code: String
            let message: String
        }

        struct Hyperparameters: Encodable {
            let nEpochs = "auto"
        }

        let id: String
        let object = "fine_tuning.job"
        let createdAt: Int
        @Nullable var finishedAt: Int?
        let model: String
        @Nullable var fineTunedModel: String?
        let organizationId = "selkie"
        let hyperparameters = Hyperparameters()
        let resultFiles: [String] = []
        let seed = 0
        let status: String
        let trainingFile: String
        @Nullable var validationFile: String?
        @Nullable var trainedTokens: Int?
        @Nullable var error: Trouble?

        init(_ job: LearningJob, model: String) {
            id = "ftjob-\(job.number)"
            createdAt = Int(job.began.timeIntervalSince1970)
            _finishedAt = Nullable(wrappedValue: job.ended.map { Int($0.timeIntervalSince1970) })
            self.model = model
            var adapter: String?
            trainingFile = job.source.map { FileRoutes.prefix + String($0) } ?? ""
            _validationFile = Nullable(wrappedValue: nil)
            _trainedTokens = Nullable(wrappedValue: nil)
            var trouble: Trouble?
            switch job.outcome {
            case nil: status = "running"
            case .ended(_, _, let answering):
                adapter = answering
                status = answering == nil && job.source != nil ? "failed" : "succeeded"
                if status == "failed" {
                    trouble = Trouble(
                        code: "refused", message: "what came of it does not answer; see /v1/versions")
                }
            case .stopped: status = "cancelled"
            case .failed(let problem):
                status = "failed"
                trouble = Trouble(code: problem.code.name, message: problem.description)
            }
            _fineTunedModel = Nullable(wrappedValue: adapter)
            _error = Nullable(wrappedValue: trouble)
        }
    }

    private struct JobList: Encodable {
        let object = "list"
        let data: [Job]
        let hasMore = false
    }

    /// What a file's name begins with; the number of its source follows.
    private static let prefix = "file-"

    func add(to router: Router<BasicRequestContext>) {
        let bench = context.bench
        router.post("v1/files") { request, _ in try await upload(request) }
        router.get("v1/files") { _, _ in
            try Response.json(
                FileList(data: try bench.listSources(for: ModelChoice()).sources.map(File.init)))
        }
        router.get("v1/files/:id") { _, route in
            try Response.json(File(try bench.showSource(try source(route), for: ModelChoice()).source))
        }
        router.delete("v1/files/:id") { _, route in
            let id = try source(route)
            let gone = try bench.forget(id) { _ in true }
            return try Response.json(Deletion(id: Self.prefix + id, deleted: gone.isForgotten))
        }
        router.post("v1/fine_tuning/jobs") { request, _ in
            let body = try await RequestObject(request, limit: context.options.bodyLimit)
            let file = try body.required(body.string("training_file"), "training_file")
            let base = bench.resident?.name ?? ""
            if let model = try body.string("model"), model != base, model != Workbench.memoryName {
                throw Diagnosis(
                    .notFound, file: printable(model, limit: 80), problem: "is not the model that can learn",
                    remedy: "name \(base)")
            }
            let known = try bench.showSource(try Self.source(file), for: ModelChoice()).source
            let job = try await context.desk.begin(source: known.id)
            return try Response.json(Job(job, model: base))
        }
        router.get("v1/fine_tuning/jobs") { _, _ in
            try Response.json(
                JobList(data: await context.desk.jobs.reversed().map { Job($0, model: name) }))
        }
        router.get("v1/fine_tuning/jobs/:id") { _, route in
            try Response.json(Job(try await job(route), model: name))
        }
        router.post("v1/fine_tuning/jobs/:id/cancel") { _, route in
            if try await job(route).outcome == nil { await context.desk.stop() }
            return try Response.json(Job(try await job(route), model: name))
        }
    }

    private var name: String { context.bench.resident?.name ?? "" }

    private func job(_ route: BasicRequestContext) async throws -> LearningJob {
        let id = try route.id
        let number = id.hasPrefix("ftjob-") ? Int(id.dropFirst(6)) : nil
        guard let job = await context.desk.jobs.first(where: { $0.number == number }) else {
            throw Diagnosis(
                .notFound, file: printable(id, limit: 80), problem: "there is no job of this name",
                remedy: "name one that is listed")
        }
        return job
    }

    private func source(_ route: BasicRequestContext) throws -> String {
        try Self.source(try route.id)
    }

    private static func source(_ file: String) throws -> String {
        guard file.hasPrefix(prefix), let number = Int64(file.dropFirst(prefix.count)) else {
            throw Diagnosis(
                .notFound, file: printable(file, limit: 80), problem: "there is no file of this name",
                remedy: "name one that is listed")
        }
        return String(number)
    }

    private func upload(_ request: Request) async throws -> Response {
        let type = request.headers[.contentType] ?? ""
        let limit = context.options.fileLimit
        let bytes = Array((try await request.body.collect(upTo: limit)).readableBytesView)
        guard let file = try MultipartForm(bytes, contentType: type)["file"] else {
            throw ServerError.badRequest("file", "'file' is missing", code: "missing_required_parameter")
        }
        let name = try SourceRoutes.fileName(file.fileName ?? "file.txt")
        let added = try await context.bench.remember(file.bytes, named: name)
        guard let source = added.sources.first?.source else {
            throw ServerError.badRequest("file", "nothing to learn is in it")
        }
        return try Response.json(File(source))
    }
}
