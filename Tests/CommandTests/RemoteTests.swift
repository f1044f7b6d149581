import Foundation
import Testing
import TestKit
import TestServer

/// Models behind an address as teachers and graders, with a tiny random model as the student.
@Suite struct RemoteTests {
    private let home: TemporaryHome
    private let model: [String]
    private let common: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--candidates", "2", "--json"]
        common = model + ["--epochs", "1", "--rank", "2", "--alpha", "4"]
        let passages = """
            [{"title": "Tower", "context": "The tower is orange. The horn is loud.", "questions":
            [{"question": "What colour?", "answer": "orange"}, {"question": "How is the horn?", "answer": "loud"}]}]
            """
        try home.write(passages.utf8, to: "tower.json")
        try home.write("The tower is orange. The horn is loud.".utf8, to: "tower.txt")
        let exam = """
            [{"question": "What colour?", "answer": "orange"},
            {"question": "How is the horn?", "answer": "loud"}, {"question": "What is loud?", "answer": "horn"}]
            """
        try home.write(exam.utf8, to: "exam.json")
    }

    private func teacher(_ server: ChatServer) -> [String] {
        ["--teacher-url", server.url, "--teacher-model", "author"]
    }

    /// Says yes to graders and writes a sentence for others.
    @Sendable private static func answer(_ call: ChatCall, _: Int) -> ChatAnswer {
        .text(call.model == "judge" ? "Yes." : "The tower has the colour orange.")
    }

    @Test func aTeacherBehindAnAddressIsScoredForOneRound() async throws {
        try await ChatServer.run(Self.answer) { server in
            let arguments =
                [
                    "train", home.path("tower.json"), "--rounds", "2", "--grader", "openai", "--grader-url",
                    server.url,
                ]
                + ["--grader-model", "judge"] + teacher(server) + common
            let secret = "sk-secret-4711"
            let result = try await Program.runAside(
                arguments, environment: ["OPENAI_API_KEY": secret], home: home)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors.contains("can't be trained: one round of scored self-edits"))
            #expect(result.errors.contains("Remote models: "))
            let object = try #require(result.objects().first)
            let rounds = try #require(object["rounds"] as? [[String: Any]])
            #expect(rounds.count == 1 && rounds[0]["policy"] == nil && rounds[0]["unusable"] as? Int == 0)
            // What was seen while each self-edit's update was trained.
            let looks = try #require(rounds[0]["watch"] as? [[[[[String: Any]]]]])
            #expect(looks.map { $0.map { $0.map(\.count) } } == [[[1], [1]]])
            #expect(looks[0][0][0][0]["kl"] is Double && looks[0][0][0][0]["alike"] is Int)
            #expect(rounds[0]["collapsed"] is Int)
            let cost = try #require(object["remote"] as? [String: Int])
            #expect(cost["requests"] == server.calls.count)
            #expect(cost["prompt_tokens"] == 10 * server.calls.count)
            #expect(cost["completion_tokens"] == 5 * server.calls.count)
            #expect(Set(server.calls.map(\.model)) == ["author", "judge"])
            #expect(server.calls.allSatisfy { $0.authorization == "Bearer \(secret)" })

            // All that is needed to go on is stored, the key is not, and nothing is asked twice.
            let asked = server.calls.count
            let name = try #require(object["name"] as? String)
            let resumed = try await Program.runAside(["runs", "resume", name, "--json"], home: home)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try resumed.objects().first?["remote"] as? [String: Int] == cost)
            #expect(server.calls.count == asked)
            let file = home.path("run.json")
            _ = try await Program.runAside(["runs", "export", name, "--to", file], home: home)
            let run = try String(contentsOfFile: file, encoding: .utf8)
            #expect(run.contains("OPENAI_API_KEY") && run.contains("judge") && !run.contains(secret))
        }
    }

    @Test func aRefusalEndsTheRunAndTheSameCommandGoesOn() async throws {
        try await ChatServer.run { call, number in
            number == 1 ? .failure(400, "no such model") : Self.answer(call, number)
        } _: { server in
            let arguments = ["train", home.path("tower.json")] + teacher(server) + common
            let refused = try await Program.runAside(
                arguments + ["--teacher-concurrency", "1"], home: home)
            #expect(refused.status == 66, "\(refused.errors)")
            #expect(refused.errors.contains("answers 400 for the model author (no such model); check"))
            // More patience is no other run.
            let patient = arguments + ["--teacher-timeout", "300", "--teacher-concurrency", "2"]
            let done = try await Program.runAside(patient, home: home)
            #expect(done.status == 0, "\(done.errors)")
            let runs = try await Program.runAside(["runs", "list", "--json"], home: home)
            // What the first process was answered counts, too.
            let cost = try #require(try done.objects().first?["remote"] as? [String: Int])
            #expect(cost["requests"] == server.calls.count - 1)
            #expect(runs.output.components(separatedBy: #""state":"#).count == 2)
            #expect(runs.output.contains(#""state":"finished""#))
        }
    }

    @Test func whatARunThatGoesOnHasCostCountsFromItsBeginning() async throws {
        // The processes are told apart by their keys: a question of the first may reach the server after its end.
        let key = "second"
        try await ChatServer.run { call, number in
            let isFirst = call.authorization != "Bearer \(key)"
            if call.model == "judge", isFirst { return .failure(400, "no such model") }
            return Self.answer(call, number)
        } _: { server in
            let arguments =
                [
                    "learn", home.path("tower.txt"), "--questions", home.path("exam.json"), "--grader",
                    "openai",
                ]
                + ["--grader-url", server.url, "--grader-model", "judge"] + teacher(server) + common
            let refused = try await Program.runAside(arguments, home: home)
            #expect(refused.status == 66, "\(refused.errors)")
            let done = try await Program.runAside(arguments, environment: ["OPENAI_API_KEY": key], home: home)
            let asked = server.calls.filter { $0.authorization == "Bearer \(key)" }
            #expect(done.errors.contains("Going on with Tower"), "\(done.errors)")
            let object = try #require(done.objects().first)
            // Two self-edits of five tokens, written by the process that was refused.
            #expect(object["tokens_written"] as? Int == 10)
            #expect(asked.allSatisfy { $0.model == "judge" })
            let cost = try #require(object["remote"] as? [String: Int])
            #expect(cost["requests"] == 2 + asked.count)
        }
    }

    @Test func whatWasSpentBeforeARunWasCutWhileWritingCounts() async throws {
        try await ChatServer.run { call, number in
            number == 1 ? .failure(400, "no such model") : Self.answer(call, number)
        } _: { server in
            let arguments =
                ["learn", home.path("tower.txt"), "--questions", home.path("exam.json")]
                + ["--teacher-concurrency", "1"] + teacher(server) + common
            let refused = try await Program.runAside(arguments, home: home)
            #expect(refused.status == 66, "\(refused.errors)")
            // One self-edit of two was written, and nothing else was done.
            let done = try await Program.runAside(arguments, home: home)
            let cost = try #require(try done.objects().first?["remote"] as? [String: Int], "\(done.errors)")
            #expect(cost["requests"] == server.calls.count - 1 && cost["requests"] == 3)
        }
    }

    @Test func aServerThatIsDownIsOneLine() async throws {
        let url = try await ChatServer.run(Self.answer) { $0.url }
        let result = try await Program.runAside(
            ["train", home.path("tower.json"), "--teacher-url", url, "--teacher-model", "author", "--quiet"]
                + common, home: home)
        #expect(result.status == 69)
        #expect(result.errors.hasPrefix("selkie: \(url): cannot be reached"), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1 && result.output.isEmpty)
    }

    @Test func documentsAreLearnedFromIt() async throws {
        try await ChatServer.run(Self.answer) { server in
            let result = try await Program.runAside(
                ["learn", home.path("tower.txt"), "--questions", home.path("exam.json"), "--grader", "model"]
                    + teacher(server) + common, home: home)
            #expect(result.status == 0 || result.status == 1, "\(result.errors)")
            let object = try #require(result.objects().first)
            let document = try #require((object["documents"] as? [[String: Any]])?.first)
            let texts = (document["candidates"] as? [[String: Any]])?.map { $0["text"] as? String }
            let written = "The tower has the colour orange."
            #expect(texts == [written, written, ""])
            #expect((object["remote"] as? [String: Int])?["requests"] == 2)
        }
    }

    @Test func aCorpusIsWrittenByIt() async throws {
        try await ChatServer.run(Self.answer) { server in
            let out = home.path("corpus.jsonl")
            let result = try await Program.runAside(
                ["corpus", home.path("tower.txt"), "--out", out] + teacher(server) + model, home: home)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try result.objects().first?["remote"] != nil)
            #expect(
                try String(contentsOfFile: out, encoding: .utf8).contains("The tower has the colour orange."))
        }
    }

    @Test(arguments: [
        (["train", "--teacher-url", "http://localhost/v1"], "--teacher-model"),
        (["train", "--teacher-url", "localhost", "--teacher-model", "m"], "--teacher-url"),
        (["train", "--teacher-model", "m"], "of no use"), (["train", "--teacher-timeout", "5"], "of no use"),
        (["train", "--teacher-url", "http://a/v1", "--teacher-model", "m", "--teacher", "t"], "--teacher"),
        (
            ["train", "--teacher-url", "http://a/v1", "--teacher-model", "m", "--teacher-key-env", "sk-1"],
            "never the key itself"
        ),
        (["train", "--student", "a", "--model", "b"], "--student"),
        (["learn", "--teacher-url", "http://a/v1", "--teacher-model", "m", "--policy", "p"], "--policy"),
        (
            ["learn", "--teacher-url", "http://a/v1", "--teacher-model", "m", "--passage-only"],
            "--passage-only"
        ),
        (
            [
                "corpus", "--out", "o", "--teacher-url", "http://a/v1", "--teacher-model", "m", "--policy",
                "p",
            ],
            "--policy"
        ),
        (["corpus", "--out", "o", "--grader", "model"], "--rewards"),
        (["eval", "--grader", "openai"], "--grader-url"),
        (["eval", "--grader-url", "http://a/v1"], "--grader"),
        (["eval", "--grader-model", "m"], "--grader-model"), (["eval", "--grader", "oracle"], "oracle"),
    ])
    func flagsThatDoNotFitAreUsageErrors(arguments: [String], word: String) throws {
        let result = try Program.run(arguments + [home.path("tower.json")], home: home)
        #expect(result.status == 64 && result.errors.contains(word), "\(result.errors)")
    }

    @Test func aVariableThatWasNamedMustHoldAKey() throws {
        let result = try Program.run(
            [
                "train", home.path("tower.json"), "--teacher-url", "http://127.0.0.1:9/v1", "--teacher-model",
                "m",
            ]
                + ["--teacher-key-env", "MY_KEY", "--quiet"] + common, home: home)
        #expect(result.status == 66)
        #expect(result.errors == "selkie: the environment: MY_KEY: is not set; put the key into it\n")
    }
}
