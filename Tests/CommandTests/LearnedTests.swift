import Foundation
import GRDB
import Testing
import TestKit

/// What `selkie learn` leaves in the home's tables.
@Suite struct LearnedTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--quiet"]
        try home.write(
            "# Tower\n\nThe tower is orange. Its horn is loud. It stands on a rock. It was built in 1911."
                .utf8,
            to: "tower.md")
        try home.write(
            #"[{"question": "What colour?", "answer": "orange"}, {"question": "How loud?", "answer": ["loud", "very"]}]"#
                .utf8, to: "exam.json")
    }

    private func learn(_ more: [String]) throws {
        let outcome = try Program.run(
            ["learn", home.path("tower.md"), "--epochs", "1", "--rank", "2"] + more + model, home: home)
        #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    }

    private func rows(_ sql: String) throws -> [Row] {
        try DatabaseQueue(path: home.path("selkie.sqlite")).read { try Row.fetchAll($0, sql: sql) }
    }

    private func count(_ table: String) throws -> Int {
        try #require(rows("SELECT count(*) FROM \(table)").first?[0])
    }

    @Test func whatWasLearnedAndHowIsKept() throws {
        try learn(["--questions", home.path("exam.json"), "--candidates", "2"])
        let source = try #require(rows("SELECT * FROM source").first)
        #expect(
            source["title"] == "Tower" && source["place"] == home.path("tower.md")
                && source["kind"] == "document")
        #expect((source["digest"] as String).count == 64)
        let passage = try #require(rows("SELECT * FROM passage").first)
        #expect((passage["text"] as String).contains("It stands on a rock."))
        let questions = try rows("SELECT * FROM question ORDER BY id")
        #expect(questions.map { $0["gold"] as String } == [#"["orange"]"#, #"["loud","very"]"#])
        // Two self-edits and the text alone, each trained once.
        let edits = try rows("SELECT origin FROM self_edit ORDER BY id").map { $0["origin"] as String }
        #expect(edits == ["selfEdit", "selfEdit", "passage"])
        let trials = try rows("SELECT * FROM trial")
        #expect(trials.count == 3 && trials.filter { $0["is_best"] == 1 }.count == 1)
        #expect(trials.allSatisfy { $0["rows"] as Int > 0 && $0["score"] as Double? != nil })
        let study = try rows("SELECT text FROM study_item WHERE self_edit = 3").map { $0["text"] as String }
        #expect(study.joined().contains("Its horn is loud."))
        // Both questions: before, by each trial.
        #expect(try count("answer") == 2 * 4)
        #expect(try count("answer WHERE trial IS NULL") == 2)
        #expect(try rows("SELECT kind FROM event").map { $0["kind"] as String } == ["tried"])
        #expect(try count("run_entry") == 0 && count("run") == 1)
        #expect(try rows("PRAGMA foreign_key_check").isEmpty)
    }

    @Test func theSameTextIsOneSourceAndItsAdapterIsKnown() throws {
        for seed in ["1", "2"] {
            try learn(["--passage-only", "--learning-rate", "0.01", "--epochs", "40", "--seed", seed])
        }
        #expect(try count("source") == 1 && count("passage") == 1)
        #expect(try count("trial") == 2)
        let kept = try rows("SELECT adapter FROM adapter_source")
        #expect(try kept.count == count("adapter"))
        #expect(
            try !kept.isEmpty && count("event WHERE kind = 'learned' AND adapter IS NOT NULL") == kept.count)
        let hash: String = try #require(kept.first)["adapter"]
        let removed = try Program.run(["adapters", "remove", hash, "--yes"], home: home)
        #expect(removed.status == 0, "\(removed.errors)")
        #expect(try count("adapter_source") == kept.count - 1)
        #expect(try rows("PRAGMA foreign_key_check").isEmpty)
    }
}
