import Foundation
import GRDB
import LanguageModel
import Memory
import Testing

/// What a killed program leaves, and several programs at once.
@Suite struct RepairTests {
    @Test func leftoversOfAKilledProgramAreRemoved() throws {
        let home = try TemporaryHome()
        let saved = try home.save(1, in: home.open())
        for name in [".0123456789abcdef.4711-1.partial", ".0123456789abcdef.removed.partial"] {
            let folder = "\(home.path)/adapters/\(name)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try Data("half".utf8).write(to: URL(filePath: folder + "/adapter_model.safetensors"))
        }
        let store = try home.open()
        #expect(store.repairs.count == 2)
        #expect(store.repairs.allSatisfy { $0.hasSuffix(": removed what an interrupted program had left") })
        #expect(try home.items() == [saved.hash])
        #expect(try home.open().repairs.isEmpty)
    }

    @Test func aFolderWithoutARowIsFoundAgain() throws {
        let home = try TemporaryHome()
        let saved = try home.save(1, in: home.open())
        try execute("DELETE FROM adapter", home)
        let store = try home.open()
        #expect(
            store.repairs == ["\(home.path)/adapters/\(saved.hash): found the adapter harbour-handbook again"]
        )
        #expect(try store.list() == [saved])
    }

    @Test func adaptersSurviveTheLossOfTheDatabase() throws {
        let home = try TemporaryHome()
        var saved = [try home.save(1, in: home.open()), try home.save(2, in: home.open())]
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + "/selkie.sqlite" + suffix)
        }
        saved.sort { $0.created > $1.created }
        #expect(try home.open().list() == saved)
    }

    @Test func aRowWithoutAFolderIsDropped() throws {
        let home = try TemporaryHome()
        let saved = try home.save(1, in: home.open())
        try FileManager.default.removeItem(atPath: "\(home.path)/adapters/\(saved.hash)")
        let store = try home.open()
        #expect(
            store.repairs == [
                "\(home.path)/adapters/\(saved.hash): the adapter harbour-handbook is gone with its folder"
            ])
        #expect(try store.list().isEmpty)
    }

    @Test func foldersOfOthersAreReportedAndLeftAlone() throws {
        let home = try TemporaryHome()
        _ = try home.open()
        let stray = home.path + "/adapters/mine"
        try FileManager.default.copyItem(
            atPath: TemporaryHome.golden("lora/llama-all-linear/final"), toPath: stray)
        let store = try home.open()
        #expect(store.repairs == ["\(stray): is no adapter that was saved here; move it away"])
        #expect(try store.list().isEmpty)
        #expect(try home.items() == ["mine"])
    }

    @Test func manyAtOnceLoseNothing() async throws {
        let home = try TemporaryHome()
        let adapters = (1...12).map { home.adapter(seed: UInt64($0)) }
        let (path, description, layers) = (home.path, home.description(), home.configuration.layers)
        // Every task opens the home that none has made yet, with a connection of its own.
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for adapter in adapters {
                group.addTask {
                    try AdapterStore(home: path).save(adapter, description, layers: layers).name
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        let expected = Set(["harbour-handbook"] + (2...12).map { "harbour-handbook-\($0)" })
        #expect(names == expected)
        let store = try home.open()
        #expect(store.repairs.isEmpty)
        #expect(try Set(store.list().map(\.name)) == expected)
        #expect(try home.items().count == 12)
    }

    private func execute(_ sql: String, _ home: TemporaryHome) throws {
        let queue = try DatabaseQueue(path: home.path + "/selkie.sqlite")
        try queue.write { try $0.execute(sql: sql) }
    }
}
