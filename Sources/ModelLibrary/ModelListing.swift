import Files
import Foundation

/// What `selkie models` shows: the catalogue and whatever else lies in the models' folder.
package struct ModelListing: Sendable {
    /// How a model stands.
    package enum State: String, Sendable {
        /// In the catalogue and not on this machine.
        case notInstalled = "not installed"
        /// In the catalogue, and fetched in part: the next pull goes on with it.
        case begun = "pulled in part"
        /// On this machine; its digest was right and it was not changed since.
        case verified
        /// On this machine and not verified since it was last changed.
        case unverified
        /// On this machine with another size than the catalogue says.
        case damaged
        /// Put there by the user; the catalogue knows nothing of it.
        case own
    }

    /// One line of the list.
    package struct Model: Sendable, Equatable {
        /// The short name, or the file's or folder's own.
        package var name: String
        /// Where it is, or would be.
        package var path: String
        /// Its size: the present one when it is there, else the one to be pulled; 0 for a folder.
        package var bytes: Int
        /// How it stands.
        package var state: State
        /// Its terms, where known.
        package var licence: String?
    }

    private let home: SelkieHome

    /// Creates a listing.
    package init(home: SelkieHome) {
        self.home = home
    }

    /// The catalogue in its order, then the user's own files by name.
    package func models() -> [Model] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.models)) ?? []
        let known = ModelCatalog.entries.map { entry in
            let path = home.models + "/" + entry.file
            let present = FileStamp(path)
            let state: State =
                if let present, present.size != entry.bytes {
                    .damaged
                } else if home.digests.known(path) == entry.sha256 {
                    .verified
                } else if present == nil {
                    PartialFile.isBegun(path) ? .begun : .notInstalled
                } else {
                    .unverified
                }
            return Model(
                name: entry.name, path: path, bytes: present?.size ?? entry.bytes, state: state,
                licence: entry.licence)
        }
        let files = Set(ModelCatalog.entries.map(\.file))
        let own = names.sorted().filter { !$0.hasPrefix(".") && !files.contains($0) }.compactMap(ownModel)
        return known + own
    }

    private func ownModel(_ name: String) -> Model? {
        let path = home.models + "/" + name
        if let file = FileStamp(path) {
            guard name.hasSuffix(".gguf") else { return nil }
            return Model(name: name, path: path, bytes: file.size, state: .own, licence: nil)
        }
        guard FileManager.default.fileExists(atPath: path + "/config.json") else { return nil }
        return Model(name: name, path: path, bytes: 0, state: .own, licence: nil)
    }
}
