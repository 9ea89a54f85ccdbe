-- Names once, and a leaner index of articles. An entity that is just the name with its number, as nearly every one is, holds that
-- name and the form of it that it spells: `names` and `name_aliases` are views over entities and over what is left.

-- The views go first, since they are of tables that go.

DROP VIEW quote_tags;
DROP VIEW entity_tags;
DROP VIEW subject_rows;

-- In how many mentions the name that is this entity, with its number, name, type and key, is written just as it is called; null
-- where the entity's number is a name of its own in name_rows.
ALTER TABLE entities ADD COLUMN name_uses INTEGER;
-- What that name has in common with names that are certainly one with it; null: the key.
ALTER TABLE entities ADD COLUMN name_link TEXT;

UPDATE entities SET name_uses = a.uses, name_link = n.link
FROM names n JOIN name_aliases a ON a.name_id = n.id AND a.alias = n.name AND a.key = n.key
WHERE n.id = entities.id AND n.entity_id = n.id AND n.name = entities.name AND n.type = entities.type AND n.key = entities.key;
CREATE INDEX entities_name_link ON entities (name_link) WHERE name_link IS NOT NULL;

-- The names that are not just their entity.
CREATE TABLE name_rows (
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
INSERT INTO name_rows (id, name, type, key, link, entity_id)
SELECT n.id, n.name, n.type, n.key, n.link, n.entity_id FROM names n
WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.id = n.id AND e.name_uses IS NOT NULL)
ORDER BY n.id;
CREATE INDEX name_rows_link ON name_rows (link) WHERE link IS NOT NULL;
CREATE INDEX name_rows_entity ON name_rows (entity_id);

-- The forms of names that their entity does not spell.
CREATE TABLE name_alias_rows (
    name_id INTEGER NOT NULL,
    alias   TEXT NOT NULL,
    key     TEXT NOT NULL,
    uses    INTEGER NOT NULL DEFAULT 0,     -- mentions of the name with just this form
    PRIMARY KEY (name_id, alias)
) WITHOUT ROWID;
INSERT INTO name_alias_rows (name_id, alias, key, uses)
SELECT a.name_id, a.alias, a.key, a.uses FROM name_aliases a
WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.id = a.name_id AND e.name_uses IS NOT NULL AND e.name = a.alias)
ORDER BY a.name_id, a.alias;

DROP TABLE name_aliases;
DROP TABLE names;

CREATE VIEW names AS
SELECT id, name, type, key, name_link AS link, id AS entity_id FROM entities WHERE name_uses IS NOT NULL
UNION ALL
SELECT id, name, type, key, link, entity_id FROM name_rows;

CREATE VIEW name_aliases AS
SELECT id AS name_id, name AS alias, key, name_uses AS uses FROM entities WHERE name_uses IS NOT NULL
UNION ALL
SELECT name_id, alias, key, uses FROM name_alias_rows;

-- The views that read names, from the tables, since a view of two tables is not looked up by its keys in a join.

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
SELECT s.id, s.kind, e.id
FROM subjects s JOIN entities e ON e.type = substr(s.identity, 1, instr(s.identity, ':') - 1)
                               AND e.key = substr(s.identity, instr(s.identity, ':') + 1)
WHERE s.kind = 'entity' AND e.name_uses IS NOT NULL
UNION ALL
SELECT s.id, s.kind, n.entity_id
FROM subjects s JOIN name_rows n ON n.type = substr(s.identity, 1, instr(s.identity, ':') - 1)
                                AND n.key = substr(s.identity, instr(s.identity, ':') + 1)
WHERE s.kind = 'entity'
UNION ALL
SELECT s.id, s.kind, e.id
FROM subjects s JOIN curated_names c ON c.type = substr(s.identity, 1, instr(s.identity, ':') - 1)
                                    AND c.key = substr(s.identity, instr(s.identity, ':') + 1)
JOIN entities e ON e.curated_id = c.curated_id
WHERE s.kind = 'entity'
  AND NOT EXISTS (SELECT 1 FROM name_rows n WHERE n.type = c.type AND n.key = c.key)
  AND NOT EXISTS (SELECT 1 FROM entities n WHERE n.type = c.type AND n.key = c.key AND n.name_uses IS NOT NULL);

CREATE VIEW quote_tags AS
SELECT DISTINCT r.row_id AS quote_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'quote' AND t.removed_by IS NULL;

CREATE VIEW entity_tags AS
SELECT DISTINCT r.row_id AS entity_id, t.tag
FROM tags t JOIN subject_rows r ON r.subject_id = t.subject_id
WHERE r.kind = 'entity' AND t.removed_by IS NULL;

-- The index of articles has bodies as its first column: FTS5 names every other column before the places of each word in an article.

DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_before_update;
DROP TRIGGER articles_fts_update;
DROP TABLE articles_fts;
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    body, title, content = 'folded_articles', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608);
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, body) SELECT id, title, body FROM folded_articles WHERE id = new.id;
END;
CREATE TRIGGER articles_fts_delete BEFORE DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body)
    SELECT 'delete', id, title, body FROM folded_articles WHERE id = old.id;
END;
CREATE TRIGGER articles_fts_before_update BEFORE UPDATE OF title, body ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body)
    SELECT 'delete', id, title, body FROM folded_articles WHERE id = old.id;
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, body ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, body) SELECT id, title, body FROM folded_articles WHERE id = new.id;
END;
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

-- Who is quoted most is counted from this index alone, with the confidence that a question asks for.
DROP INDEX quote_rows_speaker;
CREATE INDEX quote_rows_speaker ON quote_rows (speaker_entity_id, article_id, kind, utterance, confidence_permille)
WHERE speaker_entity_id IS NOT NULL;
