extension Migration {
    /// What a job has reached so far, so that it goes on where it was stopped.
    static let runs = Migration(
        name: "2-runs",
        sql: """
            CREATE TABLE run (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE CHECK (length(key) > 0),
                created INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'finished'))
            ) STRICT;

            CREATE TABLE run_entry (
                id INTEGER PRIMARY KEY,
                run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
                key TEXT NOT NULL CHECK (length(key) > 0),
                payload TEXT NOT NULL CHECK (json_valid(payload)),
                attachment BLOB,
                UNIQUE (run, key)
            ) STRICT;
            """)
}
