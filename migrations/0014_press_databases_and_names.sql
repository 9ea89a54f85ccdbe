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

-- Names and words without accents, strokes and ligatures

-- How often each form of a name is used: mentions of the name with just this form. What an entity is called follows from it.
ALTER TABLE name_aliases ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
CREATE TEMP TABLE counted_forms (name_id INTEGER, form TEXT, uses INTEGER, PRIMARY KEY (name_id, form)) WITHOUT ROWID;
INSERT INTO counted_forms SELECT name_id, surface, count(*) FROM mentions GROUP BY name_id, surface;
UPDATE name_aliases SET uses = coalesce(
    (SELECT c.uses FROM counted_forms c WHERE c.name_id = name_aliases.name_id AND c.form = name_aliases.alias), 0);
DROP TABLE counted_forms;

-- What the full-text indexes hold for letters that their tokenizer keeps as they are: with a stroke, a ligature, or a mark that
-- is no Latin one. Everything else (é) is the tokenizer's. A table, since SQL has no function for it.
CREATE TABLE letter_folds (
    id     INTEGER PRIMARY KEY,             -- from 1, without gaps
    letter TEXT NOT NULL,
    plain  TEXT NOT NULL
);
INSERT INTO letter_folds (letter, plain) VALUES
('Æ', 'AE'), ('Ð', 'D'), ('Ø', 'O'), ('Þ', 'Th'), ('ß', 'ss'), ('æ', 'ae'), ('ð', 'd'), ('ø', 'o'), ('þ', 'th'),
('Đ', 'D'), ('đ', 'd'), ('Ħ', 'H'), ('ħ', 'h'), ('ı', 'i'), ('Ĳ', 'IJ'), ('ĳ', 'ij'), ('Ł', 'L'), ('ł', 'l'),
('Œ', 'OE'), ('œ', 'oe'), ('Ŧ', 'T'), ('ŧ', 't'), ('ſ', 's'), ('Ƶ', 'Z'), ('ƶ', 'z'), ('Ǣ', 'AE'), ('ǣ', 'ae'),
('Ǽ', 'AE'), ('ǽ', 'ae'), ('Ǿ', 'O'), ('ǿ', 'o'), ('ʹ', 'ʹ'), ('Ά', 'Α'), ('Έ', 'Ε'), ('Ή', 'Η'), ('Ί', 'Ι'),
('Ό', 'Ο'), ('Ύ', 'Υ'), ('Ώ', 'Ω'), ('ΐ', 'ι'), ('Ϊ', 'Ι'), ('Ϋ', 'Υ'), ('ά', 'α'), ('έ', 'ε'), ('ή', 'η'), ('ί', 'ι'),
('ΰ', 'υ'), ('ς', 'σ'), ('ϊ', 'ι'), ('ϋ', 'υ'), ('ό', 'ο'), ('ύ', 'υ'), ('ώ', 'ω'), ('ϓ', 'ϒ'), ('ϔ', 'ϒ'), ('Ѐ', 'Е'),
('Ё', 'Е'), ('Ѓ', 'Г'), ('Ї', 'І'), ('Ќ', 'К'), ('Ѝ', 'И'), ('Ў', 'У'), ('Й', 'И'), ('й', 'и'), ('ѐ', 'е'), ('ё', 'е'),
('ѓ', 'г'), ('ї', 'і'), ('ќ', 'к'), ('ѝ', 'и'), ('ў', 'у'), ('Ѷ', 'Ѵ'), ('ѷ', 'ѵ'), ('Ӂ', 'Ж'), ('ӂ', 'ж'), ('Ӑ', 'А'),
('ӑ', 'а'), ('Ӓ', 'А'), ('ӓ', 'а'), ('Ӗ', 'Е'), ('ӗ', 'е'), ('Ӛ', 'Ә'), ('ӛ', 'ә'), ('Ӝ', 'Ж'), ('ӝ', 'ж'), ('Ӟ', 'З'),
('ӟ', 'з'), ('Ӣ', 'И'), ('ӣ', 'и'), ('Ӥ', 'И'), ('ӥ', 'и'), ('Ӧ', 'О'), ('ӧ', 'о'), ('Ӫ', 'Ө'), ('ӫ', 'ө'), ('Ӭ', 'Э'),
('ӭ', 'э'), ('Ӯ', 'У'), ('ӯ', 'у'), ('Ӱ', 'У'), ('ӱ', 'у'), ('Ӳ', 'У'), ('ӳ', 'у'), ('Ӵ', 'Ч'), ('ӵ', 'ч'), ('Ӹ', 'Ы'),
('ӹ', 'ы'), ('ẛ', 's'), ('ẞ', 'SS'), ('ἀ', 'α'), ('ἁ', 'α'), ('ἂ', 'α'), ('ἃ', 'α'), ('ἄ', 'α'), ('ἅ', 'α'),
('ἆ', 'α'), ('ἇ', 'α'), ('Ἀ', 'Α'), ('Ἁ', 'Α'), ('Ἂ', 'Α'), ('Ἃ', 'Α'), ('Ἄ', 'Α'), ('Ἅ', 'Α'), ('Ἆ', 'Α'), ('Ἇ', 'Α'),
('ἐ', 'ε'), ('ἑ', 'ε'), ('ἒ', 'ε'), ('ἓ', 'ε'), ('ἔ', 'ε'), ('ἕ', 'ε'), ('Ἐ', 'Ε'), ('Ἑ', 'Ε'), ('Ἒ', 'Ε'), ('Ἓ', 'Ε'),
('Ἔ', 'Ε'), ('Ἕ', 'Ε'), ('ἠ', 'η'), ('ἡ', 'η'), ('ἢ', 'η'), ('ἣ', 'η'), ('ἤ', 'η'), ('ἥ', 'η'), ('ἦ', 'η'), ('ἧ', 'η'),
('Ἠ', 'Η'), ('Ἡ', 'Η'), ('Ἢ', 'Η'), ('Ἣ', 'Η'), ('Ἤ', 'Η'), ('Ἥ', 'Η'), ('Ἦ', 'Η'), ('Ἧ', 'Η'), ('ἰ', 'ι'), ('ἱ', 'ι'),
('ἲ', 'ι'), ('ἳ', 'ι'), ('ἴ', 'ι'), ('ἵ', 'ι'), ('ἶ', 'ι'), ('ἷ', 'ι'), ('Ἰ', 'Ι'), ('Ἱ', 'Ι'), ('Ἲ', 'Ι'), ('Ἳ', 'Ι'),
('Ἴ', 'Ι'), ('Ἵ', 'Ι'), ('Ἶ', 'Ι'), ('Ἷ', 'Ι'), ('ὀ', 'ο'), ('ὁ', 'ο'), ('ὂ', 'ο'), ('ὃ', 'ο'), ('ὄ', 'ο'), ('ὅ', 'ο'),
('Ὀ', 'Ο'), ('Ὁ', 'Ο'), ('Ὂ', 'Ο'), ('Ὃ', 'Ο'), ('Ὄ', 'Ο'), ('Ὅ', 'Ο'), ('ὐ', 'υ'), ('ὑ', 'υ'), ('ὒ', 'υ'), ('ὓ', 'υ'),
('ὔ', 'υ'), ('ὕ', 'υ'), ('ὖ', 'υ'), ('ὗ', 'υ'), ('Ὑ', 'Υ'), ('Ὓ', 'Υ'), ('Ὕ', 'Υ'), ('Ὗ', 'Υ'), ('ὠ', 'ω'), ('ὡ', 'ω'),
('ὢ', 'ω'), ('ὣ', 'ω'), ('ὤ', 'ω'), ('ὥ', 'ω'), ('ὦ', 'ω'), ('ὧ', 'ω'), ('Ὠ', 'Ω'), ('Ὡ', 'Ω'), ('Ὢ', 'Ω'), ('Ὣ', 'Ω'),
('Ὤ', 'Ω'), ('Ὥ', 'Ω'), ('Ὦ', 'Ω'), ('Ὧ', 'Ω'), ('ὰ', 'α'), ('ά', 'α'), ('ὲ', 'ε'), ('έ', 'ε'), ('ὴ', 'η'), ('ή', 'η'),
('ὶ', 'ι'), ('ί', 'ι'), ('ὸ', 'ο'), ('ό', 'ο'), ('ὺ', 'υ'), ('ύ', 'υ'), ('ὼ', 'ω'), ('ώ', 'ω'), ('ᾀ', 'α'), ('ᾁ', 'α'),
('ᾂ', 'α'), ('ᾃ', 'α'), ('ᾄ', 'α'), ('ᾅ', 'α'), ('ᾆ', 'α'), ('ᾇ', 'α'), ('ᾈ', 'Α'), ('ᾉ', 'Α'), ('ᾊ', 'Α'), ('ᾋ', 'Α'),
('ᾌ', 'Α'), ('ᾍ', 'Α'), ('ᾎ', 'Α'), ('ᾏ', 'Α'), ('ᾐ', 'η'), ('ᾑ', 'η'), ('ᾒ', 'η'), ('ᾓ', 'η'), ('ᾔ', 'η'), ('ᾕ', 'η'),
('ᾖ', 'η'), ('ᾗ', 'η'), ('ᾘ', 'Η'), ('ᾙ', 'Η'), ('ᾚ', 'Η'), ('ᾛ', 'Η'), ('ᾜ', 'Η'), ('ᾝ', 'Η'), ('ᾞ', 'Η'), ('ᾟ', 'Η'),
('ᾠ', 'ω'), ('ᾡ', 'ω'), ('ᾢ', 'ω'), ('ᾣ', 'ω'), ('ᾤ', 'ω'), ('ᾥ', 'ω'), ('ᾦ', 'ω'), ('ᾧ', 'ω'), ('ᾨ', 'Ω'), ('ᾩ', 'Ω'),
('ᾪ', 'Ω'), ('ᾫ', 'Ω'), ('ᾬ', 'Ω'), ('ᾭ', 'Ω'), ('ᾮ', 'Ω'), ('ᾯ', 'Ω'), ('ᾰ', 'α'), ('ᾱ', 'α'), ('ᾲ', 'α'), ('ᾳ', 'α'),
('ᾴ', 'α'), ('ᾶ', 'α'), ('ᾷ', 'α'), ('Ᾰ', 'Α'), ('Ᾱ', 'Α'), ('Ὰ', 'Α'), ('Ά', 'Α'), ('ᾼ', 'Α'), ('ι', 'ι'), ('ῂ', 'η'),
('ῃ', 'η'), ('ῄ', 'η'), ('ῆ', 'η'), ('ῇ', 'η'), ('Ὲ', 'Ε'), ('Έ', 'Ε'), ('Ὴ', 'Η'), ('Ή', 'Η'), ('ῌ', 'Η'), ('ῐ', 'ι'),
('ῑ', 'ι'), ('ῒ', 'ι'), ('ΐ', 'ι'), ('ῖ', 'ι'), ('ῗ', 'ι'), ('Ῐ', 'Ι'), ('Ῑ', 'Ι'), ('Ὶ', 'Ι'), ('Ί', 'Ι'), ('ῠ', 'υ'),
('ῡ', 'υ'), ('ῢ', 'υ'), ('ΰ', 'υ'), ('ῤ', 'ρ'), ('ῥ', 'ρ'), ('ῦ', 'υ'), ('ῧ', 'υ'), ('Ῠ', 'Υ'), ('Ῡ', 'Υ'), ('Ὺ', 'Υ'),
('Ύ', 'Υ'), ('Ῥ', 'Ρ'), ('ῲ', 'ω'), ('ῳ', 'ω'), ('ῴ', 'ω'), ('ῶ', 'ω'), ('ῷ', 'ω'), ('Ὸ', 'Ο'), ('Ό', 'Ο'), ('Ὼ', 'Ω'),
('Ώ', 'Ω'), ('ῼ', 'Ω'), ('ﬀ', 'ff'), ('ﬁ', 'fi'), ('ﬂ', 'fl'), ('ﬃ', 'ffi'), ('ﬄ', 'ffl'), ('ﬅ', 'st'), ('ﬆ', 'st');

