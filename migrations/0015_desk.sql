-- What a reporter decides and asks: tags and notes, questions that are asked again, and articles that are forgotten.

-- Tags and notes

-- What tags and notes are about, whatever its row: it outlives revisions, imports that are undone, and merges of entities.
CREATE TABLE subjects (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('article', 'quote', 'entity')),
    identity   TEXT NOT NULL,               -- articles.identity, of a quote too; of an entity "type:key" of a name as found
    text       TEXT NOT NULL DEFAULT '',    -- of a quote; '' otherwise
    occurrence INTEGER NOT NULL DEFAULT 0,  -- which of the article's quotes with this text, from 1; 0 otherwise
    UNIQUE (kind, identity, text, occurrence)
);

-- A row for each time that somebody tagged something. Who, when and why is in decisions; a row that a later decision removed
-- stays, so that this can be undone. An undone decision has no rows.
CREATE TABLE tags (
    id          INTEGER PRIMARY KEY,
    subject_id  INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
    tag         TEXT NOT NULL,              -- lower case, single spaces, no comma
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    removed_by  INTEGER REFERENCES decisions (id)   -- null: in force
);
CREATE UNIQUE INDEX tags_current ON tags (subject_id, tag) WHERE removed_by IS NULL;
CREATE INDEX tags_tag ON tags (tag);
CREATE INDEX tags_decision ON tags (decision_id);
CREATE INDEX tags_removed ON tags (removed_by) WHERE removed_by IS NOT NULL;

CREATE TABLE notes (
    id          INTEGER PRIMARY KEY,
    subject_id  INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
    note        TEXT NOT NULL,              -- one paragraph
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    removed_by  INTEGER REFERENCES decisions (id)   -- null: in force
);
CREATE UNIQUE INDEX notes_current ON notes (subject_id, note) WHERE removed_by IS NULL;
CREATE INDEX notes_decision ON notes (decision_id);
CREATE INDEX notes_removed ON notes (removed_by) WHERE removed_by IS NOT NULL;

-- The rows that the subjects are now. An entity is that of the name, or where no article has the name now, that of the
-- decision about the name.
CREATE VIEW subject_rows AS
SELECT s.id AS subject_id, s.kind, a.id AS row_id
FROM subjects s JOIN articles a ON a.identity = s.identity
WHERE s.kind = 'article'
UNION ALL
SELECT s.id, s.kind, q.id
FROM subjects s JOIN articles a ON a.identity = s.identity JOIN quotes q ON q.article_id = a.id AND q.text = s.text
WHERE s.kind = 'quote'
  AND s.occurrence = (SELECT count(*) FROM quotes o
                      WHERE o.article_id = q.article_id AND o.text = q.text AND (o.start, o.id) <= (q.start, q.id))
UNION ALL
SELECT s.id, s.kind, n.entity_id
FROM subjects s JOIN names n ON n.type = substr(s.identity, 1, instr(s.identity, ':') - 1)
                            AND n.key = substr(s.identity, instr(s.identity, ':') + 1)
WHERE s.kind = 'entity'
UNION ALL
SELECT s.id, s.kind, e.id
FROM subjects s JOIN curated_names c ON c.type = substr(s.identity, 1, instr(s.identity, ':') - 1)
                                    AND c.key = substr(s.identity, instr(s.identity, ':') + 1)
JOIN entities e ON e.curated_id = c.curated_id
WHERE s.kind = 'entity' AND NOT EXISTS (SELECT 1 FROM names n WHERE n.type = c.type AND n.key = c.key);

-- The tags in force, by what they are on.
CREATE VIEW article_tags AS
SELECT DISTINCT a.id AS article_id, t.tag
FROM tags t JOIN subjects s ON s.id = t.subject_id JOIN articles a ON a.identity = s.identity
WHERE s.kind = 'article' AND t.removed_by IS NULL;

CREATE VIEW quote_tags AS
SELECT DISTINCT r.row_id AS quote_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'quote' AND t.removed_by IS NULL;

CREATE VIEW entity_tags AS
SELECT DISTINCT r.row_id AS entity_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'entity' AND t.removed_by IS NULL;

-- Corrections of quotes reach every article with the same text; and a speaker may be a person whom no article names.
ALTER TABLE quote_corrections ADD COLUMN text_key TEXT;     -- of the article when it was corrected; null where it was not here
ALTER TABLE quote_corrections ADD COLUMN new_person INTEGER NOT NULL DEFAULT 0;   -- 1: speaker is a person by this name, in articles or not
UPDATE quote_corrections SET text_key = (SELECT a.text_key FROM articles a WHERE a.identity = quote_corrections.identity);

-- Questions asked again

-- What was shown to a question that asks for new rows only, the last time that it was asked.
CREATE TABLE asked_questions (
    id         INTEGER PRIMARY KEY,
    question   TEXT NOT NULL UNIQUE,        -- JSON: the query, search or SQL, with its parameters
    asked_at   TEXT NOT NULL,               -- UTC, ISO 8601
    row_count  INTEGER NOT NULL,            -- rows shown by then that are still among the answers
    row_hashes BLOB NOT NULL                -- of each the first 8 bytes of its SHA-256, in ascending order
);

-- Questions that `presscut news` asks.
CREATE TABLE watches (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    question TEXT NOT NULL,                 -- JSON, as the user gave it
    added_at TEXT NOT NULL                  -- UTC, ISO 8601
);

-- Forgotten articles

-- What was removed for good: one row an article, without a word of it. It keeps the article out of later imports.
CREATE TABLE forgotten (
    id              INTEGER PRIMARY KEY,
    identity_sha256 TEXT NOT NULL UNIQUE,   -- of articles.identity: its address, or what it had instead
    forgotten_at    TEXT NOT NULL,          -- UTC, ISO 8601
    "by"            TEXT NOT NULL,
    reason          TEXT,
    readmitted_at   TEXT,                   -- when it was let in again; null: it is kept out
    erased_at       TEXT                    -- when the file was written anew without its traces; null: that is still to be done
);

-- What else an article is known by when it comes again.
CREATE TABLE forgotten_hashes (
    forgotten_id INTEGER NOT NULL REFERENCES forgotten (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('text', 'record')),
    sha256       TEXT NOT NULL,             -- of the text_key of one of its versions, of the bytes of a rejected record
    PRIMARY KEY (forgotten_id, kind, sha256)
) WITHOUT ROWID;

-- Records that were kept out because their articles are forgotten.
ALTER TABLE imports ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
