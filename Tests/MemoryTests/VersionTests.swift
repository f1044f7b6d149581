import Files
import Foundation
import GRDB
import LanguageModel
import Memory
import SelfAdaptation
import Testing
import Text

/// Which adapters answer, from when, and until when.
@Suite struct VersionTests {
    private let home: TemporaryHome
    private let store: AdapterStore
    private let base = ModelReference(name: "tiny llama", digest: TemporaryHome.digest)
    private var sources: SourceStore { SourceStore(store) }
    private var versions: VersionStore { VersionStore(store) }

    private static let lock = "The lock of the boathouse was fitted in March by a smith."
    private static let hall = "Visitors leave their boots in the hall and take slippers."

    init() throws {
        home = try TemporaryHome()
        store = try home.open()
    }

    /// Adds a source of some passages, all under its title.
    @discardableResult
    private func add(_ texts: [String], title: String) throws -> SourceRecord {
        let passages = texts.map { text in
            NewPassage(
                DocumentPassage(
                    context: Context(title: title, text: text), headingPath: [], range: 0..<text.count))
        }
        return try sources.add(described(texts, title), passages).source
    }

    private func described(_ texts: [String], _ title: String) -> SourceDescription {
        SourceDescription(
            digest: SHA256.hexadecimal(of: texts.joined().utf8), title: title, place: "/\(title).md")
    }

    /// Ends a run in which the passages of a source were taught to the adapter of a seed.
    @discardableResult
    private func teach(
        _ texts: [String], of all: [String]? = nil, title: String, seed: UInt64, isPassed: Bool = true
    ) async throws -> VersionRecord {
        let contexts = texts.map { text in
            """
            {"context": {"title": "\(title)", "text": "\(text)"}, "questions": [0], "before": [], "best": 0, "candidates": [
                {"origin": "passage", "text": "", "items": [], "sequences": 1, "rows": 1, "answers": []}]}
            """
        }
        let question = #"{"question": "What of \#(title)?", "gold": ["it"], "topic": "\#(title)"}"#
        let report = """
            {"title": "\(title)", "measure": "exam", "contexts": [\(contexts.joined(separator: ","))],
            "questions": [\(question)], "before": [], "after": [], "scoreBefore": 0, "scoreAfter": 1,
            "isKept": true, "rows": 1, "lastRows": 1, "trainingSeconds": 0, "tokensWritten": 0}
            """
        let adapter = try home.save(seed, title: title, in: store)
        let verdict = GuardVerdict(objections: isPassed ? [] : [.strays])
        let journal = try StoredJournal(store, key: "run \(seed)")
        let version = try await journal.finish(
            JSONDecoder().decode(LearningReport.self, from: Data(report.utf8)),
            of: described(all ?? texts, title), base: base, adapter: adapter, verdict: verdict,
            date: Date(timeIntervalSince1970: 1_000_000 + Double(seed)))
        return try #require(version)
    }

    private func answering(_ text: String) throws -> String? {
        let hit = try #require(try sources.search(text, limit: 1, base: base.digest).first)
        return try sources.adapter(of: hit.passage, base: base.digest)?.name
    }

    @Test func whatIsTaughtAnswersBesideWhatWas() async throws {
        try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        #expect(try versions.list(base: nil).isEmpty)
        let first = try await teach([Self.lock], title: "Lock", seed: 1)
        #expect(first.state == .active && first.adapters == ["lock"] && first.passages == 1)
        let second = try await teach([Self.hall], title: "Hall", seed: 2)
        #expect(second.adapters == ["hall", "lock"] && second.parent == first.id && second.passages == 2)
        #expect(try versions.list(base: base.digest).map(\.state) == [.active, .kept, .kept])
        #expect(try versions.list(base: nil).last?.cause == .begun)
        #expect(try versions.active(base: base.digest) == second)
        #expect(try answering(Self.lock) == "lock" && answering(Self.hall) == "hall")
        #expect(try versions.list(base: String(repeating: "0", count: 64)).isEmpty)
    }

    @Test func whatIsTaughtAgainTakesThePlaceOfWhatAnsweredThat() async throws {
        let both = [Self.lock, Self.hall]
        try add(both, title: "House")
        try await teach(both, title: "House", seed: 1)
        let part = try await teach([Self.hall], of: both, title: "House", seed: 2)
        #expect(part.adapters == ["house-2", "house"])
        #expect(try answering(Self.lock) == "house" && answering(Self.hall) == "house-2")
        let whole = try await teach(both, title: "House", seed: 3)
        #expect(whole.adapters == ["house-3"])
    }

