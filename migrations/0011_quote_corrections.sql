-- What people say of quotes, kept apart from what was found; how a speaker was found; and what is reported without marks.

-- A correction holds for the nth quote with just this text in the article that has this identity, so that it outlives the
-- row: an article that is revised, taken back, imported again or read by a newer extractor has it again.
CREATE TABLE quote_corrections (
    id            INTEGER PRIMARY KEY,
    identity      TEXT NOT NULL,            -- articles.identity
    text          TEXT NOT NULL,
    occurrence    INTEGER NOT NULL,         -- from 1
    kind          TEXT CHECK (kind IN ('direct', 'partial', 'term', 'indirect')),    -- null: as found
    speaker       TEXT,                     -- null: as found; '': nobody
    rejected      INTEGER NOT NULL DEFAULT 0,   -- 1: no quote at all
    found_kind    TEXT NOT NULL,            -- when it was corrected first
    found_speaker TEXT,
    "by"          TEXT NOT NULL,
    why           TEXT,
    made_at       TEXT NOT NULL,            -- UTC, ISO 8601
    ended_at      TEXT,                     -- when it was taken back, or replaced by a later one
    ended_by      TEXT
);
CREATE UNIQUE INDEX quote_corrections_current ON quote_corrections (identity, text, occurrence) WHERE ended_at IS NULL;

-- Which rule decided: cue-before, sentence-after …; "corrected" where somebody has said who spoke.
ALTER TABLE quotes ADD COLUMN method TEXT;
-- The correction that made the row what it is.
ALTER TABLE quotes ADD COLUMN correction_id INTEGER REFERENCES quote_corrections (id);
CREATE INDEX quotes_corrected ON quotes (correction_id) WHERE correction_id IS NOT NULL;

-- Two kinds more. SQLite's way of changing a CHECK without writing a table anew (ALTER TABLE, "Making Other Kinds Of
-- Table Schema Changes"); no row and no other column is touched.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '(''direct'', ''partial'', ''term'')', '(''direct'', ''partial'', ''term'', ''indirect'', ''rejected'')')
WHERE type = 'table' AND name = 'quotes';
PRAGMA writable_schema = RESET;

-- What is reported without marks, and what somebody has rejected, stand in no report unless they are asked for.
DROP VIEW quote_list;
CREATE VIEW quote_list AS
SELECT q.id, coalesce(CASE WHEN e.hidden = 0 THEN e.name END, q.speaker) AS speaker,
       q.speaker AS speaker_as_written, q.cue, q.text, q.kind, q.confidence, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, q.utterance, q.start, q."end", q.method, q.correction_id IS NOT NULL AS corrected, a.extractor
FROM quotes q
JOIN articles a ON a.id = q.article_id
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.kind IN ('direct', 'partial', 'term');

CREATE VIEW indirect_list AS
SELECT q.id, coalesce(CASE WHEN e.hidden = 0 THEN e.name END, q.speaker) AS speaker,
       q.speaker AS speaker_as_written, q.cue, q.text, q.confidence,
       a.id AS article_id, a.title AS article, s.name AS source, a.published_at, a.url, q.start, q."end",
       q.correction_id IS NOT NULL AS corrected, a.extractor
FROM quotes q
JOIN articles a ON a.id = q.article_id
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE q.kind = 'indirect';
