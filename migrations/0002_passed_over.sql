-- What a crawl holds beside pages: requests, pictures, redirections. Counted, because they are neither articles nor rejects.

ALTER TABLE import_files ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0;
