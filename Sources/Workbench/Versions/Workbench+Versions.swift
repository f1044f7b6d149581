import Files
import Memory

extension Workbench {
    /// The versions of what is in weights, of a model or of all.
    ///
    /// - Throws: `Diagnosis` when the home or the model can't be opened.
    package func listVersions(for model: ModelChoice?) throws -> VersionListing {
        let store = try store()
        return try VersionListing(store, base: base(of: model, store))
    }

    /// Lets an earlier version answer again: the one of a number, or the last before the one that does.
    ///
    /// - Parameters:
    ///   - number: The version's number.
    ///   - model: Whose versions are meant; unless given, those of the only base that has some.
    /// - Returns: The version that answered until now, and the one that does.
    /// - Throws: `Diagnosis` where there is none that may, and where several bases have versions.
    package func rollBack(to number: Int64?, of model: ModelChoice?) throws -> RollbackResult {
        let store = try store()
        let versions = VersionStore(store)
        let base = try base(of: model, store) ?? versions.onlyBase()
        let change = try versions.rollBack(base: base, to: number)
        return RollbackResult(from: VersionFigures(change.from), to: VersionFigures(change.to))
    }
}

extension VersionListing {
    /// The versions in a store, of a base or of all.
    init(_ store: AdapterStore, base: String?) throws {
        let listed = try VersionStore(store).list(base: base).map(VersionFigures.init)
        self.init(versions: listed, active: listed.filter { $0.state == .active }.map(\.id))
    }
}

extension VersionStore {
    /// The digest of the only base that has versions.
    ///
    /// - Throws: `Diagnosis` where none has, and where several have.
    fileprivate func onlyBase() throws -> String {
        let active = try list(base: nil).filter { $0.state == .active }
        guard let first = active.first else {
            throw Diagnosis.nothingInWeights
        }
        guard active.count == 1 else {
            let names = active.map(\.baseName).joined(separator: ", ")
            throw Diagnosis(
                .ambiguous, file: "versions", problem: "several models have some: \(names)",
                remedy: "name the model")
        }
        return first.baseDigest
    }
}
