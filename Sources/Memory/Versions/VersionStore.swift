package import Files
public import Foundation
import GRDB
import LanguageModel

/// The versions of what a home has in weights.
public struct VersionStore: Sendable {
    let database: StoreDatabase

    /// The versions in a store's database.
    public init(_ store: AdapterStore) { database = store.database }

    /// Versions of a base, or of all, the newest first.
    ///
    /// - Throws: `Diagnosis`.
    public func list(base: String?) throws -> [VersionRecord] {
        try database.read {
            try VersionRecord.all($0, where: "ifnull(version.base_digest = ?, TRUE)", [base])
        }
    }

    /// The version of a base that answers.
    ///
    /// - Throws: `Diagnosis`.
    public func active(base: String) throws -> VersionRecord? {
        try database.read {
            try VersionRecord.all($0, where: "active_version.base_digest = ?", [base]).first
        }
    }

    /// Whether any version has an adapter.
    ///
    /// - Throws: `Diagnosis`.
    public func has(_ adapter: AdapterRecord) throws -> Bool {
        try database.read {
            try Bool.fetchOne(
                $0, sql: "SELECT EXISTS (SELECT 1 FROM version_adapter WHERE adapter = ?)",
                arguments: [adapter.hash]) ?? false
        }
    }

    /// Lets an earlier version of a base answer again: the one of a number, or else the last before the one that answers.
    ///
    /// - Returns: The version that answered until now, and the one that does.
    /// - Throws: `Diagnosis` where there is none that may.
    public func rollBack(
        base: String, to number: Int64?, date: Date = Date()
    ) throws -> (from: VersionRecord, to: VersionRecord) {
        try database.write { database in
            let all = try VersionRecord.all(database, where: "version.base_digest = ?", [base])
            guard let active = all.first(where: { $0.state == .active }) else {
                throw Diagnosis.nothingInWeights
            }
            let target = try number.map { try Self.version($0, all) } ?? Self.before(active, all)
            try VersionChange(database: database, date: date).activate(target.id, base: base)
            try EventRow(
                time: date.milliseconds, kind: "rolled back", run: nil, source: nil, adapter: nil
            ).insert(database)
            var back = target
            back.state = .active
            return (active, back)
        }
    }

    private static func version(_ number: Int64, _ all: [VersionRecord]) throws -> VersionRecord {
        guard let version = all.first(where: { $0.id == number }) else {
            throw Diagnosis(
                .notFound, file: "version \(number)", problem: "there is none of this base",
                remedy: "choose one of its versions", step: .listVersions)
        }
        let problem: String? =
            switch version.state {
            case .active: "answers already"
            case .kept: nil
            case .refused: "was refused by the guard, and may not answer"
            case .ended: "can't answer any longer: an adapter of it is gone"
            }
        if let problem {
            throw Diagnosis(
                .badRequest, file: "version \(number)", problem: problem, remedy: "choose another",
                step: .listVersions)
        }
        return version
    }

    /// The nearest version before another that may answer.
    private static func before(_ version: VersionRecord, _ all: [VersionRecord]) throws -> VersionRecord {
        var next = version.parent
        while let id = next, let earlier = all.first(where: { $0.id == id }) {
            if earlier.state == .kept { return earlier }
            next = earlier.parent
        }
        throw Diagnosis(
            .notFound, file: "version \(version.id)", problem: "there is no version before it",
            remedy: "choose one by its number", step: .listVersions)
    }
}

extension Diagnosis {
    /// There is no version at all.
    package static var nothingInWeights: Diagnosis {
        Diagnosis(
            .notFound, file: "versions", problem: "nothing is in weights", remedy: "teach what is known",
            step: .update)
    }
}
