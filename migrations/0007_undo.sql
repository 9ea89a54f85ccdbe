-- What taking a run back needs to know.

-- When the run was taken back, UTC, ISO 8601.
ALTER TABLE imports ADD COLUMN undone_at TEXT;

-- What stood around an earlier version: a JSON array of [kind, text, line]. What was found in its body is found again.
ALTER TABLE revisions ADD COLUMN blocks TEXT;
ALTER TABLE revisions ADD COLUMN not_extracted TEXT;

-- Where else an article or a reject was met, just so: if the run that brought it is taken back, this one has brought it.
-- The place from which the row came is not here, and a file that is read again adds nothing.
CREATE TABLE sightings (
    id             INTEGER PRIMARY KEY,
    article_id     INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    reject_id      INTEGER REFERENCES rejects (id) ON DELETE CASCADE,
    text_key       TEXT,                    -- of the version that was met
    import_id      INTEGER NOT NULL REFERENCES imports (id),
    import_file_id INTEGER NOT NULL REFERENCES import_files (id),
    member         TEXT,
    record         INTEGER,
    byte_offset    INTEGER,
    byte_length    INTEGER,
    CHECK ((article_id IS NULL) <> (reject_id IS NULL))
);
CREATE INDEX sightings_article ON sightings (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX sightings_reject ON sightings (reject_id) WHERE reject_id IS NOT NULL;
CREATE INDEX sightings_import ON sightings (import_id);
CREATE INDEX revisions_import ON revisions (import_id);
CREATE INDEX rejects_import ON rejects (import_id);
