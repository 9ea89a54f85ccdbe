-- What was found in the bodies, without what the bodies say already: a mention, a quote and a date are kept as their places,
-- and what stands there is read from the body. The names `mentions`, `quotes`, `dates` and `aliases` are views that answer as
-- the tables did, and can be written to.

-- The views go first, since they are of tables that go.

DROP VIEW mention_list;
DROP VIEW quote_list;
DROP VIEW indirect_list;
DROP VIEW date_list;
DROP VIEW quote_tags;
DROP VIEW entity_tags;
DROP VIEW subject_rows;
DROP VIEW folded_quotes;
DROP TABLE quotes_fts;

-- Mentions, in the order of the articles: what an article names stands together.
CREATE TABLE mention_rows (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    length     INTEGER NOT NULL CHECK (length > 0),
    entity_id  INTEGER NOT NULL REFERENCES entities (id),
    name_id    INTEGER,                     -- null: the name that has the entity's number, as nearly every one
    title      TEXT,                        -- "Prime Minister", "Mr": what stood before the name
    PRIMARY KEY (article_id, start)
) WITHOUT ROWID;
-- No two names have one place.
INSERT OR IGNORE INTO mention_rows (article_id, start, length, entity_id, name_id, title)
SELECT article_id, start, "end" - start, entity_id, nullif(name_id, entity_id), title
FROM mentions ORDER BY article_id, start, id;
DROP TABLE mentions;
CREATE INDEX mention_rows_entity ON mention_rows (entity_id, article_id);
CREATE INDEX mention_rows_name ON mention_rows (name_id) WHERE name_id IS NOT NULL;

CREATE VIEW mentions AS
SELECT CAST(article_id * 10000000 + start AS INTEGER) AS id, article_id, entity_id, start, CAST(start + length AS INTEGER) AS "end",
       CAST((SELECT substr(articles.body, mention_rows.start + 1, mention_rows.length) FROM articles WHERE articles.id = mention_rows.article_id) AS TEXT) AS surface,
       title, CAST(coalesce(name_id, entity_id) AS INTEGER) AS name_id
FROM mention_rows;

-- Quotes. Words of which there are few are numbers; the view has the words. What has no number is kept as it is.
CREATE TABLE quote_rows (
    id                  INTEGER PRIMARY KEY,
    article_id          INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start               INTEGER NOT NULL,
    length              INTEGER NOT NULL CHECK (length > 0),
    kind                NOT NULL CHECK (kind IN (0, 1, 2, 3, 4)),
    utterance           INTEGER NOT NULL,   -- within its article: stretches of one utterance share it
    speaker             TEXT,               -- null where it stands in the body
    speaker_start       INTEGER,
    speaker_length      INTEGER,
    speaker_entity_id   INTEGER REFERENCES entities (id),
    speaker_name_id     INTEGER,            -- null: the name that has the entity's number
    cue                 TEXT,
    confidence_permille NUMERIC NOT NULL,
    method,
    correction_id       INTEGER REFERENCES quote_corrections (id)
);
INSERT INTO quote_rows (id, article_id, start, length, kind, utterance, speaker, speaker_start, speaker_length, speaker_entity_id,
    speaker_name_id, cue, confidence_permille, method, correction_id)
SELECT id, article_id, start, "end" - start,
       CASE kind WHEN 'direct' THEN 0 WHEN 'partial' THEN 1 WHEN 'term' THEN 2 WHEN 'indirect' THEN 3 WHEN 'rejected' THEN 4 ELSE kind END,
       utterance, CASE WHEN speaker_start IS NULL THEN speaker END, speaker_start, speaker_end - speaker_start,
       speaker_entity_id, nullif(speaker_name_id, speaker_entity_id), cue,
       CASE WHEN round(confidence * 1000) / 1000.0 = confidence THEN CAST(round(confidence * 1000) AS INTEGER) ELSE confidence * 1000 END,
       CASE method WHEN 'cue-after' THEN 0 WHEN 'cue-before' THEN 1 WHEN 'split' THEN 2 WHEN 'sentence-after' THEN 3
            WHEN 'sentence-before' THEN 4 WHEN 'sentence-previous' THEN 5 WHEN 'paragraph' THEN 6 WHEN 'continued' THEN 7
            WHEN 'running' THEN 8 WHEN 'subject' THEN 9 WHEN 'signed' THEN 10 WHEN 'reported' THEN 11 WHEN 'corrected' THEN 12 ELSE method END,
       correction_id
