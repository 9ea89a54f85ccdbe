//! Archives of every earlier schema are brought up to date with every row kept; one of a later schema is left as it is.
//!
//! The archives were made by the presscut of their day and frozen in `tests/data/archives`, whose README says how. Each is
//! read through SQLite before presscut touches it, migrated by the import of one new article, and read again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::workspace::Workspace;

/// The schema that keeps the names as they were found apart from the entities that they mean.
const NAMES_SCHEMA: u32 = 9;

/// The schema since which people are compared without their middle names: which names are certainly one (`names.link`) is computed anew.
const LINKS_SCHEMA: u32 = 15;

/// The schema since which a link that is the key is null.
const NULL_LINKS_SCHEMA: u32 = 16;

/// The schema since which sketches are packed; a unit test proves that they hold the same hashes.
const PACKED_SKETCHES_SCHEMA: u32 = 17;

/// The files of a folder of the repository whose names have a number, by that number.
fn numbered_files(folder: &str, number: impl Fn(&str) -> Option<u32>) -> BTreeMap<u32, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter_map(|path| Some((number(path.file_name()?.to_str()?)?, path))).collect()
}

/// The frozen archives, by the number of their schema.
fn frozen_archives() -> BTreeMap<u32, PathBuf> {
    let number = |name: &str| name.strip_prefix("schema_")?.strip_suffix(".db.zst")?.parse().ok();
    numbered_files("tests/data/archives", number)
}

/// The numbers of all schemas so far.
fn schemas() -> BTreeSet<u32> {
    let number = |name: &str| name.strip_suffix(".sql")?.split('_').next()?.parse().ok();
    numbered_files("migrations", number).into_keys().collect()
}

/// A folder with a frozen archive as `presscut.db`.
fn unpacked(archive: &Path) -> Workspace {
    let bytes = zstd::decode_all(std::fs::File::open(archive).unwrap()).unwrap();
    let space = Workspace::new();
    space.file("presscut.db", bytes);
    space
}

/// A row's values, so that a text and a number that look the same are not equal.
type Row = Vec<String>;

/// What a table had before, and the query that finds the same after.
struct Kept {
    table: String,
    rows: Vec<Row>,
    after: String,
}

fn rows(archive: &Connection, sql: &str) -> Vec<Row> {
    let mut statement = archive.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..columns).map(|column| Ok(format!("{:?}", row.get::<_, Value>(column)?))).collect()
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn names_of(archive: &Connection, sql: &str) -> Vec<String> {
    let mut statement = archive.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}

