import Files
import Foundation
import Hummingbird
import Memory
import Workbench

/// What is said of answers: TensorZero's body, Reef's and Dify's.
struct FeedbackRoutes {
    let context: ServerContext

    private struct Receipt: Encodable {
        let feedbackId: String
        /// The lesson that came of it.
        @Nullable var lesson: LessonFigures?

        init(_ id: Int64, _ lesson: LessonFigures?) {
            feedbackId = String(id)
            _lesson = Nullable(wrappedValue: lesson)
        }
    }

    private struct Result: Encodable {
        let result = "success"
    }

    private struct Report: Encodable {
        let status = "accepted"
    }

    func add(to router: Router<BasicRequestContext>) {
        for path in ["v1/feedback", "feedback"] as [RouterPath] {
            router.post(path) { request, _ in
                let body = try await RequestObject(request, limit: context.options.bodyLimit)
                let id = try body.required(body.string("inference_id"), "inference_id")
                let metric = try body.required(body.string("metric_name"), "metric_name")
                let value = try body.required(body["value"], "value")
                let user = try body.object("tags")?.user("user")
                let interaction = try interactions().find(id)
                if try body.bool("dryrun") ?? false { return try Response.json(Receipt(0, nil)) }
                let (number, lesson) = try await take(metric, value, of: interaction, user: user)
                return try Response.json(Receipt(number, lesson))
            }
        }
        router.post("reef/report") { request, _ in
            let body = try await RequestObject(request, limit: context.options.bodyLimit)
            let references = try body.required(body.array("references"), "references").compactMap(\.string)
            guard !references.isEmpty else {
                throw ServerError.badRequest(
                    "references", "'references' has to hold the receipt of an answer")
            }
            // All or none.
            for interaction in try references.map(interactions().find) {
                if let score = body["score"] { _ = try await take("score", score, of: interaction) }
                if let feedback = body["feedback"] {
                    _ = try await take("comment", feedback, of: interaction)
                }
            }
            return try Response.json(Report())
        }
        router.post("v1/messages/:id/feedbacks") { request, route in
            let body = try await RequestObject(request, limit: context.options.bodyLimit)
            let interaction = try interactions().find(try route.id)
            let user = try body.user("user")
            if let rating = try body.string("rating") {
                guard ["like", "dislike"].contains(rating) else {
                    throw ServerError.badRequest("rating", "'rating' has to be like, dislike or null")
                }
                _ = try await take("helpful", .bool(rating == "like"), of: interaction, user: user)
            }
            if let content = try body.string("content"), !content.isEmpty {
                _ = try await take("comment", .string(content), of: interaction, user: user)
            }
            return try Response.json(Result())
        }
    }

    private static let mostBytes = 16 << 10

    private func interactions() throws -> InteractionStore { InteractionStore(try context.bench.store()) }

    /// Keeps what was said of an answer; a right answer in its place becomes a lesson.
    private func take(
        _ metric: String, _ value: JSONValue, of interaction: InteractionRecord, user: String? = nil
    ) async throws -> (Int64, LessonFigures?) {
        guard metric.utf8.count <= 100, metric.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.-]*/) != nil else {
            throw ServerError.badRequest("metric_name", "'metric_name' has to be a name")
        }
        var lesson: LessonFigures?
        switch (metric, value) {
        case ("demonstration", _):
            guard let answer = Self.text(value) else {
                throw ServerError.badRequest("value", "'value' has to be the right answer, a text")
            }
            guard interaction.learns, let question = interaction.question else {
                throw ServerError.badRequest(
                    "inference_id", "what was asked was kept out of learning", code: "not_learned")
            }
            lesson = try await context.bench.propose(
                LessonRequest(
                    question: question, answer: answer, origin: .demonstration, interaction: interaction.id,
                    user: user ?? interaction.user), at: context.now())
        case ("comment", .string), ("comment", .object), (_, .bool), (_, .integer), (_, .number): break
        default:
            throw ServerError.badRequest(
                "value",
                "'value' has to be true, false or a number, or a text for 'comment' and 'demonstration'"
            )
        }
        let said = value.text()
        guard said.utf8.count <= Self.mostBytes else {
            throw ServerError.badRequest("value", "'value' has more than \(Self.mostBytes) bytes")
        }
        let number = try interactions().note(
            metric, said, of: interaction.id, user: user ?? interaction.user, date: context.now())
        return (number, lesson)
    }

    /// The text of a right answer: a string, or the texts of an answer's parts.
    private static func text(_ value: JSONValue) -> String? {
        let parts = value.array?.compactMap { $0["text"]?.string }
        let text = value.string ?? parts?.joined(separator: "\n")
        return text?.isEmpty == false ? text : nil
    }
}
