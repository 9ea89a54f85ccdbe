-- When a story was published: in UTC too, from where it is known, and how a date like 03/04/2024 was read.

ALTER TABLE articles ADD COLUMN section TEXT;
-- Like published_at, of the last change.
ALTER TABLE articles ADD COLUMN modified_at TEXT;
-- 2024-10-02T21:00:00Z: null where the zone or the time of day is not known.
ALTER TABLE articles ADD COLUMN published_utc TEXT;
-- json-ld, meta, microdata, time element, page text, address, record field, feed, option.
ALTER TABLE articles ADD COLUMN published_from TEXT;
-- The date as it was written, where it was written in digits that could change places: 31/12/2024, 03/04/2024.
ALTER TABLE articles ADD COLUMN published_text TEXT;
-- For a date that can be two days: how it was read, and why ("day first (source)"), or 'undecided', when published_at
-- is no more than the year. Null for every other date.
ALTER TABLE articles ADD COLUMN date_order TEXT;
-- For a date in digits that can be one day only: 'day first' or 'month first'. What a source's other dates go by.
ALTER TABLE articles ADD COLUMN digits_order TEXT CHECK (digits_order IN ('day first', 'month first'));

CREATE INDEX articles_date_order ON articles (source_id, date_order) WHERE date_order IS NOT NULL;
CREATE INDEX articles_digits_order ON articles (source_id, digits_order) WHERE digits_order IS NOT NULL;
CREATE INDEX articles_published_text ON articles (import_file_id) WHERE published_text IS NOT NULL;

ALTER TABLE revisions ADD COLUMN section TEXT;
ALTER TABLE revisions ADD COLUMN modified_at TEXT;
ALTER TABLE revisions ADD COLUMN published_utc TEXT;
ALTER TABLE revisions ADD COLUMN published_from TEXT;
ALTER TABLE revisions ADD COLUMN published_text TEXT;
ALTER TABLE revisions ADD COLUMN date_order TEXT;
ALTER TABLE revisions ADD COLUMN digits_order TEXT;

-- How the user has said that a source writes its dates; without a row, its own dates decide.
CREATE TABLE date_orders (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    rule      TEXT NOT NULL CHECK (rule IN ('day first', 'month first'))
);

DROP VIEW article_list;
CREATE VIEW article_list AS
SELECT a.id, a.kind, s.name AS source, a.published_at, a.title, a.byline, a.dateline, a.word_count, a.language,
       a.url, a.duplicate_of, a.parent_id, a.kicker, a.cut_off, a.revision, a.import_id, a.section, a.modified_at,
       a.published_utc
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id;
