extension Migration {
    /// Sources that are known whether or not they were taught: how far they are trusted, where their passages stand and
    /// which still do, which adapter was taught which, adapters that must not come back, and an index of their words.
    ///
    /// The index holds the passages that still stand. Porter's stemmer makes one of "batteries" and "battery".
    static let memory = Migration(
        name: "8-memory",
        sql: """
            ALTER TABLE source ADD COLUMN trust TEXT NOT NULL DEFAULT 'trusted'
                CHECK (trust IN ('trusted', 'untrusted', 'quarantined'));
            CREATE INDEX source_by_place ON source (place);

            ALTER TABLE passage ADD COLUMN heading TEXT;
            ALTER TABLE passage ADD COLUMN page INTEGER CHECK (page > 0);
            ALTER TABLE passage ADD COLUMN first INTEGER CHECK (first >= 0);
            ALTER TABLE passage ADD COLUMN past INTEGER CHECK (past >= first);
            ALTER TABLE passage ADD COLUMN retired INTEGER;

            CREATE TABLE passage_adapter (
                adapter TEXT NOT NULL REFERENCES adapter (hash) ON DELETE CASCADE,
                passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
                PRIMARY KEY (adapter, passage)
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX passage_adapter_by_passage ON passage_adapter (passage);

            INSERT INTO passage_adapter (adapter, passage)
            SELECT adapter_source.adapter, passage.id FROM adapter_source JOIN passage USING (source);

            CREATE TABLE tombstone (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 16),
                date INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE VIRTUAL TABLE passage_text USING fts5 (
                title, text, content = 'passage', content_rowid = 'id', tokenize = 'porter unicode61'
            );
            INSERT INTO passage_text (rowid, title, text) SELECT id, title, text FROM passage;

            CREATE TRIGGER passage_is_indexed AFTER INSERT ON passage WHEN new.retired IS NULL BEGIN
                INSERT INTO passage_text (rowid, title, text) VALUES (new.id, new.title, new.text);
            END;
            CREATE TRIGGER passage_is_removed AFTER DELETE ON passage WHEN old.retired IS NULL BEGIN
                INSERT INTO passage_text (passage_text, rowid, title, text)
                VALUES ('delete', old.id, old.title, old.text);
            END;
            CREATE TRIGGER passage_is_retired AFTER UPDATE OF retired ON passage
            WHEN old.retired IS NULL AND new.retired IS NOT NULL BEGIN
                INSERT INTO passage_text (passage_text, rowid, title, text)
                VALUES ('delete', old.id, old.title, old.text);
            END;
            CREATE TRIGGER passage_is_back AFTER UPDATE OF retired ON passage
            WHEN old.retired IS NOT NULL AND new.retired IS NULL BEGIN
                INSERT INTO passage_text (rowid, title, text) VALUES (new.id, new.title, new.text);
            END;
            CREATE TRIGGER passage_stays AFTER UPDATE OF id, title, text ON passage BEGIN
                SELECT RAISE (ABORT, 'a passage is never rewritten');
            END;
            """)
}
