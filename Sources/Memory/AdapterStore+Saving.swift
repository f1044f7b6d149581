import Files
public import Foundation
import GRDB
public import LanguageModel
import ModelFormats

extension AdapterStore {
    /// Saves an adapter: its folder whole or not at all, then its row.
    ///
    /// Saving the same adapter again keeps its name and folder, and makes it the newest.
    ///
    /// - Parameters:
    ///   - adapter: The adapter.
    ///   - description: What to note of it.
    ///   - layers: Number of layers of its base.
    ///   - date: When it was made.
    /// - Returns: What the store now knows of it, its name and hash among it.
    /// - Throws: `Diagnosis` when it cannot be written; nothing is left behind.
    public func save(
        _ adapter: Adapter, _ description: AdapterDescription, layers: Int, date: Date = Date()
    ) throws -> AdapterRecord {
        let hash = AdapterHash.of(adapter, baseDigest: description.base.digest)
        let path = folder(hash: hash)
        let isNew = !isFolder(path)
        do {
            return try database.write { database in
                let name =
                    try AdapterRecord.all(database, where: "hash = ?", [hash]).first?.name
                    ?? Self.unusedName(AdapterName.made(from: description.title), database)
                var record = AdapterRecord(adapter, description, hash: hash, name: name, date: date)
                if isFolder(path) {
                    // The folder must tell what the database does: it is all that is left when that is lost.
                    try PEFTAdapterWriter.writeProvenance(record.provenance, to: path, in: files)
                } else {
                    try adapter.save(
                        to: path, base: description.base.name, layers: layers, notes: record.summary,
                        provenance: record.provenance, in: files)
                }
                // Who learns it again wants it back.
                try database.execute(sql: "DELETE FROM tombstone WHERE hash = ?", arguments: [hash])
                record.bytes = FolderRepair.byteCount(of: path)
                try record.upsert(database)
                return try AdapterRecord.all(database, where: "hash = ?", [hash]).first ?? record
            }
        } catch {
            // The row was undone; a folder without one would be found again as an adapter.
            if isNew { files.removeFolder(path) }
            throw error
        }
    }

    static func unusedName(_ name: String, _ database: Database) throws -> String {
        try AdapterName.unused(name) { candidate in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM adapter WHERE name = ?)", arguments: [candidate])
                ?? false
        }
    }

    /// Removes an adapter with its folder; versions that have it can't answer any longer.
    ///
    /// - Throws: `Diagnosis` when it cannot be removed.
    public func remove(_ record: AdapterRecord, date: Date = Date()) throws {
        do {
            try removeRowAndFolder(record, date)
        } catch let error as Diagnosis where error.code == .diskFull {
            // A row needs room to be removed, too: the folder makes some, and a row without a folder goes when the store is
            // opened.
            files.removeFolder(folder(of: record))
            guard !isFolder(folder(of: record)) else { throw error }
            _ = try AdapterStore(home: home, files: files)
        }
    }

    private func removeRowAndFolder(_ record: AdapterRecord, _ date: Date) throws {
        let path = folder(of: record)
        // Renamed first: a folder under its own name would be found again should the program end here.
        let doomed = "\(home)/adapters/.\(record.hash).removed.partial"
        try database.write { database in
            try VersionChange(database: database, date: date).retire([record.hash], because: .removed)
            try database.execute(sql: "DELETE FROM adapter WHERE hash = ?", arguments: [record.hash])
            files.removeFolder(doomed)
            let renamed = isFolder(path) ? files.rename(path, to: doomed) : 0
            guard renamed >= 0 else { throw Diagnosis.writing(path, errno: -renamed) }
        }
        files.removeFolder(doomed)
    }
}

extension AdapterRecord {
    init(_ adapter: Adapter, _ description: AdapterDescription, hash: String, name: String, date: Date) {
        let modules = adapter.layout.modules
        let strongest = modules.max { $0.rank < $1.rank }
        let rank = strongest?.rank ?? 1
        self.init(
            hash: hash, name: name, created: Date(milliseconds: date.milliseconds),
            baseDigest: description.base.digest, baseName: description.base.name, rank: rank,
            alpha: Double(strongest?.scale ?? 0) * Double(rank),
            projections: Projection.allCases.filter { projection in
                modules.contains { $0.projection == projection }
            }, sources: description.sources, style: description.style, scoreBefore: description.scoreBefore,
            scoreAfter: description.scoreAfter, questions: description.questions, bytes: 0,
            role: description.role)
    }

    /// Sentences for the README of the adapter's folder.
    var summary: String {
        var sentences = sources.isEmpty ? [] : ["Learned from: \(sources.joined(separator: ", "))."]
        if let reader { sentences.append("Built with the reader \(reader), in the highest ranks.") }
        if let scoreBefore, let scoreAfter {
            sentences.append("Score on \(questions) questions: \(scoreBefore) before, \(scoreAfter) after.")
        }
        return sentences.joined(separator: "\n\n")
    }
}

extension AdapterStore {
    /// The digest that tells adapters apart, whatever their base: 16 hexadecimal digits.
    public static func hash(of adapter: Adapter) -> String { AdapterHash.of(adapter, baseDigest: "") }
}

/// The identity of an adapter by its content.
enum AdapterHash {
    /// First 16 hexadecimal digits of the SHA-256 over the base's digest and, module by module, its place, rank,
    /// scale and factors.
    static func of(_ adapter: Adapter, baseDigest: String) -> String {
        var hash = SHA256()
        hash.update("selkie adapter 1\n\(baseDigest)\n".utf8)
        for (module, a, b) in adapter.factors() {
            let head =
                "\(module.layer) \(module.projection.rawValue) \(module.rank) \(module.scale.bitPattern)\n"
            hash.update(head.utf8)
            for values in [a, b] { values.withUnsafeBytes { hash.update($0) } }
        }
        return String(hash.hexadecimal().prefix(16))
    }
}
