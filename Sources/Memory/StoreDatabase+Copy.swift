import Files
import Foundation
import GRDB

extension StoreDatabase {
    /// What the database file at `path` holds, in memory, where SQLite can't open it because nothing can be written beside
    /// it: in a folder that may only be read, or on a full disk.
    ///
    /// It is read through a copy, for which the system's memory is tried before the disk.
    ///
    /// - Throws: `DatabaseError` or an error of Foundation.
    static func copy(of path: String) throws -> DatabaseQueue {
        var failure: any Error = CocoaError(.fileReadNoSuchFile)
        for place in ["/dev/shm", FileManager.default.temporaryDirectory.path(percentEncoded: false)] {
            do { return try copy(of: path, through: place) } catch { failure = error }
        }
        throw failure
    }

    private static func copy(of path: String, through place: String) throws -> DatabaseQueue {
        let folder = "\(place)/selkie-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The log holds what was not brought into the file when the last process ended.
        for suffix in ["", "-wal"] where isFile(path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: "\(folder)/copy\(suffix)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: "\(folder)/copy\(suffix)")
        }
        let memory = try DatabaseQueue()
        try DatabaseQueue(path: folder + "/copy").backup(to: memory)
        return memory
    }
}
