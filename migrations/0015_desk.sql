-- What a reporter decides and asks: tags and notes, questions that are asked again, and articles that are forgotten.

-- Tags and notes

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