-- Texts as the indexes hold them. Only texts with a letter in these ranges are looked through.
CREATE VIEW folded_articles AS
SELECT a.id,
    CASE WHEN a.title GLOB '*[Æ-ӿḀ-῿ﬀ-ﬆ]*' THEN
        (WITH RECURSIVE folded (n, text) AS (
            SELECT 0, a.title
            UNION ALL SELECT n + 1, replace(text, f.letter, f.plain) FROM folded JOIN letter_folds f ON f.id = n + 1)
         SELECT text FROM folded WHERE n = (SELECT max(id) FROM letter_folds))
    ELSE a.title END AS title,
    CASE WHEN a.body GLOB '*[Æ-ӿḀ-῿ﬀ-ﬆ]*' THEN
        (WITH RECURSIVE folded (n, text) AS (
            SELECT 0, a.body
            UNION ALL SELECT n + 1, replace(text, f.letter, f.plain) FROM folded JOIN letter_folds f ON f.id = n + 1)
         SELECT text FROM folded WHERE n = (SELECT max(id) FROM letter_folds))
    ELSE a.body END AS body
FROM articles a;

CREATE VIEW folded_quotes AS
SELECT q.id,
    CASE WHEN q.text GLOB '*[Æ-ӿḀ-῿ﬀ-ﬆ]*' THEN
        (WITH RECURSIVE folded (n, text) AS (
            SELECT 0, q.text
            UNION ALL SELECT n + 1, replace(text, f.letter, f.plain) FROM folded JOIN letter_folds f ON f.id = n + 1)
         SELECT text FROM folded WHERE n = (SELECT max(id) FROM letter_folds))
    ELSE q.text END AS text
