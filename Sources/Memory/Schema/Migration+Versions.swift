extension Migration {
    /// Versions of what is in weights: which adapters answer together, where each came from, and which one does answer.
    ///
    /// An adapter goes only when no version that could answer has it. Passages are noted with the bases that they were taught
    /// to, or could not be, and with how often they were answered from.
    /// Of adapters of a version that were taught the same passage the one answers that has been there since the latest version.
    static let versions = Migration(
        name: "9-versions",
        sql: """
            CREATE TABLE version (
                id INTEGER PRIMARY KEY,
                base_digest TEXT NOT NULL CHECK (length(base_digest) = 64),
                base_name TEXT NOT NULL,
                parent INTEGER REFERENCES version (id),
                created INTEGER NOT NULL,
                cause TEXT NOT NULL CHECK (cause IN ('begun', 'found', 'learned', 'forgotten', 'removed')),
                verdict TEXT CHECK (verdict IS NULL OR json_valid(verdict)),
                is_refused INTEGER NOT NULL DEFAULT 0 CHECK (is_refused IN (0, 1)),
                ended INTEGER
            ) STRICT;

            CREATE INDEX version_by_base ON version (base_digest);

            CREATE TABLE version_adapter (
                version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
                adapter TEXT NOT NULL REFERENCES adapter (hash) ON DELETE CASCADE,
                since INTEGER NOT NULL,
                PRIMARY KEY (version, adapter)
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX version_adapter_by_adapter ON version_adapter (adapter);

            CREATE TABLE active_version (
                base_digest TEXT NOT NULL PRIMARY KEY,
                version INTEGER NOT NULL UNIQUE REFERENCES version (id)
            ) STRICT, WITHOUT ROWID;

            INSERT INTO version (base_digest, base_name, created, cause)
            SELECT base_digest, max(base_name), max(created), 'found' FROM adapter
            WHERE role = 'knowledge' AND hash IN (SELECT adapter FROM passage_adapter)
            GROUP BY base_digest;

            INSERT INTO version_adapter (version, adapter, since)
            SELECT version.id, adapter.hash,
                - (SELECT count(*) FROM adapter AS later WHERE later.created > adapter.created)
            FROM version JOIN adapter USING (base_digest)
            WHERE role = 'knowledge' AND hash IN (SELECT adapter FROM passage_adapter);

            INSERT INTO active_version (base_digest, version) SELECT base_digest, id FROM version;

            CREATE TRIGGER adapter_is_needed BEFORE DELETE ON adapter
            WHEN EXISTS (
                SELECT 1 FROM version_adapter JOIN version ON version.id = version_adapter.version
                WHERE version_adapter.adapter = old.hash AND version.ended IS NULL)
            BEGIN
                SELECT RAISE (ABORT, 'a version still has this adapter');
            END;
            CREATE TRIGGER version_stays BEFORE UPDATE OF base_digest, parent, created, cause, verdict, is_refused
            ON version BEGIN
                SELECT RAISE (ABORT, 'a version is never rewritten');
            END;

            CREATE TABLE passage_base (
                passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
                base_digest TEXT NOT NULL CHECK (length(base_digest) = 64),
                PRIMARY KEY (passage, base_digest)
            ) STRICT, WITHOUT ROWID;

            INSERT OR IGNORE INTO passage_base (passage, base_digest)
            SELECT passage, base_digest FROM passage_adapter JOIN adapter ON adapter.hash = passage_adapter.adapter;

            ALTER TABLE passage ADD COLUMN uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0);
            """)
}
