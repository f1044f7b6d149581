extension Migration {
    /// What was learned and how: sources with their passages, what was written and trained on, asked and answered.
    ///
    /// Adapters that runs have kept get a table of their own; until now they were entries whose keys began in one way.
    /// Digests of models are kept in a file beside the database.
    static let learned = Migration(
        name: "5-learned",
        sql: """
            CREATE TABLE source (
                id INTEGER PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
                kind TEXT NOT NULL CHECK (kind IN ('document', 'conversation', 'correction')),
                title TEXT NOT NULL,
                place TEXT NOT NULL,
                added INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE passage (
                id INTEGER PRIMARY KEY,
                source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
                number INTEGER NOT NULL CHECK (number >= 0),
                title TEXT NOT NULL,
                text TEXT NOT NULL,
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                UNIQUE (source, digest)
            ) STRICT;

            CREATE TABLE question (
                id INTEGER PRIMARY KEY,
                passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
                topic TEXT NOT NULL,
                question TEXT NOT NULL,
                gold TEXT NOT NULL CHECK (json_valid(gold) AND json_type(gold) = 'array'),
                UNIQUE (passage, question, gold)
            ) STRICT;

            CREATE TABLE self_edit (
                id INTEGER PRIMARY KEY,
                passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
                origin TEXT NOT NULL CHECK (origin IN ('passage', 'selfEdit', 'given')),
                style TEXT,
                text TEXT NOT NULL,
                directives TEXT CHECK (directives IS NULL OR json_valid(directives))
            ) STRICT;

            CREATE INDEX self_edit_by_passage ON self_edit (passage);

            CREATE TABLE study_item (
                id INTEGER PRIMARY KEY,
                self_edit INTEGER NOT NULL REFERENCES self_edit (id) ON DELETE CASCADE,
                number INTEGER NOT NULL CHECK (number >= 0),
                text TEXT NOT NULL,
                answer TEXT,
                UNIQUE (self_edit, number)
            ) STRICT;

            CREATE TABLE trial (
                id INTEGER PRIMARY KEY,
                run INTEGER REFERENCES run (id) ON DELETE SET NULL,
                self_edit INTEGER NOT NULL REFERENCES self_edit (id) ON DELETE CASCADE,
                adapter TEXT REFERENCES adapter (hash) ON DELETE SET NULL,
                measure TEXT NOT NULL CHECK (measure IN ('exam', 'heldOut')),
                is_best INTEGER NOT NULL CHECK (is_best IN (0, 1)),
                score REAL,
                failure TEXT,
                sequences INTEGER NOT NULL CHECK (sequences >= 0),
                rows INTEGER NOT NULL CHECK (rows >= 0),
                first_loss REAL,
                last_loss REAL
            ) STRICT;

            CREATE INDEX trial_by_self_edit ON trial (self_edit);
            CREATE INDEX trial_by_adapter ON trial (adapter);

            CREATE TABLE answer (
                id INTEGER PRIMARY KEY,
                question INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
                trial INTEGER REFERENCES trial (id) ON DELETE CASCADE,
                adapter TEXT REFERENCES adapter (hash) ON DELETE CASCADE,
                text TEXT NOT NULL,
                is_correct INTEGER NOT NULL CHECK (is_correct IN (0, 1)),
                outcome TEXT CHECK (outcome IN ('answered', 'wrong', 'recited', 'empty'))
            ) STRICT;

            CREATE INDEX answer_by_question ON answer (question);
            CREATE INDEX answer_by_trial ON answer (trial);
            CREATE INDEX answer_by_adapter ON answer (adapter);

            CREATE TABLE adapter_source (
                adapter TEXT NOT NULL REFERENCES adapter (hash) ON DELETE CASCADE,
                source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
                PRIMARY KEY (adapter, source)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE event (
                id INTEGER PRIMARY KEY,
                time INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
                run INTEGER REFERENCES run (id) ON DELETE SET NULL,
                source INTEGER REFERENCES source (id) ON DELETE CASCADE,
                adapter TEXT REFERENCES adapter (hash) ON DELETE SET NULL
            ) STRICT;

            CREATE TABLE run_adapter (
                id INTEGER PRIMARY KEY,
                run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
                key TEXT NOT NULL CHECK (length(key) > 0),
                hash TEXT NOT NULL,
                name TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('knowledge', 'policy', 'candidate')),
                UNIQUE (run, key)
            ) STRICT;

            INSERT INTO run_adapter (run, key, hash, name, role)
            SELECT run, substr(key, 10), payload ->> 'hash', payload ->> 'name',
                CASE WHEN substr(key, 10, 7) = 'policy ' THEN 'policy' ELSE 'candidate' END
            FROM run_entry WHERE substr(key, 1, 9) = 'adapter: ' AND payload ->> 'hash' IS NOT NULL
            ORDER BY id;

            DELETE FROM run_entry WHERE substr(key, 1, 9) = 'adapter: ';

            DROP TABLE file_digest;
            """)
}
