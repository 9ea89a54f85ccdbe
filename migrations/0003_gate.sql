-- What the gate turned away can be let in again, and stays let in.

-- What was read of a record before it was judged, as JSON: what re-admitting it makes an article of.
ALTER TABLE rejects ADD COLUMN scrape TEXT;
-- When the user let it in, UTC, ISO 8601.
ALTER TABLE rejects ADD COLUMN readmitted_at TEXT;
CREATE INDEX rejects_readmitted ON rejects (raw_sha256) WHERE readmitted_at IS NOT NULL;

-- Why nothing was looked for in a body: "language: fr". Null where the extractors have read it.
ALTER TABLE articles ADD COLUMN not_extracted TEXT;
