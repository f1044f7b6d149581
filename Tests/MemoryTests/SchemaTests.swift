import Files
import Foundation
import GRDB
import Memory
import Testing

/// The shape of the database, what it refuses, and how its failures are told.
@Suite struct SchemaTests {
    @Test func releasedMigrationsAreNeverEdited() {
        let pinned = [
            "1-adapters": "dfeb213e29ac1a8addb1e31869b0c0e76f6cd8d323af85460819803a4a294b48",
            "2-runs": "2f42bff0ed3ba600ca28895e656e06e8e78914e63da211c3bba973d664f31735",
            "3-experiments": "e6298844b191f53bbb141f6371edcc84a782dcfda90b7190c7ba0e407abbb08f",
            "4-entries": "79c54e8f88f3e49256b66aa0217c7580ab6f706a0d95966ff37b21be35c806d0",
            "5-learned": "a987f22e043e1223d6ae2405928fe87a5e8cca12549a65d5f0aaf11545bfd358",
            "6-readers": "25799d6b0ffb909ccfef713d538d37ce0d7cd0c74f0b3c525d2cdf47d8bf420a",
            "7-stacked": "70d0b5fb61c0798da88f382c4689dabf026b341c2a029f828c80dfd14b1c66d7",
            "10-interactions": "477bea98aa643c79e1890d7fa2cbc902b0521cf2ce67fbdb42f44724f708e777",
            "9-versions": "05877aa1677615d71672d43053d6d0110800bcc1f9d8649f69e87c8300c00843",
            "8-memory": "4b64c855a846c99925cb5bc8d2e7eb5426c6aa01b49a241362437bb79896a540",
        ]
        let order = { (name: String) in Int(name.prefix { $0 != "-" }) ?? 0 }
        #expect(Migration.all.map(\.name) == pinned.keys.sorted { order($0) < order($1) })
        for migration in Migration.all { #expect(migration.digest == pinned[migration.name]) }
    }

    @Test(arguments: [
        "INSERT INTO adapter SELECT 'XYZ', 'n', 0, base_digest, '', 1, 1, '[]', '[]', NULL, NULL, NULL, 0, 1, 'policy', NULL FROM adapter",
        "UPDATE adapter SET rank = 0", "UPDATE adapter SET name = ''",
        "UPDATE adapter SET sources = 'no list'",
        "UPDATE adapter SET base_digest = 'short'", "UPDATE adapter SET questions = -1",
        "UPDATE adapter SET bytes = NULL", "UPDATE adapter SET created = 'yesterday'",
        "INSERT INTO run (key, created, state) VALUES ('k', 0, 'sleeping')",
        "INSERT INTO run_entry (run, key, payload) VALUES (99, 'k', '{}')",
        "UPDATE adapter SET role = 'unknown'", "UPDATE adapter SET reader = 'short'",
        "INSERT INTO run (key, created, state, kind) VALUES ('k', 0, 'active', 'unknown')",
    ])
    func nonsenseIsRefused(sql: String) throws {
        let home = try TemporaryHome()
        try home.save(1, in: home.open())
        let queue = try DatabaseQueue(path: home.path + "/selkie.sqlite")
        let error = try #require(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        #expect(error.resultCode == .SQLITE_CONSTRAINT)
    }

    @Test func aNewerDatabaseIsRefused() throws {
        let home = try TemporaryHome()
        _ = try home.open()
        try DatabaseQueue(path: home.path + "/selkie.sqlite").write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99-future')")
        }
        let error = try #require(throws: Diagnosis.self) { try home.open() }
        #expect(
            error.description
                == "\(home.path)/selkie.sqlite: was written by a newer version of this program; "
                + "update this program, or choose another home folder")
    }

    @Test func aDamagedDatabaseIsRefused() throws {
        let home = try TemporaryHome()
        _ = try home.open()
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + "/selkie.sqlite" + suffix)
        }
        try Data(repeating: 7, count: 8192).write(to: URL(filePath: home.path + "/selkie.sqlite"))
        let error = try #require(throws: Diagnosis.self) { try home.open() }
        #expect(error.code == .damaged)
        #expect(
            error.description
                == "\(home.path)/selkie.sqlite: is damaged or no database of this program; "
                + "move it away; adapters are found again from their folders")
    }

    @Test func anotherProgramsDatabaseIsRefusedAndLeftAsItWas() throws {
        let home = try TemporaryHome()
        let path = home.path + "/selkie.sqlite"
        try FileManager.default.createDirectory(atPath: home.path, withIntermediateDirectories: true)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE adapter (x)") }
        let before = try Data(contentsOf: URL(filePath: path))
        for open in [{ try home.open() }, { try AdapterStore(lookingInto: home.path) }] {
            let error = try #require(throws: Diagnosis.self) { _ = try open() }
            #expect(error.problem == "is a database of another program" && error.code.category == .badData)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func aDatabaseBesideWhichNothingCanBeWrittenIsStillRead() throws {
        let home = try TemporaryHome()
        let saved = try home.save(1, in: home.open())
        // SQLite can't make its log where a folder is, as in a home that may only be read.
        try FileManager.default.createDirectory(
            atPath: home.path + "/selkie.sqlite-wal", withIntermediateDirectories: false)
        #expect(throws: Diagnosis.self) { try home.open() }
        let store = try AdapterStore(lookingInto: home.path)
        #expect(try store.list() == [saved])
        #expect(store.refusal?.code == .cannotOpen)
        _ = try store.load(.stored(saved), for: home.configuration, baseDigest: saved.baseDigest)
        #expect(throws: Diagnosis.self) { try home.save(2, in: store) }
        #expect(throws: Diagnosis.self) { try store.remove(saved) }
        #expect(try home.items() == [saved.hash])
    }

    @Test func aHomeThatCannotBeMadeIsRefused() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "selkie-file-\(UUID().uuidString)")
        try Data("a file".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false) + "/home"
        let error = try #require(throws: Diagnosis.self) { try AdapterStore(home: path) }
        #expect(
            error.description
                == "\(path.dropLast(5)): exists already; choose another home folder")
    }

    @Test(arguments: [
        (ResultCode.SQLITE_READONLY, Diagnosis.Code.readOnly, "may not be written"),
        (.SQLITE_FULL, .diskFull, "no space left to write it"),
        (.SQLITE_BUSY, .busy, "another program holds it"),
        (.SQLITE_NOTADB, .damaged, "is damaged or no database of this program"),
        (.SQLITE_CANTOPEN, .cannotOpen, "cannot be opened or made"),
        (.SQLITE_TOOBIG, .databaseFailed, "the database says: too much"),
    ])
    func failuresOfTheDatabaseAreOneLine(result: ResultCode, code: Diagnosis.Code, problem: String) {
        let error = Diagnosis(
            DatabaseError(resultCode: result, message: "too much"), path: "/h/selkie.sqlite")
        #expect(error.code == code)
        #expect(error.description.hasPrefix("/h/selkie.sqlite: \(problem); "))
        #expect(!error.description.contains("\n"))
    }
}
