extension Migration {
    /// The reader that an adapter holds above what it learned.
    static let stacked = Migration(
        name: "7-stacked",
        sql: """
            ALTER TABLE adapter ADD COLUMN reader TEXT CHECK (length(reader) = 16);
            """)
}
