import Files
import Foundation
import GRDB
import ModelFormats

/// An adapter that was named: one of the store's, or a folder anywhere.
public enum AdapterReference: Sendable, Equatable {
    /// One of the store's.
    case stored(AdapterRecord)
    /// A folder in PEFT's or MLX's layout at this path.
    case folder(String)
}

extension AdapterStore {
    /// Finds an adapter by its name, by the first four or more digits of its hash, or by the path of a folder.
    ///
    /// - Throws: `Diagnosis` with `.notFound`, or `.ambiguous` for digits that several adapters begin with.
    public func find(_ text: String) throws -> AdapterReference {
        let looksLikePath = text.contains("/") || text == "." || text == ".."
        if !looksLikePath, let record = try record(named: text) { return .stored(record) }
        if isFolder(text) { return try record(at: text).map(AdapterReference.stored) ?? .folder(text) }
        if FileManager.default.fileExists(atPath: text) {
            throw WeightsKind(path: text).refusal(.notFound, as: .adapter, path: text)
        }
        throw Diagnosis(
            .notFound, file: text,
            problem: looksLikePath
                ? "no adapter folder is there" : "there is no adapter of that name or hash",
            remedy: looksLikePath ? "check the path" : "check the name",
            step: looksLikePath ? nil : .listAdapters)
    }

    /// What an adapter was learned from, as far as it says: the store's adapters do, and folders that were exported.
    ///
    /// - Throws: `Diagnosis` for a folder that is no adapter.
    public func sources(of reference: AdapterReference) throws -> [String] {
        switch reference {
        case .stored(let record): record.sources
        case .folder(let path):
            try AdapterFolder(path: path).provenance?.object["sources"]?.array?.compactMap(\.string) ?? []
        }
    }

    /// The adapter of the store that a folder belongs to.
    private func record(at path: String) throws -> AdapterRecord? {
        let folder = URL(filePath: path).resolvingSymlinksInPath()
        let own = URL(filePath: "\(home)/adapters").resolvingSymlinksInPath()
        guard folder.deletingLastPathComponent().path == own.path else { return nil }
        return try database.read { database in
            try AdapterRecord.all(database, where: "hash = ?", [folder.lastPathComponent]).first
        }
    }

    private func record(named text: String) throws -> AdapterRecord? {
        let (named, hashed) = try database.read { database in
            let named = try AdapterRecord.all(database, where: "name = ?", [text]).first
            let digits = text.lowercased()
            guard named == nil, (4...16).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
            else { return (named, [AdapterRecord]()) }
            return (
                nil, try AdapterRecord.all(database, where: "substr(hash, 1, ?) = ?", [digits.count, digits])
            )
        }
        if let named { return named }
        guard hashed.count < 2 else {
            throw Diagnosis(
                .ambiguous, file: text, problem: "\(hashed.count) adapters have a hash that begins so",
                remedy: "give more digits or the name")
        }
        return hashed.first
    }
}
