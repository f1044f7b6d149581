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
    /// - Throws: ``StoreError`` with `.notFound`, or `.ambiguous` for digits that several adapters begin with.
    public func find(_ text: String) throws -> AdapterReference {
        let looksLikePath = text.contains("/") || text == "." || text == ".."
        if !looksLikePath, let record = try record(named: text) { return .stored(record) }
        if isFolder(text) { return .folder(text) }
        if FileManager.default.fileExists(atPath: text) {
            throw Self.isFile(text)
        }
        throw StoreError(
            .notFound, file: text,
            problem: looksLikePath
                ? "no adapter folder is there" : "there is no adapter of that name or hash",
            remedy: looksLikePath ? "check the path" : "see 'selkie adapters list'")
    }

    /// What a file is that stands where an adapter's folder should.
    private static func isFile(_ path: String) -> StoreError {
        let name = URL(filePath: path).lastPathComponent
        let folder = URL(filePath: path).deletingLastPathComponent().relativePath
        let (problem, remedy): (String, String) =
            if ["adapter_model.safetensors", "adapters.safetensors", "adapter_config.json"].contains(name) {
                ("is a part of an adapter, which is read from its folder", "name the folder \(folder)")
            } else if let gguf = try? GGUFFile(path: path) {
                (try? gguf.requireModel()) == nil
                    ? (
                        "is a GGUF file that other programs lay over a base; adapters are read from folders in PEFT's format",
                        "name the folder that it was converted from; 'selkie adapters export' writes both"
                    ) : ("is a model and no adapter", "give it to --model, and an adapter's folder here")
            } else {
                (
                    "is a file, and adapters are read from folders in PEFT's or MLX's format",
                    "name the folder that holds adapter_config.json"
                )
            }
        return StoreError(.notFound, file: path, problem: problem, remedy: remedy)
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
            throw StoreError(
                .ambiguous, file: text, problem: "\(hashed.count) adapters have a hash that begins so",
                remedy: "give more digits or the name")
        }
        return hashed.first
    }
}
