-- Full text of quotes, and of scripts that put no spaces between words.

CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, content = 'quotes', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', 8388608);

CREATE TRIGGER quotes_fts_insert AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER quotes_fts_delete AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER quotes_fts_update AFTER UPDATE OF text ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text);
END;
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');

-- To articles_fts, what stands between two spaces is a word: a sentence of Chinese, Japanese, Thai is one. Articles that
-- have such a letter are here too, each such letter followed by U+001F, which makes it a word. Empty where no article has.
CREATE VIRTUAL TABLE articles_unspaced USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 2");

-- What articles_unspaced has to hold. Bodies are cut into pieces first: to take a letter out of a text, SQLite counts from
-- its beginning.
CREATE VIEW unspaced_texts AS
SELECT a.id,
    (WITH RECURSIVE letters (n, letter) AS (
        SELECT 1, substr(a.title, 1, 1)
        UNION ALL SELECT n + 1, substr(a.title, n + 1, 1) FROM letters WHERE n < length(a.title))
     SELECT group_concat(CASE WHEN letter GLOB '[ก-๛ກ-ໟက-႟ក-៿぀-ヿ㐀-䶿一-鿿가-힣豈-﫿𠀀-𳎯]' THEN letter || char(31) ELSE letter END, '')
     FROM (SELECT letter FROM letters ORDER BY n)) AS title,
    (WITH RECURSIVE pieces (p, piece) AS (
        SELECT 0, substr(a.body, 1, 500)
        UNION ALL SELECT p + 500, substr(a.body, p + 501, 500) FROM pieces WHERE p + 500 < length(a.body)),
     letters (n, letter, p, piece) AS (
        SELECT p + 1, substr(piece, 1, 1), p, piece FROM pieces
        UNION ALL SELECT n + 1, substr(piece, n + 1 - p, 1), p, piece FROM letters WHERE n - p < length(piece))
     SELECT group_concat(CASE WHEN letter GLOB '[ก-๛ກ-ໟက-႟ក-៿぀-ヿ㐀-䶿一-鿿가-힣豈-﫿𠀀-𳎯]' THEN letter || char(31) ELSE letter END, '')
     FROM (SELECT letter FROM letters ORDER BY n)) AS body
FROM articles a
WHERE length(CAST(a.body AS BLOB)) > length(a.body) AND a.body GLOB '*[ก-๛ກ-ໟက-႟ក-៿぀-ヿ㐀-䶿一-鿿가-힣豈-﫿𠀀-𳎯]*'
   OR length(CAST(a.title AS BLOB)) > length(a.title) AND a.title GLOB '*[ก-๛ກ-ໟက-႟ក-៿぀-ヿ㐀-䶿一-鿿가-힣豈-﫿𠀀-𳎯]*';

CREATE TRIGGER articles_unspaced_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_unspaced (rowid, title, body) SELECT id, title, body FROM unspaced_texts WHERE id = new.id;
END;
CREATE TRIGGER articles_unspaced_delete AFTER DELETE ON articles BEGIN
    DELETE FROM articles_unspaced WHERE rowid = old.id;
END;
CREATE TRIGGER articles_unspaced_update AFTER UPDATE OF title, body ON articles BEGIN
    DELETE FROM articles_unspaced WHERE rowid = old.id;
    INSERT INTO articles_unspaced (rowid, title, body) SELECT id, title, body FROM unspaced_texts WHERE id = new.id;
END;
INSERT INTO articles_unspaced (rowid, title, body) SELECT id, title, body FROM unspaced_texts;
