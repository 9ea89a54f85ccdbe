-- One row for one person: what the extractor found and what the archive makes of it are kept apart, so that a merge can
-- be taken back. A name is one type and one key, as found; an entity is the names that mean one, by evidence or because
-- somebody said so.

CREATE TABLE names (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,                -- the best spelling among those found
    type      TEXT NOT NULL,
    key       TEXT NOT NULL,                -- the name without case, marks and punctuation
    link      TEXT NOT NULL,                -- what names that are certainly one have in common
    -- The entity that it is a name of; its own number unless names were put together. No declared foreign keys to or
    -- from here: each would cost a look-up for every mention. `presscut check` proves them.
    entity_id INTEGER NOT NULL,
    UNIQUE (link, type, key)
);
-- Most names are entities by themselves, and need no row in these.
CREATE INDEX names_entity ON names (entity_id) WHERE entity_id <> id;

CREATE TABLE name_aliases (
    name_id INTEGER NOT NULL REFERENCES names (id) ON DELETE CASCADE,
    alias   TEXT NOT NULL,
    key     TEXT NOT NULL,
    PRIMARY KEY (name_id, alias)
) WITHOUT ROWID;

-- Forms that an article gives without naming anybody by them: what stands in parentheses, the long form of an acronym.
CREATE TABLE given_forms (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    name_id    INTEGER NOT NULL,
    form       TEXT NOT NULL,
    PRIMARY KEY (article_id, name_id, form)
) WITHOUT ROWID;
CREATE INDEX given_forms_name ON given_forms (name_id, form);

INSERT INTO names (id, name, type, key, link, entity_id) SELECT id, name, type, key, key, id FROM entities;
INSERT INTO name_aliases (name_id, alias, key) SELECT entity_id, alias, key FROM aliases;
-- What no mention bears out stands on the first article that names its entity.
INSERT OR IGNORE INTO given_forms (article_id, name_id, form)
SELECT (SELECT min(m.article_id) FROM mentions m WHERE m.entity_id = a.entity_id), a.entity_id, a.alias
FROM aliases a
WHERE EXISTS (SELECT 1 FROM mentions m WHERE m.entity_id = a.entity_id)
  AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.entity_id = a.entity_id AND m.surface = a.alias);

ALTER TABLE mentions ADD COLUMN name_id INTEGER NOT NULL DEFAULT 0;
UPDATE mentions SET name_id = entity_id;
CREATE INDEX mentions_name ON mentions (name_id) WHERE name_id <> entity_id;
ALTER TABLE quotes ADD COLUMN speaker_name_id INTEGER;
UPDATE quotes SET speaker_name_id = speaker_entity_id WHERE speaker_entity_id IS NOT NULL;

-- 1: left out of lists, because somebody said that it is nobody.
ALTER TABLE entities ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
-- What somebody has decided of it, if anything.
ALTER TABLE entities ADD COLUMN curated_id INTEGER;

-- What people decided, kept by name and not by row number, so that it holds for names that go and come back.
CREATE TABLE curated (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,                   -- what it is called, and what it is
    type   TEXT NOT NULL CHECK (type IN ('person', 'organization', 'location', 'facility', 'norp', 'product', 'misc')),
    hidden INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE curated_names (
    type       TEXT NOT NULL,               -- as found
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    curated_id INTEGER NOT NULL REFERENCES curated (id),
    PRIMARY KEY (type, key)
) WITHOUT ROWID;
CREATE INDEX curated_names_curated ON curated_names (curated_id);

-- Who decided what, when and why; with the rows of the two tables above before and after, to go back to.
CREATE TABLE decisions (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,                -- UTC, ISO 8601
    "by"      TEXT NOT NULL,
    why       TEXT,
    action    TEXT NOT NULL,                -- merge, split, rename, retype, hide, unhide, import
    what      TEXT NOT NULL,                -- for people
    before    TEXT NOT NULL,                -- JSON
    after     TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT
);

CREATE INDEX entities_curated ON entities (curated_id) WHERE curated_id IS NOT NULL;

DROP VIEW mention_list;
CREATE VIEW mention_list AS
SELECT m.id, e.name AS entity, e.type, m.surface, m.title, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, m.start, m."end"
FROM mentions m
JOIN entities e ON e.id = m.entity_id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.hidden = 0;

DROP VIEW quote_list;
CREATE VIEW quote_list AS
SELECT q.id, coalesce(CASE WHEN e.hidden = 0 THEN e.name END, q.speaker) AS speaker,
       q.speaker AS speaker_as_written, q.cue, q.text, q.kind, q.confidence, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, q.utterance, q.start, q."end"
FROM quotes q
JOIN articles a ON a.id = q.article_id
LEFT JOIN entities e ON e.id = q.speaker_entity_id
LEFT JOIN sources s ON s.id = a.source_id;

-- Sums of money in the bodies.
CREATE TABLE sums (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    text       TEXT NOT NULL,
    currency   TEXT,                        -- ISO 4217; null where the text does not say for certain
    amount     REAL,                        -- null where it is no number ("millions of dollars")
    CHECK (start < "end")
);
CREATE INDEX sums_article ON sums (article_id);

CREATE VIEW sum_list AS
SELECT m.id, m.text, m.currency, m.amount, a.id AS article_id, a.title AS article, s.name AS source, a.published_at,
       a.url, m.start, m."end"
FROM sums m
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id;
