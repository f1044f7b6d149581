import Files
import Foundation
import LanguageModel
import Memory
import ModelFormats
import Testing

/// Saving, finding, loading and removing.
@Suite struct AdapterStoreTests {
    @Test func aSavedAdapterComesBackAsItWas() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let saved = try home.save(1, in: store)
        #expect(saved.name == "harbour-handbook")
        #expect(saved.rank == 4 && saved.alpha == 8 && saved.projections == [.query, .value])
        #expect(saved.questions == 12 && saved.scoreBefore == 0.25 && saved.scoreAfter == 0.75)
        #expect(saved.style == "implications" && saved.sources == ["Harbour Handbook"] && saved.bytes > 1000)
        let again = try home.open()
        #expect(again.repairs.isEmpty)
        #expect(try again.list() == [saved])
        let loaded = try again.load(
            .stored(saved), for: home.configuration, baseDigest: TemporaryHome.digest)
        #expect(loaded.warning == nil)
        for (mine, theirs) in zip(loaded.adapter.factors(), home.adapter(seed: 1).factors()) {
            #expect(mine == theirs)
        }
    }

    @Test func lookingLeavesNoTrace() throws {
        let home = try TemporaryHome()
        let nothing = try AdapterStore(lookingInto: home.path)
        #expect(try nothing.list().isEmpty && RunStore(nothing).experiments().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: home.path))
        let saved = try home.save(1, in: home.open())
        #expect(try AdapterStore(lookingInto: home.path).list() == [saved])
    }

    @Test func theFolderAloneTellsItsBase() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let saved = try home.save(1, in: store)
        let folder = try AdapterFolder(path: store.folder(of: saved))
        #expect(folder.provenance?["base_digest"]?.string == TemporaryHome.digest)
        #expect(folder.provenance?["name"]?.string == "harbour-handbook")
    }

    @Test func namesAreUniqueWhateverTheCase() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let names = try [(1, "Harbour Handbook"), (2, "HARBOUR: handbook!"), (3, "harbour-handbook")].map {
            try home.save($0.0, title: $0.1, in: store).name
        }
        #expect(names == ["harbour-handbook", "harbour-handbook-2", "harbour-handbook-3"])
        #expect(try store.list().map(\.name) == names.reversed())
    }

    @Test(arguments: [
        ("", "adapter"), ("***", "adapter"), ("Größe & Maß", "größe-maß"), ("港の手引き", "港の手引き"),
        (String(repeating: "x", count: 99), String(repeating: "x", count: 48)),
        ("one two " + String(repeating: "y", count: 48), "one-two"),
        // The database counts code points, of which these characters have two.
        (String(repeating: "की", count: 40), String(repeating: "की", count: 24)),
    ])
    func namesComeFromTitles(title: String, name: String) {
        #expect(AdapterName.made(from: title) == name)
    }

    /// A name of the longest kind gets its number, and its folder is found again when the database is lost.
    @Test func longNamesOfSeveralCodePointsACharacterAreKept() throws {
        let home = try TemporaryHome()
        let title = String(repeating: "की", count: 40)
        let names = try {
            let store = try home.open()
            return try [1, 2].map { try home.save($0, title: title, in: store).name }
        }()
        #expect(names[1] == names[0] + "-2")
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + "/selkie.sqlite" + suffix)
        }
        #expect(try home.open().list().count == 2)
    }

    @Test func theSameAdapterIsKeptOnceAndBecomesTheNewest() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let first = try home.save(1, in: store)
        let second = try home.save(2, title: "Other", in: store)
        #expect(try store.newest(for: TemporaryHome.digest) == second)
        let again = try store.save(
            home.adapter(seed: 1), home.description("Third title"), layers: 3,
            date: Date(timeIntervalSince1970: 2_000_000))
        #expect(again.hash == first.hash && again.name == first.name)
        #expect(again.sources == ["Third title"])
        #expect(try store.list().count == 2)
        #expect(try store.newest(for: TemporaryHome.digest) == again)
        #expect(try store.newest(for: String(repeating: "0", count: 64)) == nil)
        // The folder tells the same when the database is lost.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: store.home + "/selkie.sqlite" + suffix)
        }
        let repaired = try #require(try home.open().newest(for: TemporaryHome.digest))
        #expect(repaired.hash == again.hash && repaired.created == again.created)
        #expect(repaired.name == first.name)
    }

    @Test func adaptersAreFoundByNameHashAndPath() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let saved = try home.save(1, in: store)
        #expect(try store.find("HARBOUR-handbook") == .stored(saved))
        #expect(try store.find(String(saved.hash.prefix(6))) == .stored(saved))
        let path = TemporaryHome.golden("lora/llama-all-linear/final")
        #expect(try store.find(path) == .folder(path))
        // A folder of the store is the adapter that it knows, and a copy says what it was learned from.
        #expect(try store.find(store.folder(of: saved)) == .stored(saved))
        let copy = home.path + "/copy"
        try store.exportFolder(.stored(saved), to: copy)
        #expect(try store.find(copy) == .folder(copy))
        #expect(try store.sources(of: .folder(copy)) == saved.sources)
        #expect(try store.sources(of: .folder(path)).isEmpty)
        let error = try #require(throws: Diagnosis.self) { try store.find("nothing") }
        #expect(
            error.description
                == "nothing: there is no adapter of that name or hash; check the name")
        #expect(throws: Diagnosis.self) { try store.find("/no/such/folder") }
        // Three digits are too few to be meant as a hash.
        #expect(throws: Diagnosis.self) { try store.find(String(saved.hash.prefix(3))) }
    }

    @Test func anAdapterOfAnotherBaseIsRefused() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let saved = try home.save(1, in: store)
        let other = String(repeating: "cd", count: 32)
        for reference in [AdapterReference.stored(saved), .folder(store.folder(of: saved))] {
            let error = try #require(throws: Diagnosis.self) {
                try store.load(reference, for: home.configuration, baseDigest: other)
            }
            #expect(error.code == .otherBase)
            #expect(
                error.description.hasSuffix(
                    "the adapter belongs to the base abababababab…, this one is cdcdcdcdcdcd…; "
                        + "use the model tiny llama"))
        }
    }

    @Test func aForeignFolderIsTakenByItsShapesWithAWarning() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let path = TemporaryHome.golden("lora/llama-all-linear/final")
        let loaded = try store.load(
            .folder(path), for: home.configuration, baseDigest: TemporaryHome.digest)
        #expect(try #require(loaded.warning).hasPrefix(path))
        let gemma = try TemporaryHome(base: "gemma3").configuration
        let error = try #require(throws: Diagnosis.self) {
            try store.load(.folder(path), for: gemma, baseDigest: TemporaryHome.digest)
        }
        #expect(error.code == .wrongShape)
    }

    @Test func removingTakesRowAndFolder() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let first = try home.save(1, in: store)
        let second = try home.save(2, in: store)
        try store.remove(first)
        #expect(try store.list() == [second])
        #expect(try home.items() == [second.hash])
        // Its name is free again.
        #expect(try home.save(3, in: store).name == "harbour-handbook")
    }

    @Test func exportedFoldersAndFilesAreWhole() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let saved = try home.save(1, in: store)
        let copy = home.path + "/copy"
        try store.exportFolder(.stored(saved), to: copy)
        #expect(try AdapterFolder(path: copy).modules.count == 6)
        var error = try #require(throws: Diagnosis.self) {
            try store.exportFolder(.stored(saved), to: copy)
        }
        #expect(error.code == .alreadyExists)
        let file = home.path + "/adapter.gguf"
        try store.exportGGUF(.stored(saved), for: home.configuration, to: file)
        #expect(try GGUFFile(path: file).metadata.string("general.name") == "harbour-handbook")
        error = try #require(throws: Diagnosis.self) {
            try store.exportGGUF(.stored(saved), for: home.configuration, to: file)
        }
        #expect(error.code == .alreadyExists)
    }
}