    @Test func whatThereWasNoTimeForIsTriedAnotherTime() async throws {
        let source = try add([Self.lock], title: "Lock")
        let report = """
            {"title": "Lock", "measure": "exam", "questions": [], "before": [], "after": [], "scoreBefore": 0, "scoreAfter": 0,
            "contexts": [{"context": {"title": "Lock", "text": "\(Self.lock)"}, "questions": [], "before": [], "best": 0,
                "candidates": [{"origin": "passage", "text": "", "items": [], "sequences": 1, "rows": 1, "answers": []}]}],
            "isKept": false, "rows": 1, "lastRows": 1, "trainingSeconds": 0, "tokensWritten": 0, "cut": CUT}
            """
        func finish(_ cut: String, _ key: String) async throws -> Int {
            let text = report.replacing("CUT", with: cut)
            _ = try await StoredJournal(store, key: key).finish(
                JSONDecoder().decode(LearningReport.self, from: Data(text.utf8)),
                of: described([Self.lock], "Lock"), base: base, adapter: nil, verdict: nil)
            return try sources.pending(source, base: base.digest).count
        }
        #expect(try await finish(#"{"contexts": 0, "candidates": 0, "isFinalCut": true}"#, "cut") == 1)
        #expect(try await finish("null", "whole") == 0)
    }

    @Test func whatTheGuardRefusesDoesNotAnswer() async throws {
        let source = try add([Self.lock], title: "Lock")
        #expect(try sources.pending(source, base: base.digest).count == 1)
        let refused = try await teach([Self.lock], title: "Lock", seed: 1, isPassed: false)
        #expect(refused.state == .refused && refused.verdict?.objections == [.strays])
        #expect(try answering(Self.lock) == nil)
        #expect(try versions.active(base: base.digest) == nil)
        let now = try sources.find("Lock", base: base.digest)
        #expect(now.state == .aside && now.pending == 0)
        #expect(try sources.find("Lock", base: String(repeating: "0", count: 64)).state == .pending)
    }

    @Test func anEarlierVersionAnswersAgainAndTheLaterOneIsNotLost() async throws {
        try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        let first = try await teach([Self.lock], title: "Lock", seed: 1)
        let second = try await teach([Self.hall], title: "Hall", seed: 2)
        let change = try versions.rollBack(base: base.digest, to: nil)
        #expect(change.from.id == second.id && change.to.id == first.id && change.to.state == .active)
        #expect(try answering(Self.hall) == nil && answering(Self.lock) == "lock")
        let aside = try sources.find("Hall", base: base.digest)
        #expect(aside.state == .aside)
        #expect(try sources.pending(aside, base: base.digest).isEmpty)
        // To the beginning, and no further.
        #expect(try versions.rollBack(base: base.digest, to: nil).to.cause == .begun)
        #expect(try answering(Self.lock) == nil)
        let end = try #require(throws: Diagnosis.self) { try versions.rollBack(base: base.digest, to: nil) }
        #expect(end.problem == "there is no version before it")
        #expect(try versions.rollBack(base: base.digest, to: second.id).to.id == second.id)
        #expect(try answering(Self.hall) == "hall")
    }

