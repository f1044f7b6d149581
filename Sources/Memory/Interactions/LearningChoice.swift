import Files
import GRDB

/// When a server learns, and what it keeps for that.
public struct LearningChoice: Sendable, Codable, Equatable {
    /// Who decides what is learned.
    public enum Mode: String, Sendable, Codable, CaseIterable {
        /// Nothing comes to be learned, and nothing is.
        case off
        /// Lessons wait until somebody approves them.
        case manual
        /// Lessons are approved as they come.
        case auto
    }

    /// Who decides what is learned.
    public var mode = Mode.manual
    /// When the window opens in which it learns by itself, as `01:00`; none where it only learns when told to.
    public var opens: String?
    /// When the window closes.
    public var closes: String?
    /// Minutes without a question before it begins, in the window.
    public var idleMinutes = 30
    /// Minutes that an update may take; as long as the window unless given.
    public var budgetMinutes: Int?
    /// Days that interactions are kept; without end unless given, and 0 keeps no contents at all.
    public var keptDays: Int?

    private enum CodingKeys: String, CodingKey {
        case mode, opens, closes
        case idleMinutes = "idle_minutes"
        case budgetMinutes = "budget_minutes"
        case keptDays = "kept_days"
    }

    /// Lessons wait, and it learns when told to.
    public init() {}
}

extension InteractionStore {
    /// When it learns.
    ///
    /// - Throws: `Diagnosis`.
    public func choice() throws -> LearningChoice {
        let row = try database.read { try Row.fetchOne($0, sql: "SELECT * FROM learning") }
        var choice = LearningChoice()
        guard let row else { return choice }
        choice.mode = LearningChoice.Mode(rawValue: row["mode"]) ?? .off
        (choice.opens, choice.closes) = (row["opens"], row["closes"])
        choice.idleMinutes = row["idle_minutes"]
        choice.budgetMinutes = row["budget_minutes"]
        choice.keptDays = row["kept_days"]
        return choice
    }

    /// Says when it learns from now on.
    ///
    /// - Throws: `Diagnosis`.
    public func choose(_ choice: LearningChoice) throws {
        try database.write {
            try $0.execute(
                sql: """
                    INSERT OR REPLACE INTO learning
                        (id, mode, opens, closes, idle_minutes, budget_minutes, kept_days)
                    VALUES (1, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    choice.mode.rawValue, choice.opens, choice.closes, choice.idleMinutes,
                    choice.budgetMinutes, choice.keptDays,
                ])
        }
    }
}
