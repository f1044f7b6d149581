import Files
import Foundation
import LanguageModel
import Memory
import ModelFormats

/// The readers that come with the program, one for each base that has one.
///
/// They lie in a folder of their own, each with the licence of what it learned from and the command that made it.
package struct ShippedReaders {
    /// Where those are that come with this program: beside it.
    ///
    /// A program that was copied away without them has none.
    package static var folder: String? {
        let beside = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = beside?.appending(path: "selkie_Workbench.resources/Readers").path(percentEncoded: false)
        return folder.flatMap { isFolder($0) ? $0 : nil }
    }

    private let folder: String?

    /// Those of a folder; none without one.
    package init(folder: String?) { self.folder = folder }

    /// The folder of the reader of a base, by its digest; none where it has none.
    package func path(base: String) -> String? {
        guard let folder else { return nil }
        return entries(of: folder).sorted().map { "\(folder)/\($0)" }.first { path in
            (try? AdapterFolder(path: path))?.provenance?.object["base_digest"]?.string == base
        }
    }
}

/// Who reads what is in view.
package enum ReaderChoice: Codable, Sendable, Equatable {
    /// The one that comes with the program for the model, where there is one.
    case shipped
    /// The bare model.
    case none
    /// An adapter of this name or hash.
    case named(String)

    /// What a person names: `none`, `shipped`, or an adapter.
    package init(_ text: String) {
        self =
            switch text {
            case "none": .none
            case "shipped": .shipped
            default: .named(text)
            }
    }
}

extension Workbench {
    /// The reader that a choice means for a model; none where the bare model reads.
    ///
    /// - Throws: `Diagnosis` for an adapter that is no reader, or of another base.
    func reader(_ choice: ReaderChoice, of store: AdapterStore, for model: LanguageModel) throws
        -> ChosenAdapter?
    {
        switch choice {
        case .none: return nil
        case .named(let name):
            let record = try store.reader(named: name)
            return ChosenAdapter(
                adapter: try adapter(.stored(record), of: store, for: model), hash: record.hash)
        case .shipped:
            guard
                let path = ShippedReaders(folder: ShippedReaders.folder).path(
                    base: try digest(of: model, store))
            else {
                return nil
            }
            func load() throws -> ChosenAdapter {
                let adapter = try adapter(.folder(path), of: store, for: model)
                return ChosenAdapter(adapter: adapter, hash: AdapterStore.hash(of: adapter))
            }
            return try resident?.adapters.adapter(path, load: load) ?? load()
        }
    }
}