    @Test func whatMayNotAnswerIsNotGoneBackTo() async throws {
        try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        let first = try await teach([Self.lock], title: "Lock", seed: 1)
        let refused = try await teach([Self.hall], title: "Hall", seed: 2, isPassed: false)
        let third = try await teach([Self.hall], title: "Hall", seed: 3)
        func refusal(_ number: Int64) throws -> String {
            try #require(throws: Diagnosis.self) {
                try versions.rollBack(base: base.digest, to: number)
            }.problem
        }
        #expect(try refusal(refused.id).contains("refused by the guard"))
        guard case .stored(let adapter) = try store.find("lock") else { throw CancellationError() }
        try store.remove(adapter)
        #expect(try refusal(first.id).contains("an adapter of it is gone"))
        #expect(try refusal(third.id + 1).contains("answers already"))
        #expect(try refusal(99).contains("there is none"))
    }

    @Test func aRemovedAdapterLeavesTheVersionAndEndsThoseBefore() async throws {
        try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        try await teach([Self.lock], title: "Lock", seed: 1)
        try await teach([Self.hall], title: "Hall", seed: 2)
        guard case .stored(let adapter) = try store.find("lock") else { throw CancellationError() }
        try store.remove(adapter, date: Date(timeIntervalSince1970: 5_000_000))
        let all = try versions.list(base: nil)
        #expect(all.map(\.state) == [.active, .ended, .ended, .kept])
        #expect(all[0].cause == .removed && all[0].adapters == ["hall"] && all[0].parent == all[1].id)
        #expect(all[1].ended == Date(timeIntervalSince1970: 5_000_000) && all[1].adapters == ["hall"])
        #expect(try answering(Self.hall) == "hall" && answering(Self.lock) == nil)
    }

    @Test func whatIsForgottenLeavesEveryVersion() async throws {
        let source = try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        try await teach([Self.lock], title: "Lock", seed: 1)
        try await teach([Self.hall], title: "Hall", seed: 2)
        _ = try store.forget(source)
        let active = try #require(try versions.active(base: base.digest))
        #expect(active.cause == .forgotten && active.adapters == ["hall"])
        #expect(try versions.rollBack(base: base.digest, to: nil).to.cause == .begun)
        #expect(try versions.list(base: nil).filter { $0.state == .ended }.count == 2)
    }

    @Test func aLostFolderLeavesTheVersion() async throws {
        try add([Self.lock], title: "Lock")
        try await teach([Self.lock], title: "Lock", seed: 1)
        guard case .stored(let adapter) = try store.find("lock") else { throw CancellationError() }
        try FileManager.default.removeItem(atPath: store.folder(of: adapter))
        let again = try home.open()
        let active = try #require(try VersionStore(again).active(base: base.digest))
        #expect(active.cause == .removed && active.adapters.isEmpty)
    }

    /// It may stand again: an adapter goes when others answer for what is left of it, not when nothing is.
    @Test func whatNothingStandsOfForNowIsNotLost() async throws {
        try add([Self.lock], title: "Lock")
        try add([Self.hall], title: "Hall")
        try await teach([Self.lock], title: "Lock", seed: 1)
        try add(["The lock has six numbers now."], title: "Lock")
        let next = try await teach([Self.hall], title: "Hall", seed: 2)
        #expect(next.adapters == ["hall", "lock"] && next.passages == 1)
        try add([Self.lock], title: "Lock")
        #expect(try answering(Self.lock) == "lock")
    }

    /// Saving an adapter again, for a version that is refused then, changes nobody's answers.
    @Test func whoAnswersIsSettledByVersionsAlone() async throws {
        let both = [Self.lock, Self.hall]
        try add(both, title: "House")
        try await teach(both, title: "House", seed: 1)
        try await teach([Self.lock], of: both, title: "House", seed: 2)
        #expect(try answering(Self.lock) == "house-2")
        _ = try store.save(
            home.adapter(seed: 1), home.description("House"), layers: home.configuration.layers,
            date: Date(timeIntervalSince1970: 9_000_000))
        #expect(try answering(Self.lock) == "house-2" && answering(Self.hall) == "house")
    }

    @Test func questionsThatWereAnsweredAreKnownWithWhoAnswersThem() async throws {
        try add([Self.lock], title: "Lock")
        let lock = Context(title: "Lock", text: Self.lock)
        let digest = described([Self.lock], "Lock").digest
        #expect(try sources.answered(about: [lock], of: digest, base: base.digest, limit: 9).isEmpty)
        try await teach([Self.lock], title: "Lock", seed: 1)
        let known = try sources.answered(about: [lock], of: digest, base: base.digest, limit: 9)
        #expect(known.map(\.question.question) == ["What of Lock?"] && known.map(\.question.gold) == [["it"]])
        guard case .stored(let adapter) = try store.find("lock") else { throw CancellationError() }
        #expect(known.map(\.adapter) == [adapter.hash])
        #expect(try sources.answered(about: [lock], of: digest, base: base.digest, limit: 0).isEmpty)
        let other = String(repeating: "0", count: 64)
        #expect(try sources.answered(about: [lock], of: digest, base: other, limit: 9).isEmpty)
        #expect(try sources.questions(about: [lock], of: digest).count == 1)
    }

    /// A home from before there were versions answers with all that it answered with.
    @Test func adaptersFromBeforeAreAVersion() throws {
        try add([Self.lock], title: "Lock")
        let taught = try home.save(1, title: "Lock", in: store)
        try home.save(2, title: "Folder", in: store)
        try DatabaseQueue(path: home.path + "/selkie.sqlite").write { database in
            try database.execute(
                sql: """
                    DROP TRIGGER adapter_is_needed; DROP TABLE active_version; DROP TABLE version_adapter;
                    DROP TABLE version; DROP TABLE passage_base; ALTER TABLE passage DROP COLUMN uses;
                    DELETE FROM grdb_migrations WHERE identifier = '9-versions';
                    """)
            try database.execute(
                sql: "INSERT INTO passage_adapter SELECT ?, id FROM passage", arguments: [taught.hash])
        }
        let again = try home.open()
        let version = try #require(try VersionStore(again).active(base: base.digest))
        #expect(version.cause == .found && version.adapters == ["lock"] && version.verdict == nil)
        #expect(try SourceStore(again).find("Lock", base: base.digest).state == .learned)
    }

    @Test func whatWasUsedMoreIsKnown() throws {
        let source = try add([Self.lock], title: "Lock")
        let passage = try #require(try sources.passages(of: source).first)
        for _ in 0..<3 { try sources.noteUse(of: passage) }
        #expect(try sources.find("Lock", base: nil).uses == 3)
    }

    @Test(arguments: [
        "DELETE FROM adapter", "UPDATE version SET cause = 'found' WHERE cause = 'learned'",
        "UPDATE version SET parent = NULL", "UPDATE version SET verdict = '{}'",
        "INSERT INTO active_version VALUES ('\(TemporaryHome.digest)', 1)",
        "INSERT INTO version (base_digest, base_name, created, cause) VALUES ('short', '', 0, 'found')",
        "UPDATE passage SET uses = -1",
    ])
    func whatVersionsRelyOnIsRefusedToChange(sql: String) async throws {
        try add([Self.lock], title: "Lock")
        try await teach([Self.lock], title: "Lock", seed: 1)
        let queue = try DatabaseQueue(path: home.path + "/selkie.sqlite")
        let error = try #require(throws: DatabaseError.self) {
            try queue.inDatabase { try $0.execute(sql: sql) }
        }
        #expect(error.resultCode == .SQLITE_CONSTRAINT)
    }
}