FROM quotes;
DROP TABLE quotes;
CREATE INDEX quote_rows_article ON quote_rows (article_id);
CREATE INDEX quote_rows_speaker ON quote_rows (speaker_entity_id, article_id, kind, utterance) WHERE speaker_entity_id IS NOT NULL;
CREATE INDEX quote_rows_nobody ON quote_rows (article_id, kind) WHERE speaker_entity_id IS NULL;
CREATE INDEX quote_rows_corrected ON quote_rows (correction_id) WHERE correction_id IS NOT NULL;

CREATE VIEW quotes AS
SELECT id, article_id, start, CAST(start + length AS INTEGER) AS "end",
       CAST((SELECT substr(articles.body, quote_rows.start + 1, quote_rows.length) FROM articles WHERE articles.id = quote_rows.article_id) AS TEXT) AS text,
       CAST(CASE kind WHEN 0 THEN 'direct' WHEN 1 THEN 'partial' WHEN 2 THEN 'term' WHEN 3 THEN 'indirect' WHEN 4 THEN 'rejected' END AS TEXT) AS kind,
       utterance,
       CAST(CASE WHEN speaker_start IS NULL THEN speaker
            ELSE (SELECT substr(articles.body, quote_rows.speaker_start + 1, quote_rows.speaker_length) FROM articles WHERE articles.id = quote_rows.article_id) END AS TEXT) AS speaker,
       speaker_start, CAST(speaker_start + speaker_length AS INTEGER) AS speaker_end, speaker_entity_id, cue,
       CAST(confidence_permille / 1000.0 AS REAL) AS confidence, CAST(coalesce(speaker_name_id, speaker_entity_id) AS INTEGER) AS speaker_name_id,
       CAST(CASE method WHEN 0 THEN 'cue-after' WHEN 1 THEN 'cue-before' WHEN 2 THEN 'split' WHEN 3 THEN 'sentence-after'
            WHEN 4 THEN 'sentence-before' WHEN 5 THEN 'sentence-previous' WHEN 6 THEN 'paragraph' WHEN 7 THEN 'continued'
            WHEN 8 THEN 'running' WHEN 9 THEN 'subject' WHEN 10 THEN 'signed' WHEN 11 THEN 'reported' WHEN 12 THEN 'corrected'
            ELSE method END AS TEXT) AS method,
       correction_id
FROM quote_rows;

-- Dates, in the order of the articles too.
CREATE TABLE date_rows (
    article_id     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start          INTEGER NOT NULL,
    length         INTEGER NOT NULL CHECK (length > 0),
    type           NOT NULL CHECK (type IN (0, 1, 2, 3)),
    value          TEXT,                    -- TIMEX3; null where it is the earliest day
    "mod"          TEXT,                    -- TIMEX3 mod
    quant          TEXT,                    -- TIMEX3 quant of a set: EVERY, EACH
    freq           TEXT,                    -- TIMEX3 freq of a set: 2X
    earliest       TEXT,                    -- ISO dates; null where the text gives none
    latest,                                 -- 0 where it is the earliest day
    sentence_back  INTEGER,                 -- from the beginning of the sentence to that of the date
    sentence_length INTEGER,
    ahead          TEXT CHECK (ahead IN ('certain', 'likely', 'possible')),
    PRIMARY KEY (article_id, start)
) WITHOUT ROWID;
INSERT OR IGNORE INTO date_rows (article_id, start, length, type, value, "mod", quant, freq, earliest, latest, sentence_back,
    sentence_length, ahead)
SELECT article_id, start, "end" - start,
       CASE type WHEN 'DATE' THEN 0 WHEN 'TIME' THEN 1 WHEN 'DURATION' THEN 2 WHEN 'SET' THEN 3 ELSE type END,
       nullif(value, earliest), "mod", quant, freq, earliest, CASE WHEN latest = earliest THEN 0 ELSE latest END,
       start - sentence_start, sentence_end - sentence_start, ahead
FROM dates ORDER BY article_id, start, id;
DROP TABLE dates;
CREATE INDEX date_rows_earliest ON date_rows (earliest) WHERE earliest IS NOT NULL;
CREATE INDEX date_rows_ahead ON date_rows (earliest) WHERE ahead IS NOT NULL;

