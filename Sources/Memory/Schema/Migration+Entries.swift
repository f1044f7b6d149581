extension Migration {
    /// Entries of runs are JSON alone; bytes are in files of their own.
    static let entries = Migration(
        name: "4-entries", sql: "ALTER TABLE run_entry DROP COLUMN attachment;")
}
