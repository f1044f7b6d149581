extension Migration {
    /// What adapters are for, and runs that are kept under a name with everything that is needed to go on.
    static let experiments = Migration(
        name: "3-experiments",
        sql: """
            ALTER TABLE adapter ADD COLUMN role TEXT NOT NULL DEFAULT 'knowledge'
                CHECK (role IN ('knowledge', 'policy', 'candidate'));

            ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'learn' CHECK (kind IN ('learn', 'train', 'eval', 'corpus'));
            ALTER TABLE run ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 64);
            ALTER TABLE run ADD COLUMN inputs TEXT CHECK (inputs IS NULL OR json_valid(inputs));

            CREATE UNIQUE INDEX run_by_name ON run (name);
            """)
}