CREATE VIEW dates AS
SELECT CAST(article_id * 10000000 + start AS INTEGER) AS id, article_id, start, CAST(start + length AS INTEGER) AS "end",
       CAST((SELECT substr(articles.body, date_rows.start + 1, date_rows.length) FROM articles WHERE articles.id = date_rows.article_id) AS TEXT) AS text,
       CAST(CASE type WHEN 0 THEN 'DATE' WHEN 1 THEN 'TIME' WHEN 2 THEN 'DURATION' WHEN 3 THEN 'SET' END AS TEXT) AS type,
       CAST(coalesce(value, earliest) AS TEXT) AS value, "mod", quant, freq, earliest,
       CAST(CASE WHEN latest = 0 THEN earliest ELSE latest END AS TEXT) AS latest,
       CAST(start - sentence_back AS INTEGER) AS sentence_start, CAST(start - sentence_back + sentence_length AS INTEGER) AS sentence_end, ahead
FROM date_rows;

-- Writing to the views. What is given as surface or text is not kept, and has to be what stands in the body. An import, which
-- fires no triggers, writes to the tables.

CREATE TRIGGER mentions_insert INSTEAD OF INSERT ON mentions BEGIN
    SELECT RAISE(ABORT, 'a mention is the text at its place in the body: presscut entities merges, splits and renames')
    WHERE new.surface <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    INSERT INTO mention_rows (article_id, start, length, entity_id, name_id, title)
    VALUES (new.article_id, new.start, new."end" - new.start, new.entity_id, nullif(new.name_id, new.entity_id), new.title);
END;
CREATE TRIGGER mentions_delete INSTEAD OF DELETE ON mentions BEGIN
    DELETE FROM mention_rows WHERE article_id = old.article_id AND start = old.start;
END;
CREATE TRIGGER mentions_update INSTEAD OF UPDATE ON mentions BEGIN
    SELECT RAISE(ABORT, 'a mention is the text at its place in the body: presscut entities merges, splits and renames')
    WHERE new.surface <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    UPDATE mention_rows
    SET article_id = new.article_id, start = new.start, length = new."end" - new.start, entity_id = new.entity_id,
        name_id = nullif(new.name_id, new.entity_id), title = new.title
    WHERE article_id = old.article_id AND start = old.start;
END;

CREATE TRIGGER dates_insert INSTEAD OF INSERT ON dates BEGIN
    SELECT RAISE(ABORT, 'a date is the text at its place in the body: presscut reextract reads the bodies again')
    WHERE new.text <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    INSERT INTO date_rows (article_id, start, length, type, value, "mod", quant, freq, earliest, latest, sentence_back,
        sentence_length, ahead)
    VALUES (new.article_id, new.start, new."end" - new.start,
        CASE new.type WHEN 'DATE' THEN 0 WHEN 'TIME' THEN 1 WHEN 'DURATION' THEN 2 WHEN 'SET' THEN 3 ELSE new.type END,
        nullif(new.value, new.earliest), new."mod", new.quant, new.freq, new.earliest,
        CASE WHEN new.latest = new.earliest THEN 0 ELSE new.latest END, new.start - new.sentence_start,
        new.sentence_end - new.sentence_start, new.ahead);
END;
CREATE TRIGGER dates_delete INSTEAD OF DELETE ON dates BEGIN
    DELETE FROM date_rows WHERE article_id = old.article_id AND start = old.start;
END;
CREATE TRIGGER dates_update INSTEAD OF UPDATE ON dates BEGIN
    SELECT RAISE(ABORT, 'a date is the text at its place in the body: presscut reextract reads the bodies again')
    WHERE new.text <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    UPDATE date_rows
    SET article_id = new.article_id, start = new.start, length = new."end" - new.start,
        type = CASE new.type WHEN 'DATE' THEN 0 WHEN 'TIME' THEN 1 WHEN 'DURATION' THEN 2 WHEN 'SET' THEN 3 ELSE new.type END,
        value = nullif(new.value, new.earliest), "mod" = new."mod", quant = new.quant, freq = new.freq,
        earliest = new.earliest, latest = CASE WHEN new.latest = new.earliest THEN 0 ELSE new.latest END,
        sentence_back = new.start - new.sentence_start, sentence_length = new.sentence_end - new.sentence_start,
        ahead = new.ahead
    WHERE article_id = old.article_id AND start = old.start;
