-- What a reporter decides and asks: tags and notes, questions that are asked again, and articles that are forgotten.

-- Tags and notes

-- Questions asked again

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
