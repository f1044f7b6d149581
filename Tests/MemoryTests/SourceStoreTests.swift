import Files
import Foundation
import GRDB
import Memory
import Testing
import Text

/// What is known, found, trusted, retired and forgotten.
@Suite struct SourceStoreTests {
    private let home: TemporaryHome
    private let store: AdapterStore
    private var sources: SourceStore { SourceStore(store) }

    init() throws {
        home = try TemporaryHome()
        store = try home.open()
    }

    private func passages(_ texts: [String]) -> [NewPassage] {
        var start = 0
        return texts.map { text in
            defer { start += text.unicodeScalars.count + 2 }
            return NewPassage(
                DocumentPassage(
                    context: Context(title: "Handbook", text: text), headingPath: ["Doors", "Locks"],
                    range: start..<start + text.unicodeScalars.count), page: 3)
        }
    }

    @discardableResult
    private func add(
        _ texts: [String], place: String = "/handbook.md", title: String = "Handbook"
    ) throws -> SourceStore.Addition {
        let digest = SHA256.hexadecimal(of: texts.joined().utf8)
        return try sources.add(
            SourceDescription(digest: digest, title: title, place: place), passages(texts))
    }

    private func found(_ question: String) throws -> [String] {
        try sources.search(question, limit: 5, base: nil).map(\.passage.context.text)
    }

    private let old = "The lock of the boathouse was fitted in March by a smith from the village."
    private let new = "The lock of the boathouse was replaced in June by one with six numbers."
    private let other = "Visitors leave their boots in the hall and take felt slippers."

    @Test func whatIsAddedIsFoundAtOnceWithItsPlace() throws {
        let addition = try add([old, other])
        #expect(addition.added == 2 && addition.retired == 0 && addition.source.state == .pending)
        let hits = try sources.search("Who leaves boots in a hall?", limit: 5, base: nil)
        let hit = try #require(hits.first)
        #expect(hits.count == 1 && hit.passage.context.text == other && hit.nearness > 8)
        #expect(hit.passage.heading == "Doors > Locks" && hit.passage.page == 3)
        #expect(hit.passage.range == old.count + 2..<old.count + 2 + other.count)
        #expect(hit.source == addition.source)
    }

    @Test func wordsAreFoundInOtherFormsAndFunctionWordsDoNotCount() throws {
        try add([old, other])
        #expect(try found("Which visitor takes a slipper?") == [other])
        #expect(try found("What was the of it?") == [])
        #expect(try found("when?") == [])
        #expect(try found("") == [])
    }

    @Test(arguments: [
        #"boots" OR "lock"#, "boots AND", "NEAR(boots hall)", "title:boots", "boots*", "^boots", "-boots",
        "boots\0",
    ])
    func aQuestionIsNoQueryLanguage(question: String) throws {
        try add([old, other])
        #expect(try found(question).contains(other))
    }

