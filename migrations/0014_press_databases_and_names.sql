-- Articles from press databases

-- The page of the printed paper, as the database gives it: "7", "B4", "1, 4".
ALTER TABLE articles ADD COLUMN page TEXT;
-- The database that exported it (Nexis, Factiva, ProQuest …), and the number that it gives to the article. Where there is no
-- address, they are the article's identity.
ALTER TABLE articles ADD COLUMN vendor TEXT;
ALTER TABLE articles ADD COLUMN vendor_number TEXT;
-- How many words the article has as the database says; word_count is what was read.
ALTER TABLE articles ADD COLUMN stated_words INTEGER;

ALTER TABLE revisions ADD COLUMN page TEXT;
ALTER TABLE revisions ADD COLUMN vendor TEXT;
ALTER TABLE revisions ADD COLUMN vendor_number TEXT;
ALTER TABLE revisions ADD COLUMN stated_words INTEGER;

DROP VIEW article_list;
CREATE VIEW article_list AS
SELECT a.id, a.kind, s.name AS source, a.published_at, a.title, a.byline, a.dateline, a.word_count, a.language,
       a.url, a.duplicate_of, a.story_id, a.similarity, a.parent_id, a.kicker, a.cut_off, a.revision, a.import_id,
       a.section, a.modified_at, a.published_utc, a.page, a.vendor_number
FROM articles a
LEFT JOIN sources s ON s.id = a.source_id;

-- Indexes for what would otherwise be read whole

-- Undoing a run asks for the copies of each article that goes.
CREATE INDEX articles_duplicate_of ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
-- The one article of a text that is no copy: each new copy is compared with it alone.
CREATE INDEX articles_original ON articles (text_id) WHERE text_id IS NOT NULL AND duplicate_of IS NULL;
-- Whether a record was seen at its place before, however often the article was seen elsewhere.
DROP INDEX sightings_article;
CREATE INDEX sightings_article ON sightings (article_id, record) WHERE article_id IS NOT NULL;
DROP INDEX sightings_reject;
CREATE INDEX sightings_reject ON sightings (reject_id, record) WHERE reject_id IS NOT NULL;
CREATE INDEX revisions_record ON revisions (article_id, record);
-- Whether an article had a text before, however many versions it has.
CREATE INDEX revisions_text ON revisions (article_id, text_key);
