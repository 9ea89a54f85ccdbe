-- The archive's first shape: the ledger, the articles, and what was found in them.
-- Offsets ("start", "end") count Unicode characters of articles.body from 0, end exclusive:
-- substr(body, start + 1, end - start) is the surface.

-- The ledger: every run, every file, every record that was not taken.

CREATE TABLE imports (
    id           INTEGER PRIMARY KEY,
    started_at   TEXT NOT NULL,             -- UTC, ISO 8601
    finished_at  TEXT,                      -- null while running, and for ever if the run was killed
    status       TEXT NOT NULL CHECK (status IN ('running', 'done', 'interrupted', 'failed')),
    command      TEXT NOT NULL,             -- paths and options, as the user gave them
    version      TEXT NOT NULL,             -- of presscut
    "new"        INTEGER NOT NULL DEFAULT 0,
    unchanged    INTEGER NOT NULL DEFAULT 0,
    revised      INTEGER NOT NULL DEFAULT 0,
    duplicate    INTEGER NOT NULL DEFAULT 0,
    rejected     INTEGER NOT NULL DEFAULT 0,
    teasers      INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE import_files (
    id           INTEGER PRIMARY KEY,
    import_id    INTEGER NOT NULL REFERENCES imports (id),
    path         TEXT NOT NULL,             -- as the user named it; '-' is standard input
    sha256       TEXT,                      -- of the file's bytes; null if it could not be read
    bytes        INTEGER,
    format       TEXT,                      -- text, jsonl, csv
    encoding     TEXT,                      -- what its bytes were decoded from
    settings     TEXT NOT NULL,             -- the options that decide what its records become
    status       TEXT NOT NULL CHECK (status IN ('reading', 'done', 'skipped', 'interrupted', 'failed')),
    records      INTEGER NOT NULL DEFAULT 0,
    rejected     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX import_files_sha256 ON import_files (sha256, settings);
CREATE INDEX import_files_import ON import_files (import_id);

CREATE TABLE rejects (
    id             INTEGER PRIMARY KEY,
    import_id      INTEGER NOT NULL REFERENCES imports (id),
    import_file_id INTEGER REFERENCES import_files (id),
    path           TEXT NOT NULL,
    member         TEXT,
    record         INTEGER,                 -- null where the whole file was not taken
    byte_offset    INTEGER,
    rule           TEXT NOT NULL,           -- one or two words, for grouping
    reason         TEXT NOT NULL,           -- for people, with the evidence
    raw            BLOB NOT NULL,           -- the record's bytes
    raw_sha256     TEXT NOT NULL,
    -- The same record turned away again, for the same reason, is one row.
    UNIQUE (path, member, record, raw_sha256, rule)
);

-- The articles.

CREATE TABLE sources (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE COLLATE NOCASE,
    domain TEXT UNIQUE                      -- lower case, without "www."
);

CREATE TABLE articles (
    id                  INTEGER PRIMARY KEY,
    kind                TEXT NOT NULL CHECK (kind IN ('article', 'teaser')),
    source_id           INTEGER REFERENCES sources (id),
    url                 TEXT,
    title               TEXT,
    byline              TEXT,
    dateline            TEXT,
    kicker              TEXT,
    published_at        TEXT,               -- ISO 8601, with as many digits as were given
    published_precision TEXT CHECK (published_precision IN ('year', 'month', 'day', 'minute')),
    published_day       TEXT,               -- 2024-10-03: null where less is known; likewise below
    published_week      TEXT,               -- 2024-W40
    published_month     TEXT,               -- 2024-10
    published_year      TEXT,               -- 2024
    language            TEXT,
    body                TEXT NOT NULL,
    word_count          INTEGER NOT NULL,
    parent_id           INTEGER REFERENCES articles (id),  -- the page that a teaser stood on
    cut_off             INTEGER NOT NULL DEFAULT 0 CHECK (cut_off IN (0, 1)),  -- whether the text stops in mid-sentence
    evidence            TEXT,               -- why a teaser was taken for one
    duplicate_of        INTEGER REFERENCES articles (id),
    identity            TEXT NOT NULL UNIQUE,  -- what makes two scrapes one article: its address, else its text
    text_key            TEXT NOT NULL,      -- SHA-256 of the normalised body: equal in copies
    revision            INTEGER NOT NULL DEFAULT 1,
    extractor           TEXT NOT NULL,      -- version of the extractors that read this body
    import_id           INTEGER NOT NULL REFERENCES imports (id),
    import_file_id      INTEGER NOT NULL REFERENCES import_files (id),
    member              TEXT,
    record              INTEGER NOT NULL,   -- number in its file, from 1
    byte_offset         INTEGER NOT NULL,   -- of the record in its (decompressed) file
    byte_length         INTEGER NOT NULL
);
CREATE INDEX articles_text_key ON articles (text_key);
CREATE INDEX articles_source ON articles (source_id, published_day);
CREATE INDEX articles_day ON articles (published_day);
CREATE INDEX articles_parent ON articles (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX articles_import ON articles (import_id);

-- An article's earlier versions, as they stood before a later scrape changed them.
CREATE TABLE revisions (
    id                  INTEGER PRIMARY KEY,
    article_id          INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision            INTEGER NOT NULL,
    source_id           INTEGER REFERENCES sources (id),
    url                 TEXT,
    title               TEXT,
    byline              TEXT,
    dateline            TEXT,
    published_at        TEXT,
    published_precision TEXT,
    language            TEXT,
    body                TEXT NOT NULL,
    text_key            TEXT NOT NULL,
    import_id           INTEGER NOT NULL REFERENCES imports (id),       -- the run that had brought it
    import_file_id      INTEGER NOT NULL REFERENCES import_files (id),
    member              TEXT,
    record              INTEGER NOT NULL,
    byte_offset         INTEGER NOT NULL,
    byte_length         INTEGER NOT NULL,
    replaced_by_import  INTEGER NOT NULL REFERENCES imports (id),
    UNIQUE (article_id, revision)
);

-- What was taken out of a body: credits, bylines, datelines, advertisements …
CREATE TABLE blocks (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    line       INTEGER NOT NULL             -- of the page, from 1
);
CREATE INDEX blocks_article ON blocks (article_id);

-- What was found in the bodies.

CREATE TABLE entities (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL
        CHECK (type IN ('person', 'organization', 'location', 'facility', 'norp', 'product', 'misc')),
    key  TEXT NOT NULL,                     -- the name without case, marks and punctuation
    UNIQUE (type, key)
);
CREATE INDEX entities_key ON entities (key);

CREATE TABLE aliases (
    entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    alias     TEXT NOT NULL,
    key       TEXT NOT NULL,
    PRIMARY KEY (entity_id, alias)
) WITHOUT ROWID;
CREATE INDEX aliases_key ON aliases (key);

CREATE TABLE mentions (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity_id  INTEGER NOT NULL REFERENCES entities (id),
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    surface    TEXT NOT NULL,
    title      TEXT,                        -- "Prime Minister", "Mr": what stood before the name
    CHECK (start < "end")
);
CREATE INDEX mentions_article ON mentions (article_id);
CREATE INDEX mentions_entity ON mentions (entity_id, article_id);

CREATE TABLE quotes (
    id                INTEGER PRIMARY KEY,
    article_id        INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start             INTEGER NOT NULL,
    "end"             INTEGER NOT NULL,
    text              TEXT NOT NULL,        -- what stands between the marks
    kind              TEXT NOT NULL CHECK (kind IN ('direct', 'partial', 'term')),
    utterance         INTEGER NOT NULL,     -- within its article: stretches of one utterance share it
    speaker           TEXT,                 -- as written
    speaker_start     INTEGER,
    speaker_end       INTEGER,
    speaker_entity_id INTEGER REFERENCES entities (id),
    cue               TEXT,
    confidence        REAL NOT NULL,
    CHECK (start < "end")
);
CREATE INDEX quotes_article ON quotes (article_id);
CREATE INDEX quotes_speaker ON quotes (speaker_entity_id) WHERE speaker_entity_id IS NOT NULL;

CREATE TABLE dates (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    text       TEXT NOT NULL,
    type       TEXT NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value      TEXT NOT NULL,               -- TIMEX3
    "mod"      TEXT,                        -- TIMEX3 mod
    quant      TEXT,                        -- TIMEX3 quant of a set: EVERY, EACH
    freq       TEXT,                        -- TIMEX3 freq of a set: 2X
    earliest   TEXT,                        -- ISO dates; null where the text gives none
    latest     TEXT,
    CHECK (start < "end")
);
CREATE INDEX dates_article ON dates (article_id);
CREATE INDEX dates_earliest ON dates (earliest) WHERE earliest IS NOT NULL;

-- Full text. External content: the text itself is stored once, in articles.

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, body, content = 'articles', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
-- A third off the cost of indexing: fewer, larger flushes (bytes).
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608);

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, body ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

-- The flat, readable shapes that a spreadsheet wants.

CREATE VIEW article_list AS
SELECT a.id, a.kind, s.name AS source, a.published_at, a.title, a.byline, a.dateline, a.word_count, a.language,
       a.url, a.duplicate_of, a.parent_id, a.kicker, a.cut_off, a.revision, a.import_id
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id;

CREATE VIEW mention_list AS
SELECT m.id, e.name AS entity, e.type, m.surface, m.title, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, m.start, m."end"
FROM mentions m
JOIN entities e ON e.id = m.entity_id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id;

CREATE VIEW quote_list AS
SELECT q.id, coalesce(e.name, q.speaker) AS speaker, q.speaker AS speaker_as_written, q.cue, q.text, q.kind,
       q.confidence, a.id AS article_id, a.title AS article, s.name AS source, a.published_at, a.url,
       q.utterance, q.start, q."end"
FROM quotes q
JOIN articles a ON a.id = q.article_id
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id;

CREATE VIEW date_list AS
SELECT d.id, d.text, d.type, d.value, d."mod", d.earliest, d.latest, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, d.start, d."end"
FROM dates d
JOIN articles a ON a.id = d.article_id
LEFT JOIN sources s ON s.id = a.source_id;