/// Every row of every table, as an archive of this schema has it. Full-text indexes are left to `presscut check`.
fn all_rows(archive: &Connection, schema: u32) -> Vec<Kept> {
    let tables = names_of(
        archive,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    let kept = |table: String| {
        let mut columns = names_of(archive, &format!("SELECT name FROM pragma_table_info('{table}')"));
        // Since schema 16 these are numbered by their places.
        columns.retain(|column| column != "id" || !["mentions", "dates"].contains(&table.as_str()));
        if table == "texts" && schema < PACKED_SKETCHES_SCHEMA {
            columns.retain(|column| column != "sketch");
        }
        if table == "names" && schema < LINKS_SCHEMA {
            columns.retain(|column| column != "link");
        }
        let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let before = format!("SELECT {} FROM {table}", quoted.join(", "));
        // An entity of then is a name of now, with the same number: entities are what names were found to mean.
        let after = match table.as_str() {
            "names" if schema < NULL_LINKS_SCHEMA => before.replace("\"link\"", "coalesce(link, key)"),
            _ if schema >= NAMES_SCHEMA => before.clone(),
            "entities" => before.replace("FROM entities", "FROM names"),
            "aliases" => before.replace("entity_id", "name_id").replace("FROM aliases", "FROM name_aliases"),
            "mentions" => before.replace("entity_id", "name_id"),
            "quotes" => before.replace("speaker_entity_id", "speaker_name_id"),
            _ => before.clone(),
        };
        Kept { rows: rows(archive, &before), table, after }
    };
    tables.into_iter().map(kept).collect()
}

/// The article whose import brings an archive up to date: it has nothing in common with those that are there.
fn new_article() -> String {
    serde_json::json!({
        "url": "https://www.upland-herald.example/weir",
        "title": "Weir on the Ostra is mended",
        "published": "2031-06-02",
        "text": "Engineers mended the old weir on the Ostra on Saturday. “It will hold for a century,” said Delphine Abara, \
                 who led the work. The next flood is expected in the autumn of 2031.",
    })
    .to_string()
        + "\n"
}

#[test]
fn every_earlier_schema_has_a_frozen_archive() {
    let (schemas, frozen) = (schemas(), frozen_archives());
    let newest = *schemas.last().unwrap();
    for schema in schemas.iter().filter(|&&schema| schema < newest) {
        assert!(frozen.contains_key(schema), "tests/data/archives has no archive of schema {schema}");
    }
    for (schema, path) in &frozen {
        let space = unpacked(path);
        assert!(schemas.contains(schema), "{schema}");
        assert_eq!(space.value("PRAGMA user_version"), schema.to_string());
        // An empty archive would prove nothing.
        let mut tables =
            vec!["articles", "revisions", "blocks", "mentions", "quotes", "dates", "rejects", "imports"];
        let since = [
            (4, "date_orders"),
            (6, "text_links"),
            (7, "sightings"),
            (9, "decisions"),
            (9, "curated_names"),
            (9, "given_forms"),
            (11, "quote_corrections"),
        ];
        tables.extend(since.iter().filter(|(first, _)| first <= schema).map(|(_, table)| table));
        for table in tables {
            let rows = space.value(&format!("SELECT count(*) FROM {table}"));
            assert_ne!(rows, "0", "schema {schema}: {table}");
        }
    }
}

#[test]
fn an_old_archive_is_brought_up_to_date_with_every_row_kept() {
    let newest = *schemas().last().unwrap();
    for (schema, path) in frozen_archives() {
        let space = unpacked(&path);
        let old = Connection::open(space.path("presscut.db")).unwrap();
        let (before, articles) = (all_rows(&old, schema), rows(&old, "SELECT id FROM articles").len());
        drop(old);

        if schema < newest {
            let bytes = std::fs::read(space.path("presscut.db")).unwrap();
            space.run("query articles").code(1).says("any `presscut import` brings it up to date");
            assert!(
                std::fs::read(space.path("presscut.db")).unwrap() == bytes,
                "schema {schema}: read, and changed"
            );
        }
        space.file("new.jsonl", new_article());
        let ended = space.run("import new.jsonl").code(0);
        let ended = ended.says("1 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected");

        let new = Connection::open(space.path("presscut.db")).unwrap();
        if schema < newest {
            ended.says(&format!("as it was, it is in presscut-schema-{schema}.db"));
            let backup = Connection::open(space.path(&format!("presscut-schema-{schema}.db"))).unwrap();
            assert_eq!(rows(&backup, "PRAGMA user_version"), [[format!("Integer({schema})")]]);
            for (kept, was) in all_rows(&backup, schema).iter().zip(&before) {
                assert!(kept.table == was.table && kept.rows == was.rows, "schema {schema}: {}", was.table);
            }
        }
        for kept in before {
            let after: BTreeSet<Row> = rows(&new, &kept.after).into_iter().collect();
            for row in kept.rows {
                assert!(after.contains(&row), "schema {schema}: {} lost or changed {row:?}", kept.table);
            }
        }
        assert_eq!(rows(&new, "SELECT id FROM articles").len(), articles + 1, "schema {schema}");
        assert_eq!(rows(&new, "PRAGMA foreign_key_check"), [] as [Row; 0], "schema {schema}");
        assert_eq!(rows(&new, "PRAGMA user_version"), [[format!("Integer({newest})")]]);
        drop(new);
        assert_sound(&space);

        // What is there can be worked with: read by today's extractors, and taken back run by run.
        space.run("reextract").code(0);
        assert_sound(&space);
        let runs = space.column("SELECT id FROM imports WHERE undone_at IS NULL ORDER BY id DESC");
        for run in runs {
            space.run(&format!("imports undo {run}")).code(0);
            assert_sound(&space);
        }
        assert_eq!(space.value("SELECT count(*) FROM articles"), "0", "schema {schema}");
    }
}

/// Asserts that `presscut check` finds nothing wrong.
#[track_caller]
fn assert_sound(space: &Workspace) {
    let checked = space.run("check").code(0).stdout;
    assert!(!checked.is_empty() && checked.lines().all(|line| line.starts_with("ok ")), "{checked}");
}

/// An archive whose schema is one that is still to come.
fn archive_of_a_later_schema() -> Workspace {
    let space = Workspace::with_samples();
    let later = *schemas().last().unwrap() + 1;
    let archive = Connection::open(space.path("presscut.db")).unwrap();
    archive.pragma_update(None, "user_version", later).unwrap();
    drop(archive);
    space.file("new.jsonl", new_article());
    space
}

const READING: [&str; 2] = ["query articles", "check"];
const WRITING: [&str; 4] = ["import new.jsonl", "imports undo 1", "entities hide Lerwin", "reextract"];

#[test]
fn an_archive_of_a_later_schema_is_left_as_it_is_to_the_byte() {
    let space = archive_of_a_later_schema();
    let bytes = std::fs::read(space.path("presscut.db")).unwrap();
    for command in READING.iter().chain(&WRITING) {
        space.run(command).code(1).says("use a newer presscut");
        assert!(std::fs::read(space.path("presscut.db")).unwrap() == bytes, "{command} changed the file");
        for side_file in ["presscut.db-wal", "presscut.db-shm", "presscut.db-journal", "presscut.db-lock"] {
            assert!(!space.path(side_file).exists(), "{command} left {side_file}");
        }
    }
}

#[test]
fn an_old_archive_that_cannot_be_copied_is_left_as_it_is() {
    let space = unpacked(&frozen_archives()[&12]);
    let bytes = std::fs::read(space.path("presscut.db")).unwrap();
    space.file("new.jsonl", new_article()).file("presscut-schema-12.part/in the way", "");
    space
        .run("import new.jsonl")
        .code(1)
        .says("copied before it is brought up to date")
        .says("The archive is as it was");
    assert_eq!(space.value("PRAGMA user_version"), "12");
    assert_eq!(std::fs::read(space.path("presscut.db")).unwrap().len(), bytes.len());
    // An earlier copy is kept.
    std::fs::remove_dir_all(space.path("presscut-schema-12.part")).unwrap();
    space.file("presscut-schema-12.db", "kept");
    space.run("import new.jsonl").code(0).says("it is in presscut-schema-12-2.db");
    assert_eq!(space.read("presscut-schema-12.db"), "kept");
}

#[test]
fn a_table_of_the_users_own_that_is_in_the_way_is_named_with_what_to_do() {
    let before = frozen_archives().remove(&14).unwrap();
    for (made, what) in [
        ("CREATE TABLE tags (article, tag); INSERT INTO tags VALUES (1, 'ferry')", "the table tags"),
        ("CREATE TABLE Notes (text)", "the table Notes"),
        ("CREATE TABLE subjects (name); CREATE TABLE notes (text)", "the table subjects"),
        ("CREATE VIEW watches AS SELECT 1 AS name", "the view watches"),
    ] {
        let space = unpacked(&before);
        let archive = Connection::open(space.path("presscut.db")).unwrap();
        archive.execute_batch(made).unwrap();
        drop(archive);
        space.file("new.jsonl", new_article());
        let bytes = std::fs::read(space.path("presscut.db")).unwrap();
        let mut refused = space.run("import new.jsonl").code(1).says(what);
        assert_eq!(std::fs::read(space.path("presscut.db")).unwrap(), bytes, "{what}: something was changed");
        assert!(!space.path("presscut-schema-14.db").exists(), "{what}: a copy of what is not migrated");
        // What the message says is what helps; where two are in the way, it says so twice.
        while refused.code == 1 {
            let remedy =
                refused.stderr.split('\'').nth(1).unwrap_or_else(|| panic!("{}", refused.stderr)).to_string();
            Connection::open(space.path("presscut.db")).unwrap().execute_batch(&remedy).unwrap();
            refused = space.run("import new.jsonl");
        }
        assert_eq!(refused.code, 0, "{what}: {}", refused.stderr);
        space.run("check").code(0);
        space.run("tag 1 follow-up").code(0);
        if what == "the table tags" {
            assert_eq!(space.value("SELECT tag FROM my_tags"), "ferry");
        }
    }
}