    @Test func nothingIsNearWhereTheTellingWordsAreMissing() throws {
        try add([old, other])
        let near = try #require(
            try sources.search("When was the lock of the boathouse fitted?", limit: 1, base: nil).first)
        let far = try #require(
            try sources.search("Who invented the lock that opens by radio?", limit: 1, base: nil).first)
        #expect(near.nearness > 12 && far.nearness < 3)
    }

    @Test func onlyWhatChangedIsNewAndTheRestIsRetired() throws {
        let before = try add([old, other]).source
        let change = try add([new, other])
        #expect(change.source.id == before.id && change.added == 1 && change.retired == 1)
        #expect(change.source.passages == 2 && change.source.retired == 1)
        #expect(try found("smith from the village").isEmpty)
        #expect(try found("six numbers") == [new])
        // What is put back stands again.
        let back = try add([old, other])
        #expect(back.added == 1 && back.retired == 1)
        #expect(try found("smith from the village") == [old])
        #expect(try sources.passages(of: back.source).map(\.context.text) == [old, other])
    }

    @Test func theSameTextIsOneSourceWhereverItStands() throws {
        let first = try add([old])
        let again = try add([old], place: "/moved.md")
        #expect(again.source.id == first.source.id && again.added == 0)
        #expect(again.source.place == "/moved.md")
        // A place that now says what another source says has nothing of its own left.
        let second = try add([other], place: "/second.md").source
        try add([old], place: "/second.md")
        let left = try sources.find(String(second.id), base: nil)
        #expect(left.state == .retired && left.passages == 0)
        #expect(try found("boots").isEmpty)
    }

    @Test func aPlaceStaysItsSourcesWhateverItSaysMeanwhile() throws {
        let mail = try add([old], place: "/mail.md", title: "Mail").source
        try sources.trust(mail, as: .untrusted)
        try add([other], place: "/rules.md", title: "Rules")
        // The untrusted place says for a while what another says.
        try add([other], place: "/mail.md", title: "Mail")
        let back = try add([new], place: "/mail.md", title: "Mail").source
        #expect(back.id == mail.id && back.trust == .untrusted)
        #expect(try sources.find("/rules.md", base: nil).passages == 1)
        #expect(try sources.list(base: nil).map(\.place) == ["/mail.md", "/rules.md"])
    }

    @Test func whatSeveralSourcesSayIsNobodysOwn() throws {
        let source = try add([old, other]).source
        try add([other], place: "/two.md", title: "Two")
        try execute(
            "INSERT INTO run (key, created, state, kind, name, inputs) VALUES ('k', 0, 'active', 'train', 'trained', json_array('\(other)'))"
        )
        #expect(try store.forgetting(source).runs.isEmpty)
    }

    @Test func textWithoutSpacesIsFoundInRuns() throws {
        let text = "灯台は橙色に塗られていて霧笛は大きく鳴る。"
        let source = try add([text]).source
        try execute(
            "INSERT INTO run (key, created, state, kind, name, inputs) VALUES ('k', 0, 'active', 'train', 'trained', json_array('\(text)'))"
        )
        #expect(try store.forgetting(source).runs == ["trained"])
    }

    @Test func anAdapterWithoutALinkGoesWithTheSourceOfItsTitle() throws {
        let source = try add([old], title: "Harbour Handbook").source
        let adapter = try home.save(1, in: store)
        let stranger = try home.save(2, title: "Another", in: store)
        #expect(try store.forgetting(source).adapters == [adapter])
        _ = try store.forget(source)
        #expect(try store.list() == [stranger])
    }

    @Test func whatCouldNotBeOverwrittenIsWhenTheStoreIsOpenedNext() throws {
        try add([old])
        try execute("PRAGMA user_version = 1")
        _ = try home.open()
        #expect(try read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 0)
    }

    @Test func standardInputIsKnownByItsTextAlone() throws {
        let one = try add([old], place: "-").source
        let two = try add([other], place: "-").source
        #expect(one.id != two.id)
        #expect(try add([old], place: "-").source.id == one.id)
    }

    @Test func sourcesAreNamedByNumberPlaceOrTitle() throws {
        let one = try add([old]).source
        let two = try add([other], place: "/two.md", title: "Rules").source
        for name in [String(two.id), "/two.md", "two.md", "rules"] {
            #expect(try sources.find(name, base: nil) == two)
        }
        let three = try add([new], place: "/three.md", title: "Rules").source
        let several = try #require(throws: Diagnosis.self) { try sources.find("Rules", base: nil) }
        #expect(
            several.code == .ambiguous
                && several.problem.contains("\(two.id) (/two.md), \(three.id) (/three.md)"))
        #expect(throws: Diagnosis.self) { try sources.find("Nothing", base: nil) }
        #expect(try sources.list(base: nil).map(\.id) == [one.id, two.id, three.id])
    }

    @Test func quarantinedSourcesAreNotFound() throws {
        let source = try add([old]).source
        for trust in Trust.allCases {
            try sources.trust(source, as: trust)
            #expect(try found("boathouse").isEmpty == (trust == .quarantined))
            #expect(try sources.find("Handbook", base: nil).trust == trust)
        }
    }

    @Test func whatAnAdapterWasTaughtIsToldForItsBase() throws {
        let source = try add([old, other]).source
        let adapter = try home.save(1, in: store)
        let passages = try sources.passages(of: source)
        try execute("INSERT INTO passage_adapter VALUES ('\(adapter.hash)', \(passages[0].id))")
        #expect(try sources.find("Handbook", base: nil).learned == 0)
        try execute(
            "INSERT INTO version (id, base_digest, base_name, created, cause) VALUES (7, '\(adapter.baseDigest)', 'b', 0, 'found')"
        )
        try execute("INSERT INTO version_adapter VALUES (7, '\(adapter.hash)', 7)")
        try execute("INSERT INTO active_version VALUES ('\(adapter.baseDigest)', 7)")
        #expect(try sources.find("Handbook", base: TemporaryHome.digest).state == .partly)
        #expect(try sources.find("Handbook", base: nil).learned == 1)
        #expect(try sources.find("Handbook", base: String(repeating: "0", count: 64)).state == .pending)
        #expect(try sources.adapter(of: passages[0], base: TemporaryHome.digest) == adapter)
        #expect(try sources.adapter(of: passages[0], base: String(repeating: "0", count: 64)) == nil)
        #expect(try sources.adapter(of: passages[1], base: nil) == nil)
    }

    @Test func nothingIsLeftOfWhatIsForgotten() throws {
        let source = try add([old, other]).source
        let kept = try add([new], place: "/kept.md", title: "Kept").source
        let adapter = try home.save(1, in: store)
        let stays = try home.save(2, in: store)
        for passage in try sources.passages(of: source) {
            try execute("INSERT INTO passage_adapter VALUES ('\(adapter.hash)', \(passage.id))")
        }
        try execute(
            "INSERT INTO question (passage, topic, question, gold) SELECT id, title, text, '[]' FROM passage WHERE source = \(source.id)"
        )
        try execute(
            "INSERT INTO run (key, created, state, kind, name, inputs) VALUES ('k', 0, 'active', 'train', 'trained', json_array('\(other)'))"
        )
        try execute("INSERT INTO run (key, created, state) VALUES ('l', 0, 'active')")
        try execute(
            "INSERT INTO run_entry (run, key, payload) SELECT id, 'x', json_array('\(old)') FROM run WHERE key = 'l'"
        )
        try execute("INSERT INTO run (key, created, state) VALUES ('m', 0, 'active')")
        #expect(try traces().isSuperset(of: ["boathouse was fitted", "felt slippers"]))

        let planned = try store.forgetting(source)
        #expect(planned.adapters == [adapter] && planned.runs == ["trained"] && planned.unnamedRuns == 1)
        #expect(planned.passages == 2 && planned.questions == 2)
        #expect(try store.forget(source) == planned)

        #expect(try traces().isEmpty)
        #expect(try store.list() == [stays] && home.items() == [stays.hash])
        #expect(try sources.list(base: nil) == [kept])
        #expect(try found("boathouse") == [new] && found("slippers").isEmpty)
        let runs = try read { try String.fetchAll($0, sql: "SELECT key FROM run") }
        #expect(runs == ["m"])
        #expect(try home.open().repairs.isEmpty)
    }

    @Test func aFolderThatWasToBeForgottenGoesWhenTheStoreIsOpenedNext() throws {
        let source = try add([old]).source
        let adapter = try home.save(1, in: store)
        try execute("INSERT INTO passage_adapter SELECT '\(adapter.hash)', id FROM passage")
        let folder = store.folder(of: adapter)
        let copy = folder + "-copy"
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        _ = try store.forget(source)
        // As if the program had ended before the folder went.
        try FileManager.default.moveItem(atPath: copy, toPath: folder)
        #expect(
            try home.open().repairs == [
                "\(home.path)/adapters/\(adapter.hash): removed what was to be forgotten"
            ])
        #expect(try home.items().isEmpty && store.list().isEmpty)
        // What is learned again comes back, and stays.
        try home.save(1, in: store)
        #expect(try home.open().list().map(\.hash) == [adapter.hash])
    }

    @Test func passagesAreNeverRewritten() throws {
        try add([old])
        let error = try #require(throws: DatabaseError.self) { try execute("UPDATE passage SET text = 'x'") }
        #expect(error.resultCode == .SQLITE_CONSTRAINT)
    }

    /// Which of some phrases and words stand in any file of the home.
    private func traces() throws -> Set<String> {
        let marks = ["boathouse was fitted", "smith", "felt slippers", "slippers"]
        let all = FileManager.default.subpaths(atPath: home.path) ?? []
        let bytes = all.compactMap { FileManager.default.contents(atPath: "\(home.path)/\($0)") }
        return Set(marks.filter { mark in bytes.contains { $0.range(of: Data(mark.utf8)) != nil } })
    }

    private func execute(_ sql: String) throws {
        try DatabaseQueue(path: home.path + "/selkie.sqlite").write { try $0.execute(sql: sql) }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: home.path + "/selkie.sqlite").read(body)
    }
}
