import Memory
package import RemoteModels

/// Who says whether an answer is right.
package enum GraderRequest: Codable, Sendable, Equatable {
    /// The lexical grader, by words.
    case lexical
    /// A local model of this name; the student without one.
    case model(String?)
    /// A model behind an address.
    case remote(RemoteEndpoint)

    /// The grader as it is stored; none for the lexical one.
    ///
    /// - Throws: What is wrong with a local model, by file and place.
    func choice(_ model: ModelChoice, store: AdapterStore, at bench: Workbench) throws -> GraderChoice? {
        switch self {
        case .lexical: nil
        case .model(nil): .student
        case .model(let name?): .model(try bench.reference(model.other(name), store: store).reference)
        case .remote(let endpoint): .remote(endpoint)
        }
    }
}
