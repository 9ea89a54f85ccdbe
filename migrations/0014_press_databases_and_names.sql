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