FROM quotes q;

-- The indexes anew, with folded texts. A row leaves its index before it is changed or deleted, while the view still has it.
DROP TABLE articles_fts;
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, body, content = 'folded_articles', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608);
DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
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

DROP TABLE quotes_fts;
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, content = 'folded_quotes', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', 8388608);
DROP TRIGGER quotes_fts_insert;
DROP TRIGGER quotes_fts_delete;
DROP TRIGGER quotes_fts_update;
CREATE TRIGGER quotes_fts_insert AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text) SELECT id, text FROM folded_quotes WHERE id = new.id;
END;
CREATE TRIGGER quotes_fts_delete BEFORE DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', id, text FROM folded_quotes WHERE id = old.id;
END;
CREATE TRIGGER quotes_fts_before_update BEFORE UPDATE OF text ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', id, text FROM folded_quotes WHERE id = old.id;
END;
CREATE TRIGGER quotes_fts_update AFTER UPDATE OF text ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text) SELECT id, text FROM folded_quotes WHERE id = new.id;
END;
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');

-- Rejects that have ended

-- Rejects of files that went in later: as in rejects, with the run that ended them. They come back when that run is undone.
CREATE TABLE ended_rejects (
    id             INTEGER PRIMARY KEY,
    import_id      INTEGER NOT NULL REFERENCES imports (id),
    import_file_id INTEGER NOT NULL REFERENCES import_files (id),
    path           TEXT NOT NULL,
    member         TEXT,
    record         INTEGER,
    byte_offset    INTEGER,
    rule           TEXT NOT NULL,
    reason         TEXT NOT NULL,
    raw            BLOB NOT NULL,
    raw_sha256     TEXT NOT NULL,
    scrape         TEXT,
    ended_by       INTEGER NOT NULL REFERENCES imports (id)
);
CREATE INDEX ended_rejects_ended_by ON ended_rejects (ended_by);
CREATE INDEX ended_rejects_import ON ended_rejects (import_id);
CREATE INDEX ended_rejects_file ON ended_rejects (import_file_id);

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
