-- What an article says will happen: how certainly it says so of a date, and the sentence that says it. Null in archives from
-- before this version until `presscut reextract` has read their bodies again.

-- The sentence of a date, as offsets into the body.
ALTER TABLE dates ADD COLUMN sentence_start INTEGER;
ALTER TABLE dates ADD COLUMN sentence_end INTEGER;

-- 'certain' (will, is due), 'likely' (plans to, is expected to, an election) or 'possible' (may, if, only a date to come);
-- null where the article does not say that something will happen then.
ALTER TABLE dates ADD COLUMN ahead TEXT CHECK (ahead IN ('certain', 'likely', 'possible'));
CREATE INDEX dates_ahead ON dates (earliest) WHERE ahead IS NOT NULL;
