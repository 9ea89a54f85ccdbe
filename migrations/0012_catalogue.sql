-- What the canned queries ask of indexes: that they answer without a look into the rows themselves.

-- From an article to its entities. Two hundredths more room, and each mention that is written costs two bytes more.
DROP INDEX mentions_article;
CREATE INDEX mentions_article ON mentions (article_id, entity_id);

-- Who is quoted where, and in how many utterances.
DROP INDEX quotes_speaker;
CREATE INDEX quotes_speaker ON quotes (speaker_entity_id, article_id, kind, utterance) WHERE speaker_entity_id IS NOT NULL;
-- What nobody is known to have said.
CREATE INDEX quotes_nobody ON quotes (article_id, kind) WHERE speaker_entity_id IS NULL;

-- Which papers print a story, and on which days.
DROP INDEX articles_story;
CREATE INDEX articles_story ON articles (story_id, kind, source_id, published_day) WHERE story_id IS NOT NULL;
DROP INDEX articles_source;
CREATE INDEX articles_source ON articles (source_id, published_day, kind);

-- Captions, credits and datelines of all articles.
CREATE INDEX blocks_kind ON blocks (kind, article_id);

CREATE INDEX articles_not_extracted ON articles (not_extracted) WHERE not_extracted IS NOT NULL;