END;

CREATE TRIGGER quotes_insert INSTEAD OF INSERT ON quotes BEGIN
    SELECT RAISE(ABORT, 'a quote is the text at its place in the body: presscut quotes fix corrects quotes')
    WHERE new.text <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    INSERT INTO quote_rows (id, article_id, start, length, kind, utterance, speaker, speaker_start, speaker_length,
        speaker_entity_id, speaker_name_id, cue, confidence_permille, method, correction_id)
    VALUES (new.id, new.article_id, new.start, new."end" - new.start,
        CASE new.kind WHEN 'direct' THEN 0 WHEN 'partial' THEN 1 WHEN 'term' THEN 2 WHEN 'indirect' THEN 3 WHEN 'rejected' THEN 4 ELSE new.kind END,
        new.utterance, CASE WHEN new.speaker_start IS NULL THEN new.speaker END, new.speaker_start,
        new.speaker_end - new.speaker_start, new.speaker_entity_id, nullif(new.speaker_name_id, new.speaker_entity_id), new.cue,
        CASE WHEN round(new.confidence * 1000) / 1000.0 = new.confidence THEN CAST(round(new.confidence * 1000) AS INTEGER)
             ELSE new.confidence * 1000 END,
        CASE new.method WHEN 'cue-after' THEN 0 WHEN 'cue-before' THEN 1 WHEN 'split' THEN 2 WHEN 'sentence-after' THEN 3
            WHEN 'sentence-before' THEN 4 WHEN 'sentence-previous' THEN 5 WHEN 'paragraph' THEN 6 WHEN 'continued' THEN 7
            WHEN 'running' THEN 8 WHEN 'subject' THEN 9 WHEN 'signed' THEN 10 WHEN 'reported' THEN 11 WHEN 'corrected' THEN 12
            ELSE new.method END,
        new.correction_id);
END;
CREATE TRIGGER quotes_delete INSTEAD OF DELETE ON quotes BEGIN
    DELETE FROM quote_rows WHERE id = old.id;
END;
CREATE TRIGGER quotes_update INSTEAD OF UPDATE ON quotes BEGIN
    SELECT RAISE(ABORT, 'a quote is the text at its place in the body: presscut quotes fix corrects quotes')
    WHERE new.text <> (SELECT substr(a.body, new.start + 1, new."end" - new.start) FROM articles a WHERE a.id = new.article_id);
    UPDATE quote_rows
    SET id = new.id, article_id = new.article_id, start = new.start, length = new."end" - new.start,
        kind = CASE new.kind WHEN 'direct' THEN 0 WHEN 'partial' THEN 1 WHEN 'term' THEN 2 WHEN 'indirect' THEN 3 WHEN 'rejected' THEN 4 ELSE new.kind END,
        utterance = new.utterance,
        -- A speaker that is changed stands in the body where its place is changed with it.
        speaker = CASE WHEN new.speaker_start IS NULL OR new.speaker IS NOT old.speaker AND new.speaker_start IS old.speaker_start
                       THEN new.speaker END,
        speaker_start = CASE WHEN new.speaker IS NOT old.speaker AND new.speaker_start IS old.speaker_start THEN NULL
                             ELSE new.speaker_start END,
        speaker_length = CASE WHEN new.speaker IS NOT old.speaker AND new.speaker_start IS old.speaker_start THEN NULL
                              ELSE new.speaker_end - new.speaker_start END,
        speaker_entity_id = new.speaker_entity_id, speaker_name_id = nullif(new.speaker_name_id, new.speaker_entity_id),
        cue = new.cue,
        confidence_permille = CASE WHEN round(new.confidence * 1000) / 1000.0 = new.confidence
                                   THEN CAST(round(new.confidence * 1000) AS INTEGER) ELSE new.confidence * 1000 END,
        method = CASE new.method WHEN 'cue-after' THEN 0 WHEN 'cue-before' THEN 1 WHEN 'split' THEN 2 WHEN 'sentence-after' THEN 3
            WHEN 'sentence-before' THEN 4 WHEN 'sentence-previous' THEN 5 WHEN 'paragraph' THEN 6 WHEN 'continued' THEN 7
            WHEN 'running' THEN 8 WHEN 'subject' THEN 9 WHEN 'signed' THEN 10 WHEN 'reported' THEN 11 WHEN 'corrected' THEN 12
            ELSE new.method END,
        correction_id = new.correction_id
    WHERE id = old.id;
