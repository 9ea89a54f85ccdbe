-- One story, however many papers print it: texts that are equal, or nearly, found by their wording.

-- One row a text that some article has. Copies share it.
CREATE TABLE texts (
    id       INTEGER PRIMARY KEY,
    text_key TEXT NOT NULL UNIQUE,          -- SHA-256 of the normalised body
    sketch   BLOB NOT NULL                  -- the smallest hashes of its runs of words; empty in short texts
);

-- A text is found by the first hashes of its sketch. Without a foreign key: to check one would take an index as large
-- as the table, and rows come and go with their text only.
CREATE TABLE text_keys (
    key     INTEGER NOT NULL,
    text_id INTEGER NOT NULL,
    PRIMARY KEY (key, text_id)
) WITHOUT ROWID;

-- Texts that are nearly the same, each pair both ways round.
CREATE TABLE text_links (
    text_id    INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
    similarity REAL NOT NULL,               -- how much of the shorter one stands in the other, 0 to 1
    PRIMARY KEY (text_id, other_id)
) WITHOUT ROWID;
CREATE INDEX text_links_other ON text_links (other_id);

ALTER TABLE articles ADD COLUMN text_id INTEGER REFERENCES texts (id);
-- The article of this story that was published first; its own number if no other article tells the story. It is no declared
-- foreign key: changing one makes SQLite open a savepoint, at which the full-text index is written to disk, and so
-- every reprint would cost as much as hundreds of articles. `presscut check` proves it.
ALTER TABLE articles ADD COLUMN story_id INTEGER;
-- To the story's first article, 0 to 1; null for that one itself.
ALTER TABLE articles ADD COLUMN similarity REAL;

-- Articles of before are compared with others when their text changes; copies are known.
INSERT INTO texts (text_key, sketch) SELECT DISTINCT text_key, x'' FROM articles WHERE kind = 'article';
UPDATE articles SET text_id = (SELECT id FROM texts t WHERE t.text_key = articles.text_key),
    story_id = coalesce(duplicate_of, id), similarity = CASE WHEN duplicate_of IS NULL THEN NULL ELSE 1.0 END
WHERE kind = 'article';

DROP INDEX articles_text_key;
CREATE INDEX articles_text ON articles (text_id) WHERE text_id IS NOT NULL;
CREATE INDEX articles_story ON articles (story_id) WHERE story_id IS NOT NULL;

CREATE VIEW stories AS
SELECT o.id, o.title, count(*) AS articles, count(DISTINCT a.text_id) AS versions, count(DISTINCT a.source_id) AS sources,
       min(a.published_day) AS first_day, max(a.published_day) AS last_day
FROM articles a
JOIN articles o ON o.id = a.story_id
GROUP BY o.id, o.title;

DROP VIEW article_list;
CREATE VIEW article_list AS
SELECT a.id, a.kind, s.name AS source, a.published_at, a.title, a.byline, a.dateline, a.word_count, a.language,
       a.url, a.duplicate_of, a.story_id, a.similarity, a.parent_id, a.kicker, a.cut_off, a.revision, a.import_id,
       a.section, a.modified_at, a.published_utc
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id;
