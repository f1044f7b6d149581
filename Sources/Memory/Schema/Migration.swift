import Files
import GRDB

/// One step of the database's shape.
///
/// A step that was released is never edited: a test holds the digest of its text.
package struct Migration: Sendable {
    /// Name under which the database notes that the step was taken.
    package let name: String
    /// Statements.
    package let sql: String

    /// SHA-256 of the statements, in hexadecimal.
    package var digest: String { SHA256.hexadecimal(of: sql.utf8) }

    /// Every step, oldest first.
    package static let all: [Migration] = [
        .adapters, .runs, .experiments, .entries, .learned, .readers, .stacked, .memory,
        .versions, .interactions,
    ]

    /// The migrator that takes the steps which a database lacks.
    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in all {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        return migrator
    }
}
