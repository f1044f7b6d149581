import Foundation
import Testing

/// What is known, said of answers, and learned.
@Suite struct LearningTests {
    private static let tower = "# Tower\n\nThe tower is painted orange. Its horn is called Old Gannet.\n"

    private func content(_ reply: ServerKit.Reply) -> String? {
        let choice = (reply.object["choices"] as? [[String: Any]])?.first
        return (choice?["message"] as? [String: Any])?["content"] as? String
    }

    private func route(_ reply: ServerKit.Reply) -> [String: Any] {
        reply.object["selkie"] as? [String: Any] ?? [:]
    }

    private func add(_ kit: ServerKit, _ text: String = tower) async throws -> ServerKit.Reply {
        try await kit.ask("POST", "/v1/sources", ["name": "tower.md", "text": text])
    }

    @Test func whatIsAddedIsAnsweredFromAndForgotten() async throws {
        try await ServerKit.run { kit in
            let question = "What is the horn of the tower called?"
            #expect(try await route(kit.chat(question, model: "selkie"))["route"] as? String == "bare")
            let added = try await add(kit)
            #expect(added.status == 201)
            let known = try await kit.chat(question, model: "selkie")
            #expect(route(known)["route"] as? String == "text")
            let citation = try #require((route(known)["citations"] as? [[String: Any]])?.first)
            #expect(citation["title"] as? String == "Tower" && citation["number"] as? Int == 1)
            #expect(content(known)?.hasSuffix(" [1]") == true)
            let plain = try await kit.chat(question, model: "selkie", ["selkie": ["marks": false]])
            #expect(content(plain)?.hasSuffix(" [1]") == false)
            // The same name with another text is the same source.
            #expect(try await add(kit, Self.tower + "\nIt is tall.\n").status == 201)
            let sources = try await kit.ask("GET", "/v1/sources").object["sources"] as? [[String: Any]]
            #expect(sources?.count == 1 && sources?.first?["state"] as? String == "pending")
            #expect(
                try await kit.ask("DELETE", "/v1/sources/1?dry_run=true").object["forgotten"] as? Bool
                    == false)
            let gone = try await kit.ask("DELETE", "/v1/sources/Tower")
            #expect(gone.object["forgotten"] as? Bool == true && gone.object["interactions"] as? Int == 2)
            #expect(try await route(kit.chat(question, model: "selkie"))["route"] as? String == "bare")
            #expect(try await kit.ask("GET", "/v1/sources/1").status == 404)
        }
    }

    @Test func whatIsNoTextIsRefused() async throws {
        try await ServerKit.run { kit in
            for body in [
                ["name": "../x", "text": "a"], ["name": "a", "text": ""], ["text": "a"],
                ["name": "a.pdf", "text": "no PDF"], ["kind": "song"], ["kind": "lesson", "question": "a"],
            ] {
                let refused = try await kit.ask("POST", "/v1/sources", body)
                #expect(refused.status == 400)
            }
        }
    }

    @Test func aRightAnswerBecomesALessonThatIsApproved() async throws {
        try await ServerKit.run { kit in
            let asked = try await kit.chat("Who keeps the lamp?", ["user": "ann"])
            let id = try #require(asked.object["id"] as? String)
            let said = try await kit.ask(
                "POST", "/v1/feedback",
                ["inference_id": id, "metric_name": "demonstration", "value": "Mabel keeps the lamp."])
            #expect(said.status == 200)
            let lesson = try #require(said.object["lesson"] as? [String: Any])
            #expect(lesson["state"] as? String == "pending" && lesson["user"] as? String == "ann")
            #expect(lesson["question"] as? String == "Who keeps the lamp?")
            let pending = try await kit.ask("GET", "/v1/learning/pending").object["lessons"] as? [Any]
            #expect(pending?.count == 1)
            let approved = try await kit.ask("POST", "/v1/learning/pending/1/approve")
            #expect(
                approved.object["state"] as? String == "approved" && approved.object["source"] as? Int == 1)
            #expect(try await kit.ask("POST", "/v1/learning/pending/1/approve").status == 400)
            let known = try await kit.chat("Who keeps the lamp?", model: "selkie")
            let citation = (route(known)["citations"] as? [[String: Any]])?.first
            #expect((citation?["text"] as? String)?.contains("Mabel keeps the lamp.") == true)
            let status = try await kit.ask("GET", "/v1/learning").object
            #expect(status["waiting_passages"] as? Int == 1 && status["pending_lessons"] as? Int == 0)
            // A later answer to the same question takes its place.
            _ = try await kit.ask(
                "POST", "/v1/sources",
                ["kind": "lesson", "question": "who keeps the lamp?", "answer": "Otto does.", "user": "ann"])
            let other = try await kit.ask("GET", "/v1/learning/pending").object["lessons"] as? [[String: Any]]
            #expect(other?.first?["contradicts"] as? [String] == ["Mabel keeps the lamp."])
            _ = try await kit.ask("POST", "/v1/learning/pending/2/approve")
            let shown = try await kit.ask("GET", "/v1/sources/1").text
            #expect(shown.contains("Otto does.") && !shown.contains("Mabel keeps"))
            // All that one user gave goes together.
            let gone = try await kit.ask("DELETE", "/v1/sources?user=ann")
            #expect(gone.status == 200 && gone.object["source"] is [String: Any])
            #expect((try await kit.ask("GET", "/v1/sources").object["sources"] as? [Any])?.isEmpty == true)
            #expect(
                try await kit.ask(
                    "POST", "/v1/feedback", ["inference_id": id, "metric_name": "helpful", "value": true]
                ).status == 404)
        }
    }

    /// The same lesson of two users is two sources: one can go without the other.
    @Test func theSameOfTwoIsForgottenOfOne() async throws {
        try await ServerKit.run { kit in
            _ = try await kit.ask("POST", "/v1/learning", ["mode": "auto"])
            for user in ["ann", "bob"] {
                let lesson = ["kind": "lesson", "question": "Who sings?", "answer": "Nobody.", "user": user]
                #expect(
                    try await kit.ask("POST", "/v1/sources", lesson).object["state"] as? String == "approved")
            }
            #expect((try await kit.ask("GET", "/v1/sources").object["sources"] as? [Any])?.count == 2)
            _ = try await kit.ask("DELETE", "/v1/sources?user=bob")
            let left = try await kit.ask("GET", "/v1/sources").object["sources"] as? [[String: Any]]
            #expect(left?.map { $0["file"] as? String } == ["given:lessons/ann"])
        }
    }

    @Test func aRejectedLessonIsNotKnown() async throws {
        try await ServerKit.run { kit in
            let lesson: [String: Any] = ["kind": "lesson", "question": "Who sings?", "answer": "Nobody."]
            #expect(try await kit.ask("POST", "/v1/sources", lesson).status == 201)
            // The same once more is the same lesson.
            #expect(try await kit.ask("POST", "/v1/sources", lesson).object["id"] as? Int == 1)
            let rejected = try await kit.ask("POST", "/v1/learning/pending/1/reject")
            #expect(rejected.object["state"] as? String == "rejected")
            #expect((try await kit.ask("GET", "/v1/sources").object["sources"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func aTurnThatIsKeptOutTeachesNothing() async throws {
        try await ServerKit.run { kit in
            for (more, headers) in [
                (["metadata": ["learn": false]], [:]), ([:], ["X-Selkie-Learn": "never"]),
            ] as [([String: Any], [String: String])] {
                let asked = try await kit.chat("Who keeps the lamp?", more, headers: headers)
                let id = try #require(asked.object["id"] as? String)
                let said = try await kit.ask(
                    "POST", "/v1/feedback",
                    ["inference_id": id, "metric_name": "demonstration", "value": "Mabel."])
                #expect(said.status == 400 && said.error["code"] as? String == "not_learned")
                let rated = try await kit.ask(
                    "POST", "/v1/feedback", ["inference_id": id, "metric_name": "helpful", "value": false])
                #expect(rated.status == 200)
            }
        }
    }

    @Test func othersBodiesOfFeedbackAreTaken() async throws {
        try await ServerKit.run { kit in
            let id = try #require(try await kit.chat("x").object["id"] as? String)
            let reef = try await kit.ask(
                "POST", "/reef/report", ["references": [id], "score": 0.5, "feedback": "too long"])
            #expect(reef.status == 200)
            for body in [
                ["rating": "like", "user": "u"], ["rating": NSNull(), "user": "u", "content": "good"],
            ] as [[String: Any]] {
                #expect(
                    try await kit.ask("POST", "/v1/messages/\(id)/feedbacks", body).text
                        == #"{"result":"success"}"#)
            }
            #expect(
                try await kit.ask("POST", "/v1/messages/\(id)/feedbacks", ["rating": "love"]).status == 400)
            for (metric, value, status) in [
                ("comment", "why", 200), ("rating", 4, 200), ("helpful", true, 200), ("rating", "four", 400),
                ("no name", 1, 400), ("demonstration", "", 400),
            ] as [(String, Any, Int)] {
                let said = try await kit.ask(
                    "POST", "/v1/feedback", ["inference_id": id, "metric_name": metric, "value": value])
                #expect(said.status == status, "\(metric)")
            }
            let dry = try await kit.ask(
                "POST", "/v1/feedback",
                ["inference_id": id, "metric_name": "demonstration", "value": "x", "dryrun": true])
            #expect(dry.status == 200)
            let pending = try await kit.ask("GET", "/v1/learning/pending").object["lessons"] as? [Any]
            #expect(pending?.isEmpty == true)
        }
    }

    @Test func learningCanBeTurnedOffAndRunsByItself() async throws {
        try await ServerKit.run { kit in
            let lesson: [String: Any] = [
                "kind": "lesson", "question": "Who sings?", "answer": "Nobody does.",
            ]
            #expect(try await kit.ask("POST", "/v1/learning", ["mode": "off"]).status == 200)
            #expect(try await kit.ask("POST", "/v1/sources", lesson).status == 409)
            let chosen = try await kit.ask(
                "POST", "/v1/learning",
                ["mode": "auto", "opens": "01:00", "closes": "06:30", "budget_minutes": 20, "kept_days": 0])
            #expect(
                chosen.object["mode"] as? String == "auto" && chosen.object["opens"] as? String == "01:00")
            #expect(chosen.object["next_window"] is String)
            let known = try await kit.ask("POST", "/v1/sources", lesson)
            #expect(known.object["state"] as? String == "approved")
            // Contents are not kept: a right answer has no question.
            let id = try #require(try await kit.chat("Who dances?").object["id"] as? String)
            let said = try await kit.ask(
                "POST", "/v1/feedback", ["inference_id": id, "metric_name": "demonstration", "value": "x"])
            #expect(said.error["code"] as? String == "not_learned")
            for wrong in [
                ["mode": "loud"], ["opens": "25:00"], ["opens": "01:00", "closes": "01:00"],
                ["idle_minutes": -1], ["closes": NSNull()],
            ] as [[String: Any]] {
                #expect(try await kit.ask("POST", "/v1/learning", wrong).status == 400)
            }
        }
    }

    /// An update in the server: it answers meanwhile, and tells what came of it.
    @Test func whatWaitsIsTaughtBesideAnswering() async throws {
        try await ServerKit.run { kit in
            #expect(try await add(kit).status == 201)
            let before = try await kit.chat("Is it tall?")
            let begun = try await kit.ask("POST", "/v1/learning/run")
            #expect(begun.status == 202)
            var status = begun.object
            var answered = 0
            while status["is_running"] as? Bool == true {
                let reply = try await kit.chat("Is it tall?")
                #expect(content(reply) == content(before) && content(before) != nil)
                answered += 1
                status = try await kit.ask("GET", "/v1/learning").object
            }
            #expect(answered > 0)
            #expect(status["result"] as? String == "ended" && status["taught"] as? Int == 1, "\(status)")
            let versions = try await kit.ask("GET", "/v1/versions").object["versions"] as? [[String: Any]]
            #expect(versions?.isEmpty == false)
            let sources = try await kit.ask("GET", "/v1/sources").object["sources"] as? [[String: Any]]
            #expect(["learned", "aside"].contains(sources?.first?["state"] as? String))
            #expect(try await kit.ask("POST", "/v1/versions/99/promote").status == 404)
            #expect(try await kit.ask("POST", "/v1/learning/stop").status == 200)
        }
    }
}
