import Files
import Foundation
import ModelFormats

/// A folder in the layout of the hub's cache: `models--ORG--REPO/snapshots/COMMIT/…`, whose files are links to
/// `blobs`, and `refs/NAME` with the commit that a branch or tag had.
struct HubCache {
    let root: String
    let keeper: FoundModel.Keeper

    /// How many folders deep the files of a repository may lie: deeper ones are neither found nor fetched.
    static let depth = 16

    /// The folder of a repository.
    static func folder(of repository: String) -> String {
        "models--" + repository.replacingOccurrences(of: "/", with: "--")
    }

    /// The repository that a folder of the cache belongs to; nil for other folders.
    static func repository(ofFolder name: String) -> String? {
        guard name.hasPrefix("models--") else { return nil }
        let parts = name.dropFirst("models--".count).components(separatedBy: "--")
        let repository = parts.joined(separator: "/")
        return HubReference.isRepository(repository) ? repository : nil
    }

    /// The name in `snapshots` that a revision leads to; without one that of `main`, or the only one there is.
    static func snapshot(of folder: String, revision: String?, _ reader: inout FolderReader) -> String? {
        let snapshots = reader.names(folder + "/snapshots").filter { isFolder("\(folder)/snapshots/\($0)") }
        if let commit = commit(folder + "/refs/" + (revision ?? "main")), snapshots.contains(commit) {
            return commit
        }
        // Fewer digits than people abbreviate a commit to are a tag's or a branch's name.
        let isCommit = revision.map { $0.count >= 7 && $0.allSatisfy(\.isHexDigit) } ?? true
        let fitting = isCommit ? snapshots.filter { $0.hasPrefix(revision?.lowercased() ?? "") } : []
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// What a file of `refs` says.
    private static func commit(_ path: String) -> String? {
        guard isFile(path), let file = try? MappedFile(path: path), file.byteCount <= 256 else { return nil }
        return String(decoding: file.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// All models of the cache, by repository, the one of `main` first.
    func models(_ reader: inout FolderReader) -> [FoundModel] {
        var models: [FoundModel] = []
        for name in reader.names(root) {
            guard let repository = Self.repository(ofFolder: name) else { continue }
            let folder = root + "/" + name
            let main = Self.snapshot(of: folder, revision: nil, &reader)
            var revisions: [String: String] = [:]
            for ref in reader.files(below: folder + "/refs", depth: 3) {
                if let commit = Self.commit("\(folder)/refs/\(ref)") { revisions[commit] = ref }
            }
            let others = reader.names(folder + "/snapshots").filter { $0 != main }
            for commit in (main.map { [$0] } ?? []) + others {
                let revision = commit == main ? nil : revisions[commit] ?? String(commit.prefix(12))
                models += self.models(
                    HubReference(repository: repository, revision: revision),
                    in: "\(folder)/snapshots/\(commit)", &reader)
            }
        }
        return models
    }

    private func models(
        _ reference: HubReference, in snapshot: String, _ reader: inout FolderReader
    ) -> [FoundModel] {
        let files = reader.files(below: snapshot, depth: Self.depth)
        let ggufs = files.filter { $0.hasSuffix(".gguf") }
        func name(_ file: String?) -> String {
            HubReference(
                repository: reference.repository, file: file, revision: reference.revision
            ).text
        }
        var models = ggufs.map { FoundModel.gguf(name($0), keeper, snapshot + "/" + $0) }
        if HubChoice.hasFolder(files) || (ggufs.isEmpty && files.contains(HubChoice.folderName)) {
            models.append(
                FoundModel.folder(
                    name(ggufs.isEmpty ? nil : HubChoice.folderName), keeper, snapshot, files: files))
        }
        return models
    }

    /// The model that a reference means, if it is here.
    ///
    /// - Throws: `Diagnosis` with `.unknownModel` when it could mean several.
    func model(_ reference: HubReference) throws(Diagnosis) -> FoundModel? {
        var reader = FolderReader()
        let folder = root + "/" + Self.folder(of: reference.repository)
        guard let commit = Self.snapshot(of: folder, revision: reference.revision, &reader) else {
            return nil
        }
        let snapshot = "\(folder)/snapshots/\(commit)"
        let files = reader.files(below: snapshot, depth: Self.depth)
        if let file = reference.file, file.hasSuffix(".gguf"), files.contains(file) {
            return .gguf(reference.text, keeper, snapshot + "/" + file)
        }
        switch HubChoice(files, named: reference.file) {
        case .gguf(let file): return .gguf(reference.text, keeper, snapshot + "/" + file)
        case .folder: return .folder(reference.text, keeper, snapshot, files: files)
        case .nothing: return nil
        case .ambiguous(let names): throw Self.ambiguous(reference, names)
        }
    }

    /// Several files could be meant.
    static func ambiguous(_ reference: HubReference, _ names: [String]) -> Diagnosis {
        let shown = names.prefix(20).joined(separator: ", ")
        return Diagnosis(
            .unknownModel, file: reference.text, problem: "\(names.count) files could be meant",
            remedy: "name one, as in \(HubReference.prefix)\(reference.repository):\(names[0]), of: \(shown)"
                + (names.count > 20 ? " and others" : ""))
    }
}
