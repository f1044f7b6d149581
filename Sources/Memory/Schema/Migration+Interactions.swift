extension Migration {
    /// What was asked of a server and answered, what was said of the answers, lessons that came of it, and when to learn.
    ///
    /// A lesson that was approved belongs to a source and goes with it; so does an interaction that cites one of its passages.
    static let interactions = Migration(
        name: "10-interactions",
        sql: """
            CREATE TABLE interaction (
                id TEXT NOT NULL PRIMARY KEY,
                created INTEGER NOT NULL,
                model TEXT NOT NULL,
                route TEXT NOT NULL CHECK (route IN ('bare', 'weights', 'text', 'both')),
                version INTEGER REFERENCES version (id),
                user TEXT,
                learns INTEGER NOT NULL CHECK (learns IN (0, 1)),
                question TEXT,
                answer TEXT
            ) STRICT;
            CREATE INDEX interaction_by_time ON interaction (created);

            CREATE TABLE interaction_passage (
                interaction TEXT NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
                passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
                PRIMARY KEY (interaction, passage)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX interaction_passage_by_passage ON interaction_passage (passage);

            CREATE TABLE feedback (
                id INTEGER PRIMARY KEY,
                interaction TEXT NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
                created INTEGER NOT NULL,
                metric TEXT NOT NULL,
                value TEXT NOT NULL CHECK (json_valid(value)),
                user TEXT
            ) STRICT;
            CREATE INDEX feedback_by_interaction ON feedback (interaction);

            CREATE TABLE lesson (
                id INTEGER PRIMARY KEY,
                created INTEGER NOT NULL,
                question TEXT NOT NULL,
                answer TEXT NOT NULL,
                origin TEXT NOT NULL CHECK (origin IN ('demonstration', 'sent')),
                interaction TEXT REFERENCES interaction (id) ON DELETE SET NULL,
                user TEXT,
                state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'rejected')),
                decided INTEGER,
                source INTEGER REFERENCES source (id) ON DELETE CASCADE
            ) STRICT;
            CREATE INDEX lesson_by_state ON lesson (state);
            CREATE INDEX lesson_by_source ON lesson (source);
            CREATE INDEX lesson_by_interaction ON lesson (interaction);

            CREATE TABLE learning (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                mode TEXT NOT NULL CHECK (mode IN ('off', 'manual', 'auto')),
                opens TEXT,
                closes TEXT,
                idle_minutes INTEGER NOT NULL CHECK (idle_minutes >= 0),
                budget_minutes INTEGER CHECK (budget_minutes > 0),
                kept_days INTEGER CHECK (kept_days >= 0),
                CHECK ((opens IS NULL) = (closes IS NULL))
            ) STRICT;
            """)
}
