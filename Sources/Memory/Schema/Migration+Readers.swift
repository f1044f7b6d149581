extension Migration {
    /// Adapters that know how to read.
    static let readers = Migration(
        name: "6-readers",
        sql: """
            ALTER TABLE adapter ADD COLUMN purpose TEXT NOT NULL DEFAULT 'knowledge'
                CHECK (purpose IN ('knowledge', 'policy', 'candidate', 'reader'));
            UPDATE adapter SET purpose = role;
            ALTER TABLE adapter DROP COLUMN role;
            ALTER TABLE adapter RENAME COLUMN purpose TO role;
            """)
}