END;

-- Names, entities and aliases, without what they repeat of each other. Foreign keys are off while archives are migrated, so that a
-- table can be written anew under its name.

-- An entity is looked up by its key, and by key and type: one index does both.
CREATE TEMP TABLE kept_entities AS SELECT id, name, type, key, hidden, curated_id FROM entities;
CREATE TEMP TABLE kept_aliases (entity_id INTEGER, alias TEXT, key TEXT, PRIMARY KEY (entity_id, alias)) WITHOUT ROWID;
INSERT INTO kept_aliases (entity_id, alias, key) SELECT entity_id, alias, key FROM aliases;
DROP TABLE aliases;
DROP TABLE entities;
CREATE TABLE entities (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL
        CHECK (type IN ('person', 'organization', 'location', 'facility', 'norp', 'product', 'misc')),
    key        TEXT NOT NULL,               -- the name without case, marks and punctuation
    hidden     INTEGER NOT NULL DEFAULT 0,  -- 1: left out of lists, because somebody said that it is nobody
    curated_id INTEGER,                     -- what somebody has decided of it, if anything
    is_alias   INTEGER NOT NULL DEFAULT 0,  -- 1: its name is one of its aliases, as nearly always, and has no row in alias_rows
    UNIQUE (key, type)
);
INSERT INTO entities (id, name, type, key, hidden, curated_id, is_alias)
SELECT e.id, e.name, e.type, e.key, e.hidden, e.curated_id,
       EXISTS (SELECT 1 FROM kept_aliases a WHERE a.entity_id = e.id AND a.alias = e.name AND a.key = e.key)
FROM kept_entities e ORDER BY e.id;
CREATE INDEX entities_curated ON entities (curated_id) WHERE curated_id IS NOT NULL;

-- The aliases that are not the entity's name.
CREATE TABLE alias_rows (
    entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    alias     TEXT NOT NULL,
    key       TEXT NOT NULL,
    PRIMARY KEY (entity_id, alias)
) WITHOUT ROWID;
INSERT INTO alias_rows (entity_id, alias, key)
SELECT a.entity_id, a.alias, a.key FROM kept_aliases a JOIN entities e ON e.id = a.entity_id
WHERE e.is_alias = 0 OR e.name <> a.alias OR e.key <> a.key
ORDER BY a.entity_id, a.alias;
CREATE INDEX alias_rows_key ON alias_rows (key);
DROP TABLE kept_aliases;
DROP TABLE kept_entities;

CREATE VIEW aliases AS
SELECT id AS entity_id, name AS alias, key FROM entities WHERE is_alias = 1
UNION ALL
SELECT entity_id, alias, key FROM alias_rows;

CREATE TRIGGER aliases_insert INSTEAD OF INSERT ON aliases BEGIN
    UPDATE entities SET is_alias = 1 WHERE id = new.entity_id AND name = new.alias AND key = new.key;
    INSERT INTO alias_rows (entity_id, alias, key)
    SELECT new.entity_id, new.alias, new.key
    WHERE NOT EXISTS (SELECT 1 FROM entities WHERE id = new.entity_id AND name = new.alias AND is_alias = 1);
END;
CREATE TRIGGER aliases_delete INSTEAD OF DELETE ON aliases BEGIN
    DELETE FROM alias_rows WHERE entity_id = old.entity_id AND alias = old.alias;
    UPDATE entities SET is_alias = 0 WHERE id = old.entity_id AND name = old.alias;
END;
CREATE TRIGGER aliases_update INSTEAD OF UPDATE ON aliases BEGIN
    DELETE FROM alias_rows WHERE entity_id = old.entity_id AND alias = old.alias;
    UPDATE entities SET is_alias = 0 WHERE id = old.entity_id AND name = old.alias;
    INSERT INTO alias_rows (entity_id, alias, key) VALUES (new.entity_id, new.alias, new.key);
END;

