import Files
import LanguageModel
package import Memory
import ModelFormats

/// An adapter of another program, as it stands in its folder.
package struct ForeignAdapter: Codable, Sendable {
    /// What its folder calls its base.
    package let base: String
    /// Its rank.
    package let rank: Int
    /// Its alpha.
    package let alpha: Double
    /// How many modules it adapts.
    package let modules: Int
    /// Where it is.
    package let folder: String
}

/// An adapter that was asked for.
package enum ShownAdapter {
    /// One that was learned here.
    case kept(AdapterRecord, folder: String)
    /// One of another program.
    case foreign(ForeignAdapter)
}

extension Workbench {
    /// The adapters that were learned, the newest first, with their folders.
    ///
    /// - Throws: `Diagnosis` when the home cannot be opened.
    package func listAdapters() throws -> [(record: AdapterRecord, folder: String)] {
        let store = try store()
        return try store.list().map { ($0, store.folder(of: $0)) }
    }

    /// What is known of the adapter of a name, hash or path.
    ///
    /// - Throws: `Diagnosis` when there is none.
    package func showAdapter(_ name: String) throws -> ShownAdapter {
        let store = try store()
        switch try store.find(name) {
        case .stored(let record): return .kept(record, folder: store.folder(of: record))
        case .folder(let path):
            let folder = try AdapterFolder(path: path)
            return .foreign(
                ForeignAdapter(
                    base: folder.config.baseModelHint ?? "", rank: folder.config.rank,
                    alpha: folder.config.alpha, modules: folder.modules.count, folder: folder.path))
        }
    }

    /// Removes adapters by name or hash, all or none of them, when `confirms`, told their names, says so.
    ///
    /// - Returns: The names of those that were removed; nil where that was not confirmed.
    /// - Throws: `Diagnosis` when one of them is not there or is no adapter of the home.
    package func removeAdapters(_ names: [String], confirms: ([String]) -> Bool) throws -> [String]? {
        let store = try store()
        // All are found before the first is removed, so that a slip of the pen removes none.
        var records: [AdapterRecord] = []
        for name in names {
            guard case .stored(let record) = try store.find(name) else {
                throw Diagnosis(
                    file: name, problem: "is a folder, not an adapter of the store",
                    remedy: "remove the folder itself")
            }
            if !records.contains(record) { records.append(record) }
        }
        guard confirms(records.map(\.name)) else { return nil }
        for record in records { try store.remove(record) }
        return records.map(\.name)
    }
}
