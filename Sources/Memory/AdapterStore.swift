public import Files
import Foundation
import GRDB
import ModelFormats

/// The adapters of one home folder: `adapters/HASH/` in PEFT's layout, and `selkie.sqlite` that knows their names.
///
/// A folder alone tells everything that the database knows of it, so the database can be lost. What is written
/// is written while the database's write lock is held: first the folder, whole or not at all, then its row. What
/// a killed program leaves between the two is put right when the store is opened next, and ``repairs`` says so.
public final class AdapterStore: Sendable {
    /// The home folder.
    public let home: String
    /// What was found wrong when the store was opened, one sentence each; empty when all was well.
    public let repairs: [String]
    let database: StoreDatabase
    let files: FileSystem

    /// Opens the store of a home folder, making both when they are not there.
    ///
    /// - Parameters:
    ///   - home: The folder.
    ///   - files: How its files are written.
    /// - Throws: `Diagnosis` that says why the folder or its database cannot be used.
    public convenience init(home: String, files: FileSystem = .system) throws {
        try makeHomeFolders(home + "/adapters")
        try self.init(home: home, files: files) { try StoreDatabase(path: $0) }
    }

    private init(
        home: String, files: FileSystem, open: (_ path: String) throws -> StoreDatabase
    ) throws {
        self.home = home
        self.files = files
        // SQLite's own locks do not cover the switch to the write-ahead log and the check which steps are missing.
        let lock = FileLock.wait(home + "/.selkie.lock")
        defer { withExtendedLifetime(lock) {} }
        database = try open(home + "/selkie.sqlite")
        guard database.refusal == nil else {
            repairs = []
            return
        }
        repairs = try database.write {
            try FolderRepair(folder: home + "/adapters", database: $0, files: files, date: Date()).run()
        }
        // What is left to overwrite since something was forgotten; it stays due until it succeeds.
        try? database.shrink()
    }

    /// Opens the store of a home folder to see what is in it, also where it may only be read or the disk is full; where
    /// there is none, an empty one that leaves no trace.
    ///
    /// - Throws: `Diagnosis` that says why the folder or its database cannot be used.
    public convenience init(lookingInto home: String, files: FileSystem = .system) throws {
        guard mayRead(home) else {
            throw Diagnosis(
                .unreadable, file: home, problem: "the home folder may not be read",
                remedy: "check its permissions, or choose another home folder", step: .chooseHome)
        }
        if isFile(home + "/selkie.sqlite") {
            try self.init(home: home, files: files) { try StoreDatabase(lookingInto: $0) }
        } else if isFolder(home + "/adapters") {
            try self.init(home: home, files: files)
        } else {
            try self.init(nothingIn: home)
        }
    }

    /// Why nothing can be written; nil where it can.
    public var refusal: Diagnosis? { database.refusal }

    private init(nothingIn home: String) throws {
        self.home = home
        files = .system
        repairs = []
        database = try StoreDatabase(passingAt: home + "/selkie.sqlite")
    }

    /// Adapters, the newest first.
    ///
    /// - Throws: `Diagnosis`.
    public func list() throws -> [AdapterRecord] {
        try database.read { try AdapterRecord.all($0) }
    }

    /// The newest adapter of a base that knows something, or nil when it has none.
    ///
    /// - Throws: `Diagnosis`.
    public func newest(for baseDigest: String) throws -> AdapterRecord? {
        try database.read {
            try AdapterRecord.all($0, where: "base_digest = ? AND role = 'knowledge'", [baseDigest]).first
        }
    }

    /// The folder of an adapter.
    public func folder(of record: AdapterRecord) -> String { folder(hash: record.hash) }

    func folder(hash: String) -> String { "\(home)/adapters/\(hash)" }
}
