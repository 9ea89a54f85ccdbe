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
