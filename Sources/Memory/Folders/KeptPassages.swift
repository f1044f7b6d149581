import Files
import Foundation
public import LanguageModel
import ModelFormats
public import SelfAdaptation

/// Adapters that learned passages, in a folder: what a reader's training that was interrupted need not do again.
public struct KeptPassages: ReaderJournal {
    private let folder: String

    /// What a folder has; it is made when there is something to keep.
    public init(_ folder: String) { self.folder = folder }

    /// Removes the folder, when nothing of it is needed any more.
    public func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// The adapter that learned a passage, if it is there, whole and of a shape.
    public func passage(
        _ passage: Int, like initial: Adapter, for configuration: ModelConfiguration
    ) -> Adapter? {
        guard let files = try? AdapterFolder(path: path(passage)),
            let adapter = try? Adapter(files, for: configuration), adapter.layout == initial.layout
        else { return nil }
        return adapter
    }

    /// Keeps the adapter that learned a passage.
    ///
    /// - Throws: `Diagnosis` when it can't be written.
    public func keep(_ adapter: Adapter, passage: Int, layers: Int) throws {
        try makeHomeFolders(folder)
        try adapter.save(
            to: path(passage), base: "", layers: layers, notes: "Kept for a training that goes on.",
            provenance: JSONObject())
    }

    private func path(_ passage: Int) -> String { "\(folder)/passage-\(passage)" }
}
