import Files
import Foundation
import GRDB
import LanguageModel
import ModelFormats

/// Puts right what a program that was killed left between a folder and its row.
///
/// It runs inside a write transaction, while nobody else can save.
struct FolderRepair {
    let folder: String
    let database: Database
    let files: FileSystem
    let date: Date

    /// Removes leftovers and what was forgotten, notes folders that have no row, drops rows that have no folder.
    ///
    /// - Returns: One sentence for each thing done, or found and left alone.
    /// - Throws: `DatabaseError` or `Diagnosis`.
    func run() throws -> [String] {
        var sentences: [String] = []
        let records = try AdapterRecord.all(database)
        for leftover in files.removeLeftovers(in: folder) {
            sentences.append("\(folder)/\(leftover): removed what an interrupted program had left")
        }
        let forgotten = try String.fetchSet(database, sql: "SELECT hash FROM tombstone")
        for item in entries(of: folder) where forgotten.contains(item) {
            files.removeFolder("\(folder)/\(item)")
            sentences.append("\(folder)/\(item): removed what was to be forgotten")
        }
        let items = entries(of: folder).sorted().filter { !$0.hasPrefix(".") && !forgotten.contains($0) }
        for item in items {
            let path = "\(folder)/\(item)"
            if !records.contains(where: { $0.hash == item }), isFolder(path) {
                sentences.append(try adopt(path, hash: item))
            }
        }
        let lost = records.filter { !items.contains($0.hash) }
        try VersionChange(database: database, date: date).retire(lost.map(\.hash), because: .removed)
        for record in lost {
            try database.execute(sql: "DELETE FROM adapter WHERE hash = ?", arguments: [record.hash])
            sentences.append("\(folder)/\(record.hash): the adapter \(record.name) is gone with its folder")
        }
        return sentences
    }

    /// Gives a folder its row when it is an adapter of this program.
    private func adopt(_ path: String, hash: String) throws -> String {
        let isHash = hash.utf8.count == 16 && hash.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        guard isHash, let opened = try? AdapterFolder(path: path), let members = opened.provenance?.object,
            var record = AdapterRecord(members, hash: hash, bytes: Self.byteCount(of: path))
        else { return "\(path): is no adapter that was saved here; move it away" }
        record.name = try AdapterStore.unusedName(record.name, database)
        try record.upsert(database)
        return "\(path): found the adapter \(record.name) again"
    }

    /// Bytes of the files in a folder.
    static func byteCount(of path: String) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }
}
