import Files
package import Foundation
import Memory

/// A name that answers can be asked for under.
package struct ServedModel: Codable, Sendable {
    /// What answers.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// All that is known, by text and weights.
        case memory
        /// The bare model.
        case base
        /// One adapter on the model.
        case adapter
    }

    /// The name.
    package let id: String
    /// What answers.
    package let kind: Kind
    /// When it came to be.
    package let created: Date
    /// The name of what it is an update of; none for the base.
    package let parent: String?
    /// Where an adapter lies.
    package let root: String?
}

/// Who answers a request.
enum Respondee {
    case memory, base
    case adapter(AdapterReference)
}

extension Workbench {
    /// The name under which all that is known answers.
    package static let memoryName = "selkie"

    /// The names that answers can be asked for under: the memory, the model, and its adapters.
    ///
    /// - Throws: `Diagnosis` when the store can't be read.
    package func servedModels() throws -> [ServedModel] {
        guard let resident else { return [] }
        let (name, begun) = (resident.name, Date(timeIntervalSince1970: 0))
        let adapters = try resident.store.list().filter { $0.baseDigest == resident.base.digest }
        return [
            ServedModel(
                id: Self.memoryName, kind: .memory, created: adapters.first?.created ?? begun,
                parent: name, root: nil),
            ServedModel(id: name, kind: .base, created: begun, parent: nil, root: nil),
        ]
            + adapters.map {
                ServedModel(
                    id: $0.name, kind: .adapter, created: $0.created, parent: name,
                    root: resident.store.folder(of: $0))
            }
    }

    /// Who answers under a name; never the base for want of another.
    ///
    /// - Throws: `Diagnosis` with `.notFound` for a name that nobody has.
    func respondee(_ name: String, _ resident: Resident) throws -> Respondee {
        if name == Self.memoryName { return .memory }
        if name == resident.name { return .base }
        // Only what the store knows: a request names no path of this machine.
        guard !name.contains("/"), case .stored(let record)? = try? resident.store.find(name),
            record.baseDigest == resident.base.digest
        else {
            throw Diagnosis(
                .notFound, file: printable(name, limit: 80), problem: "there is no model of this name",
                remedy: "ask for one that is listed")
        }
        return .adapter(.stored(record))
    }
}
