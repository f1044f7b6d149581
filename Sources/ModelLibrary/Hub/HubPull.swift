import Files
import Foundation
import ModelFormats

/// Fetches a model from the Hugging Face hub into the home folder, verified by the hub's own digests.
///
/// It lies there in the layout of the hub's cache. Nothing of a model is seen before all of it is there and right;
/// an interrupted pull goes on where it was.
package struct HubPull: Sendable {
    /// What a pull came to.
    package struct Result: Sendable, Equatable {
        /// The name that `--model` takes.
        package var name: String
        /// Where the model is.
        package var path: String
        /// What was done.
        package var outcome: ModelPull.Outcome
    }

    private let home: SelkieHome
    private let environment: HubEnvironment
    private let room: DiskRoom

    /// Creates a puller.
    ///
    /// - Parameters:
    ///   - home: the home folder.
    ///   - environment: the process's environment, which may name the hub's address and the user's token.
    ///   - room: tells what the disk has room for.
    package init(home: SelkieHome, environment: [String: String], room: DiskRoom = .system) {
        self.home = home
        self.environment = HubEnvironment(environment)
        self.room = room
    }

    /// Makes sure that a model is in the home folder.
    ///
    /// - Parameters:
    ///   - reference: which model.
    ///   - verify: whether the files that are there are hashed again.
    ///   - report: told of the progress, from any thread.
    /// - Returns: What the model is called, and what was done.
    /// - Throws: `Diagnosis` or `CancellationError`; what was there before still is.
    package func pull(
        _ reference: HubReference, verify: Bool = false,
        report: @escaping @Sendable (PullProgress) -> Void = { _ in }
    ) async throws -> Result {
        let client = HubClient(environment, reference)
        let revision = try await client.revision()
        let (files, named) = try choose(revision.files, reference)
        try home.make(home.models)
        let lock = try SelkieHome.pullLock(home.models)
        defer { withExtendedLifetime(lock) {} }
        let folder = HubFolder(
            path: FoundModels.hub(of: home) + "/" + HubCache.folder(of: reference.repository), home: home)
        try folder.make()
        let (missing, hadDamaged) = try missing(of: files, in: folder, verify: verify, report: report)
        try await fetch(missing, of: files, to: folder, client, commit: revision.commit, report: report)
        for file in files { try folder.link(file, commit: revision.commit) }
        if reference.revision?.lowercased() != revision.commit {
            try folder.point(reference.revision ?? "main", to: revision.commit)
        }
        let snapshot = folder.snapshot(revision.commit)
        return Result(
            name: HubReference(
                repository: reference.repository, file: named, revision: reference.revision
            ).text,
            path: named.map { snapshot + "/" + $0 } ?? snapshot,
            outcome: missing.isEmpty ? .alreadyThere : hadDamaged ? .replacedDamaged : .fetched)
    }

    /// The files that are wanted, and the one that has to be named.
    private func choose(
        _ files: [HubFile], _ reference: HubReference
    ) throws(Diagnosis) -> (files: [HubFile], named: String?) {
        let paths = files.map(\.path)
        switch HubChoice(paths, named: reference.file) {
        case .gguf(let path): return (files.filter { $0.path == path }, path)
        case .folder:
            let wanted = Set(HubChoice.folderFiles(paths))
            return (files.filter { wanted.contains($0.path) }, nil)
        case .ambiguous(let names): throw HubCache.ambiguous(reference, names)
        case .nothing:
            let models = HubChoice.models(paths)
            throw Diagnosis(
                .unknownModel, file: reference.text,
                problem: reference.file == nil
                    ? "the repository has neither a GGUF file nor safetensors with config.json"
                    : "the repository has no such model",
                remedy: models.isEmpty
                    ? "use another repository" : "name one of: " + models.prefix(20).joined(separator: ", "))
        }
    }

    private func missing(
        of files: [HubFile], in folder: HubFolder, verify: Bool,
        report: @Sendable (PullProgress) -> Void
    ) throws(Diagnosis) -> (files: [HubFile], hadDamaged: Bool) {
        var missing: [HubFile] = []
        var hadDamaged = false
        for file in files {
            let blob = folder.blob(file)
            let isThere = isFile(blob)
            var isRight = isThere && FolderReader.bytes(blob) == file.bytes
            if isRight, verify {
                report(.verifying(total: file.bytes))
                isRight = try folder.digest(of: file) == file.digest
            }
            if !isRight { missing.append(file) }
            hadDamaged = hadDamaged || isThere && !isRight
        }
        return (missing, hadDamaged)
    }

    private func fetch(
        _ missing: [HubFile], of files: [HubFile], to folder: HubFolder, _ client: HubClient, commit: String,
        report: @escaping @Sendable (PullProgress) -> Void
    ) async throws {
        guard !missing.isEmpty else { return }
        let name = client.reference.text
        let total = files.reduce(0) { $0 + $1.bytes }
        var done = total - missing.reduce(0) { $0 + $1.bytes }
        let noted = missing.reduce(0) { $0 + PartialFile.noted(folder.blob($1), identity: $1.digest) }
        let plan = PullPlan(total: total, known: min(total, done + noted), spare: 0)
        try room.require(plan, for: name, in: home.models)
        report(.planned(plan))
        for file in missing {
            let before = done
            let transfer = try HubTransfer(file, name: "\(name): \(file.path)", to: folder.blob(file)) {
                count in
                report(.reached(bytes: before + count))
            }
            try await transfer.run(client, commit: commit)
            done += file.bytes
            report(.reached(bytes: done))
        }
    }
}
