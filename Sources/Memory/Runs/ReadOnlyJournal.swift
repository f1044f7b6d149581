import Files
public import Foundation
public import SelfAdaptation

/// What a run has recorded, to look at while another process may go on with it.
public struct ReadOnlyJournal: RunJournal {
    private let entries: [String: Data]

    /// The entries as they are now.
    public init(_ entries: [RunStore.Entry]) {
        self.entries = Dictionary(
            entries.map { ($0.key, Data($0.payload.utf8)) }, uniquingKeysWith: { _, last in last })
    }

    /// What was recorded under `key`, or nil.
    public func entry(_ key: String) -> Data? { entries[key] }

    /// Refuses: what is looked at is not changed.
    ///
    /// - Throws: `Diagnosis` always.
    public func record(_ key: String, _ entry: Data) throws {
        throw Diagnosis(
            .databaseFailed, place: key, problem: "this journal is only read", remedy: "resume the run")
    }
}