-- Names. What links a name to others is its key, unless a column says something else.
CREATE TEMP TABLE kept_names AS SELECT id, name, type, key, link, entity_id FROM names;
DROP TABLE names;
CREATE TABLE names (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,                -- the best spelling among those found
    type      TEXT NOT NULL,
    key       TEXT NOT NULL,                -- the name without case, marks and punctuation
    link      TEXT,                         -- what names that are certainly one have in common; null: the key
    -- The entity that it is a name of; its own number unless names were put together. No declared foreign keys to or
    -- from here: each would cost a look-up for every mention. `presscut check` proves them.
    entity_id INTEGER NOT NULL,
    UNIQUE (key, type)
);
INSERT INTO names (id, name, type, key, link, entity_id)
SELECT id, name, type, key, nullif(link, key), entity_id FROM kept_names ORDER BY id;
DROP TABLE kept_names;
CREATE INDEX names_link ON names (link) WHERE link IS NOT NULL;
-- Most names are entities by themselves, and need no row in this.
CREATE INDEX names_entity ON names (entity_id) WHERE entity_id <> id;

-- The views that the tables had.

CREATE VIEW mention_list AS
SELECT m.id, e.name AS entity, e.type, m.surface, m.title, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, m.start, m."end"
FROM mentions m
JOIN entities e ON e.id = m.entity_id
JOIN articles a ON a.id = m.article_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE e.hidden = 0;

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

CREATE VIEW date_list AS
SELECT d.id, d.text, d.type, d.value, d."mod", d.earliest, d.latest, a.id AS article_id, a.title AS article,
       s.name AS source, a.published_at, a.url, d.start, d."end"
FROM dates d
JOIN articles a ON a.id = d.article_id
LEFT JOIN sources s ON s.id = a.source_id;

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

CREATE VIEW quote_tags AS
SELECT DISTINCT r.row_id AS quote_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'quote' AND t.removed_by IS NULL;

CREATE VIEW entity_tags AS
SELECT DISTINCT r.row_id AS entity_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'entity' AND t.removed_by IS NULL;

CREATE VIEW folded_quotes AS
SELECT q.id,
    CASE WHEN q.text GLOB '*[Æ-ӿḀ-῿ﬀ-ﬆ]*' THEN
        (WITH RECURSIVE folded (n, text) AS (
            SELECT 0, q.text
            UNION ALL SELECT n + 1, replace(text, f.letter, f.plain) FROM folded JOIN letter_folds f ON f.id = n + 1)
         SELECT text FROM folded WHERE n = (SELECT max(id) FROM letter_folds))
    ELSE q.text END AS text
FROM quotes q;

-- The index of quotes, kept as before. A quote leaves it while its article still has the body that the quote is read from.
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, content = 'folded_quotes', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', 8388608);
CREATE TRIGGER quotes_fts_insert AFTER INSERT ON quote_rows BEGIN
    INSERT INTO quotes_fts (rowid, text) SELECT id, text FROM folded_quotes WHERE id = new.id;
END;
CREATE TRIGGER quotes_fts_delete BEFORE DELETE ON quote_rows BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', id, text FROM folded_quotes WHERE id = old.id;
END;
CREATE TRIGGER quotes_fts_before_update BEFORE UPDATE OF id, article_id, start, length ON quote_rows BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', id, text FROM folded_quotes WHERE id = old.id;
END;
CREATE TRIGGER quotes_fts_update AFTER UPDATE OF id, article_id, start, length ON quote_rows BEGIN
    INSERT INTO quotes_fts (rowid, text) SELECT id, text FROM folded_quotes WHERE id = new.id;
END;
CREATE TRIGGER quotes_fts_article_delete BEFORE DELETE ON articles BEGIN
    DELETE FROM quote_rows WHERE article_id = old.id;
END;
CREATE TRIGGER quotes_fts_article_before_update BEFORE UPDATE OF body ON articles BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text)
    SELECT 'delete', f.id, f.text FROM quote_rows q JOIN folded_quotes f ON f.id = q.id WHERE q.article_id = old.id;
END;
CREATE TRIGGER quotes_fts_article_update AFTER UPDATE OF body ON articles BEGIN
    INSERT INTO quotes_fts (rowid, text)
    SELECT f.id, f.text FROM quote_rows q JOIN folded_quotes f ON f.id = q.id WHERE q.article_id = new.id;
END;
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');
