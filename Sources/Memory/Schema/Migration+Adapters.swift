extension Migration {
    /// Adapters that have their folders, and digests of base models that were computed before.
    static let adapters = Migration(
        name: "1-adapters",
        sql: """
            CREATE TABLE adapter (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 16 AND hash NOT GLOB '*[^0-9a-f]*'),
                name TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
                created INTEGER NOT NULL,
                base_digest TEXT NOT NULL CHECK (length(base_digest) = 64),
                base_name TEXT NOT NULL,
                rank INTEGER NOT NULL CHECK (rank > 0),
                alpha REAL NOT NULL,
                projections TEXT NOT NULL CHECK (json_valid(projections) AND json_type(projections) = 'array'),
                sources TEXT NOT NULL CHECK (json_valid(sources) AND json_type(sources) = 'array'),
                style TEXT,
                score_before REAL,
                score_after REAL,
                questions INTEGER NOT NULL CHECK (questions >= 0),
                bytes INTEGER NOT NULL CHECK (bytes > 0)
            ) STRICT;

            CREATE INDEX adapter_by_base ON adapter (base_digest, created);

            CREATE TABLE file_digest (
                path TEXT NOT NULL PRIMARY KEY,
                size INTEGER NOT NULL CHECK (size >= 0),
                modified INTEGER NOT NULL,
                digest TEXT NOT NULL CHECK (length(digest) = 64)
            ) STRICT;
            """)
}
