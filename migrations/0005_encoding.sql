-- What an article's bytes were decoded from, and what was mended in its text.

-- The WHATWG name in lower case: utf-8, windows-1252, shift_jis.
ALTER TABLE articles ADD COLUMN encoding TEXT;
-- What was wrong with the text when it came, and in how many places: "utf-8 read as windows-1252 (3 places)".
ALTER TABLE articles ADD COLUMN repair TEXT;
ALTER TABLE revisions ADD COLUMN encoding TEXT;
ALTER TABLE revisions ADD COLUMN repair TEXT;
