public import Foundation
import GRDB

/// A run that is kept under a name until it is removed: an outer loop, an evaluation or a corpus.
public struct ExperimentRecord: Sendable, Equatable {
    /// What kind of run it is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// An outer loop.
        case train
        /// A comparison of updates.
        case eval
        /// Training data written about documents.
        case corpus
    }

    /// Its number in the database.
    public let id: Int64
    /// Digest of what it depends on: the same inputs find it again.
    public let key: String
    /// Name for people.
    public let name: String
    /// What kind of run it is.
    public let kind: Kind
    /// When it was begun.
    public let created: Date
    /// Whether it has reached its end.
    public let isFinished: Bool
    /// Everything that is needed to go on, as JSON.
    public let inputs: Data
    /// Steps that it has finished.
    public let entries: Int

    init?(_ row: Row) {
        guard let name: String = row["name"], let kind = Kind(rawValue: row["kind"]),
            let inputs: String = row["inputs"]
        else { return nil }
        id = row["id"]
        key = row["key"]
        self.name = name
        self.kind = kind
        created = Date(milliseconds: row["created"])
        isFinished = (row["state"] as String) == "finished"
        self.inputs = Data(inputs.utf8)
        entries = row["entries"]
    }
}
