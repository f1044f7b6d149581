import Files
package import ModelLibrary

/// A model to fetch.
package struct PullRequest: Codable, Sendable {
    /// A short name of the catalogue, or `hf:ORG/REPO[:FILE][@REVISION]`.
    package var name: String
    /// Whether the digest of a file that was verified before is computed again.
    package var isVerifiedAgain = false

    /// A model by name.
    package init(_ name: String) { self.name = name }
}

/// What became of a file that was to be fetched.
package struct PullResult: Codable, Sendable {
    /// What a model is called from now on.
    package let name: String
    /// Where it is.
    package let path: String
    /// "fetched", "already there" or "replaced damaged".
    package let outcome: String

    init(name: String, path: String, _ outcome: ModelPull.Outcome) {
        self.name = name
        self.path = path
        self.outcome =
            switch outcome {
            case .alreadyThere: "already there"
            case .fetched: "fetched"
            case .replacedDamaged: "replaced damaged"
            }
    }
}

extension Workbench {
    /// Fetches a model and verifies it; one that is there and right is left alone.
    ///
    /// - Throws: `Diagnosis` for a name that can't be pulled, or what kept it from being fetched.
    package func pull(_ request: PullRequest) async throws -> PullResult {
        let meter = PullMeter(request.name, at: self)
        if let reference = try HubReference(request.name) {
            let pulled = try await HubPull(home: home, environment: environment)
                .pull(reference, verify: request.isVerifiedAgain) { meter.show($0) }
            tell(.finished)
            return PullResult(name: pulled.name, path: pulled.path, pulled.outcome)
        }
        guard let entry = ModelCatalog.entry(named: request.name) else {
            let names = ModelCatalog.entries.map(\.name).joined(separator: ", ")
            throw Diagnosis(
                file: request.name, problem: "no model of that name can be pulled",
                remedy: "use one of \(names), or hf:ORG/REPO for one of the Hugging Face hub",
                category: .noInput)
        }
        let outcome = try await ModelPull(home: home, environment: environment)
            .pull(entry, verify: request.isVerifiedAgain) { meter.show($0) }
        tell(.finished)
        return PullResult(name: entry.name, path: home.models + "/" + entry.file, outcome)
    }

    /// Fetches a public dataset and verifies it.
    ///
    /// - Throws: `Diagnosis` with what kept it from being fetched.
    package func pull(_ dataset: ModelCatalog.Entry) async throws -> PullResult {
        let meter = PullMeter(dataset.name, at: self)
        let outcome = try await ModelPull(home: home, folder: home.datasets, environment: environment)
            .pull(dataset) { meter.show($0) }
        tell(.finished)
        return PullResult(name: dataset.name, path: home.datasets + "/" + dataset.file, outcome)
    }
}
