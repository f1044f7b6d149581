/// What a run left out when the time was up.
public struct WorkCut: Sendable, Equatable, Codable {
    /// Passages or tasks, of the last round that was begun, that were not begun or not finished.
    public var items: Int
    /// Rounds that were not begun.
    public var rounds: Int
    /// Rows of a comparison in one adapter that were not begun or not finished.
    public var rows: Int
    /// Policies of rounds that were begun for which there was no time.
    public var policies: Int

    /// Under which a journal keeps it.
    public static let key = "cut"

    /// Something that was left out; nothing unless it is said.
    public init(items: Int = 0, rounds: Int = 0, rows: Int = 0, policies: Int = 0) {
        self.items = items
        self.rounds = rounds
        self.rows = rows
        self.policies = policies
    }

    /// What a journal says was left out; `nil` for a run that has done everything, or is not over.
    ///
    /// - Throws: The journal's errors.
    public static func noted(in journal: any RunJournal) async throws -> WorkCut? {
        try await journal.recall(key, WorkCut.self).flatMap { $0 == WorkCut() ? nil : $0 }
    }

    /// Writes down what was left out, in place of what an earlier process had left out.
    func note(in journal: any RunJournal) async throws {
        guard try await journal.recall(Self.key, WorkCut.self) ?? WorkCut() != self else { return }
        try await journal.write(self, as: Self.key)
    }
}
