#!/usr/bin/env bash
# Makes the archives of schemas 5, 6, 10 and 11, which no presscut ever wrote: their migrations were written side by side on
# branches, and came together with later ones. Each is the archive of the schema before it, with the next file of
# migrations/ applied and with rows in what that file adds.
#
#     tests/data/archives/derive.sh
set -euo pipefail
cd "$(dirname "$0")"
migrations=$(realpath ../../../migrations)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# derive FROM TO SQL: what `SQL` adds stands for what a presscut of that schema would have written.
derive() {
    zstd -qdf "schema_$1.db.zst" -o "$work/archive.db"
    cat "$migrations"/00"$2"_*.sql - <<<"$3 PRAGMA user_version = $((10#$2));" | sqlite3 -bail "$work/archive.db"
    sqlite3 "$work/archive.db" "VACUUM"
    zstd -q --ultra -22 -f "$work/archive.db" -o "schema_$2.db.zst"
    ls -l "schema_$2.db.zst"
}

derive 04 05 "
    UPDATE articles SET encoding = 'utf-8';
    UPDATE articles SET encoding = 'windows-1252', repair = 'utf-8 read as windows-1252 (3 places)' WHERE title = 'Second boat is bought';"

# Two reports on the pilots' boat are one story.
derive 05 06 "
    CREATE TEMP TABLE pair AS
    SELECT a.id AS first, b.id AS second, a.text_id AS first_text, b.text_id AS second_text FROM articles a, articles b
    WHERE a.title = 'Pilots ask for a second boat' AND b.title = 'Second boat is bought';
    INSERT INTO text_links SELECT first_text, second_text, 0.75 FROM pair UNION SELECT second_text, first_text, 0.75 FROM pair;
    INSERT INTO text_keys SELECT 11, first_text FROM pair UNION SELECT 11, second_text FROM pair;
    UPDATE articles SET story_id = (SELECT first FROM pair), similarity = 0.75 WHERE id = (SELECT second FROM pair);
    DROP TABLE pair;"

derive 09 10 ""

# A correction that was taken back, and one that holds.
derive 10 11 "
    INSERT INTO quote_corrections (id, identity, text, occurrence, speaker, found_kind, found_speaker, \"by\", why, made_at, ended_at, ended_by)
    SELECT 1, a.identity, q.text, 1, 'Oona Marsh', q.kind, q.speaker, 'ana', 'the recording', '2031-04-04T10:00:00Z', '2031-04-04T10:05:00Z', 'ben'
    FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.text LIKE 'One boat is no boat%';
    INSERT INTO quote_corrections (id, identity, text, occurrence, speaker, found_kind, found_speaker, \"by\", made_at)
    SELECT 2, identity, text, 1, 'Ilona Rask', found_kind, found_speaker, 'ana', '2031-04-04T10:06:00Z' FROM quote_corrections;
    UPDATE quotes SET speaker = 'Ilona Rask', speaker_start = NULL, speaker_end = NULL, correction_id = 2,
        speaker_name_id = (SELECT id FROM names WHERE name = 'Ilona Rask'),
        speaker_entity_id = (SELECT id FROM entities WHERE name = 'Ilona Rask'), method = 'corrected', cue = NULL, confidence = 1
    WHERE text LIKE 'One boat is no boat%';"
