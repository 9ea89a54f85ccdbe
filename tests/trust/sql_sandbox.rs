//! Attacks: SQL that writes, reaches out, or takes for ever. Each leaves the archive's bytes as they were, makes no file,
//! and ends within its time and memory.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::workspace::Workspace;

/// The most memory that a run may address, in kilobytes: the 512 MB of a query, the program, and what it copies.
const MEMORY: u32 = 2_000_000;

/// How long a query may take, and how much longer the program on a busy machine.
const TIME: &str = "0.5";
const SLACK: Duration = Duration::from_secs(20);

fn attack(space: &Workspace, sql: &str) -> (Option<i32>, String, String) {
    run_limited_sql(space, sql, TIME, SLACK)
}

/// Runs SQL in little memory, for this many seconds; gives the exit code, stdout and stderr. Fails where the program takes
/// longer than `slack`.
pub(crate) fn run_limited_sql(
    space: &Workspace,
    sql: &str,
    seconds: &str,
    slack: Duration,
) -> (Option<i32>, String, String) {
    space.file("attack.sql", sql);
    let limited = format!("ulimit -v {MEMORY}; exec \"$0\" sql @attack.sql -t --timeout {seconds} --limit 5");
    let begun = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_presscut")])
        .current_dir(space.path(""))
        .env_remove("PRESSCUT_DB")
        .output()
        .unwrap();
    assert!(begun.elapsed() < slack, "{:?}: {sql:.100}", begun.elapsed());
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Whether the archive, and the folder that it is in, are as they were.
struct Before(Vec<u8>);

impl Before {
    fn of(space: &Workspace) -> Before {
        space.file("attack.sql", "");
        Before(std::fs::read(space.path("presscut.db")).unwrap())
    }

    #[track_caller]
    fn still(&self, space: &Workspace, sql: &str) {
        assert!(
            std::fs::read(space.path("presscut.db")).unwrap() == self.0,
            "the archive changed: {sql:.100}"
        );
        let mut files: Vec<String> = std::fs::read_dir(space.path(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        // A program that ends itself in the middle of a step leaves SQLite's empty files; the next reader removes them.
        if files.iter().any(|name| name.ends_with("-wal")) {
            assert_eq!(std::fs::metadata(space.path("presscut.db-wal")).unwrap().len(), 0, "{sql:.100}");
            space.run_args(&["sql", "SELECT 1"]).code(0);
            files.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
            assert!(!space.path("presscut.db-wal").exists() && !space.path("presscut.db-shm").exists());
        }
        assert_eq!(files, ["attack.sql", "presscut.db"], "{sql:.100}");
    }
}

#[test]
fn sql_that_writes_or_reaches_out_is_refused() {
    let space = Workspace::with_samples();
    let before = Before::of(&space);
    for sql in [
        "DELETE FROM articles",
        "UPDATE articles SET body = ''",
        "INSERT INTO sources (name) VALUES ('x')",
        "REPLACE INTO sources (id, name) VALUES (1, 'x')",
        "INSERT INTO sources (id, name) VALUES (1, 'x') ON CONFLICT DO UPDATE SET name = 'x'",
        "INSERT INTO sources (name) VALUES ('x') RETURNING id",
        "UPDATE articles SET title = 'x' RETURNING id",
        "WITH x AS (SELECT 1) DELETE FROM articles RETURNING id",
        "WITH x AS (SELECT 1) INSERT INTO sources (name) SELECT 'x' FROM x",
        "DROP TABLE articles",
        "DROP VIEW article_list",
        "DROP INDEX articles_day",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "CREATE TABLE t AS SELECT * FROM articles",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE INDEX i ON articles (body)",
        "CREATE TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM articles; END",
        "CREATE TEMP TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM articles; END",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "CREATE VIRTUAL TABLE temp.t USING fts5vocab(main, articles_fts, row)",
        "ALTER TABLE articles ADD COLUMN x",
        "ALTER TABLE articles RENAME TO x",
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "ATTACH 'file:other.db?mode=rwc' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "SAVEPOINT s",
        "PRAGMA journal_mode = wal",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "PRAGMA trusted_schema = 1",
        "PRAGMA hard_heap_limit = 0",
        "PRAGMA user_version = 99",
        "PRAGMA temp_store_directory = '.'",
        "PRAGMA wal_checkpoint",
        "PRAGMA incremental_vacuum",
        "SELECT * FROM pragma_journal_mode",
        "SELECT * FROM pragma_optimize",
        "UPDATE sqlite_schema SET sql = ''",
        "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 2, 'CREATE TABLE x (a)')",
        "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')",
        "INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')",
        "DELETE FROM articles_fts_data",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('x', 'y')",
        "SELECT edit('x')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT * FROM sqlite_dbpage",
        "SELECT * FROM fsdir('/')",
        "EXPLAIN DELETE FROM articles",
        "SELECT 1; DELETE FROM articles",
        "SELECT 'not closed",
        "\0",
    ] {
        let (code, _, stderr) = attack(&space, sql);
        let refused = code == Some(1) || code == Some(2);
        assert!(refused && stderr.starts_with("error: "), "{sql}: {code:?} {stderr}");
        before.still(&space, sql);
    }
}

#[test]
fn sql_that_takes_for_ever_or_all_memory_is_stopped() {
    let space = Workspace::with_samples();
    let before = Before::of(&space);
    let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";
    let deep = |open: &str, close: &str, times: usize| {
        format!("SELECT {}1{}", open.repeat(times), close.repeat(times))
    };
    let long = "(SELECT replace(hex(zeroblob(15000000)), '0', 'a') AS x)";
    for sql in [
        format!("{endless} SELECT max(x) FROM n"),
        format!("{endless} SELECT x FROM n ORDER BY x DESC"),
        format!("{endless} SELECT count(DISTINCT x) FROM n"),
        format!("{endless} SELECT sum(x) OVER (ORDER BY x) FROM n"),
        format!("{endless} SELECT group_concat(x) FROM n"),
        format!("{endless} SELECT json_group_array(x) FROM n"),
        format!("{endless} SELECT median(x) FROM n"),
        format!("{endless} SELECT percentile(x, 90) FROM n"),
        format!("{endless} SELECT randomblob(1000000) FROM n ORDER BY 1"),
        format!("{endless} SELECT count(*) FROM n WHERE levenshtein(printf('%.4000c', 'a'), printf('%.4000c', 'b')) = x - 1"),
        "WITH RECURSIVE n (x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT max(length(x)) FROM n".into(),
        "WITH RECURSIVE n (x) AS (SELECT 'a' UNION SELECT x || 'a' FROM n UNION SELECT 'b' || x FROM n) SELECT count(*) FROM n".into(),
        "SELECT count(*) FROM mentions a, mentions b, mentions c, mentions d, mentions e, mentions f".into(),
        "SELECT * FROM articles a, articles b, articles c, mentions d, mentions e, mentions f ORDER BY random()".into(),
        "SELECT length(zeroblob(1000000000))".into(),
        "SELECT length(randomblob(1000000000))".into(),
        "SELECT length(hex(zeroblob(60000000)))".into(),
        "SELECT length(printf('%.*c', 1000000000, 'x'))".into(),
        "SELECT length(printf('%1000000000d', 1))".into(),
        "SELECT length(format('%.1000000000f', 1.0))".into(),
        "SELECT length(replace(hex(zeroblob(5000000)), '0', hex(zeroblob(5000000))))".into(),
        "SELECT length(regexp_replace(hex(zeroblob(5000000)), '0', hex(zeroblob(1000))))".into(),
        format!("SELECT x GLOB '{}b' FROM {long}", "*a".repeat(40)),
        format!("SELECT x GLOB '{}b' FROM {long}", "*[a-b]?".repeat(40)),
        format!("SELECT x LIKE '{}b' FROM {long}", "%a".repeat(40)),
        format!("SELECT x LIKE '%{}b' FROM {long}", "a".repeat(900)),
        format!("SELECT x LIKE '%{}' FROM {long}", "a".repeat(20_000)),
        format!("SELECT instr(x, substr(x, 1, 9000000) || 'b') FROM {long}"),
        format!("SELECT length(replace(x, substr(x, 1, 9000000) || 'b', 'c')) FROM {long}"),
        format!("SELECT length(trim(x || 'b', hex(randomblob(1000000)) || 'a')) FROM {long}"),
        format!("SELECT x REGEXP '(a?){{50}}a{{50}}b' FROM {long}"),
        format!("SELECT x REGEXP '{}' FROM {long}", "(a{100}){100}".repeat(9)),
        format!("SELECT regexp_count(x, '(a|aa)+$') FROM {long}"),
        deep("(", ")", 5_000),
        deep("abs(", ")", 5_000),
        deep("-", "", 100_000),
        deep("(SELECT ", ")", 300),
        format!("SELECT 1{}", " + 1".repeat(50_000)),
        format!("SELECT 1{}", " UNION SELECT 1".repeat(2_000)),
        format!("SELECT 1 IN ({})", vec!["1"; 600_000].join(",")),
        format!("SELECT {}", vec!["1"; 10_000].join(",")),
        format!("SELECT * FROM {}", vec!["articles"; 100].join(" JOIN ")),
        format!("SELECT json('{}')", "[".repeat(100_000)),
        "SELECT count(*) FROM json_tree('[' || trim(replace(hex(zeroblob(10000000)), '00', '[],'), ',') || ']')".into(),
        format!("SELECT * FROM articles_fts WHERE articles_fts MATCH '{}'", vec!["a*"; 5_000].join(" OR ")),
        format!("SELECT * FROM articles_fts WHERE articles_fts MATCH '{}a{}'", "(".repeat(3_000), ")".repeat(3_000)),
        "SELECT * FROM articles_fts WHERE articles_fts MATCH 'NEAR('".into(),
        format!("SELECT length('{}')", "x".repeat(2_000_000)),
        "SELECT split_part(x, 'a', -1), initcap(x), unaccent(x), fold(x) FROM (SELECT hex(zeroblob(15000000)) AS x)".into(),
    ] {
        let (code, _, stderr) = attack(&space, &sql);
        assert!(matches!(code, Some(0 | 1 | 2 | 4)), "{sql:.100}: {code:?} {stderr:.300}");
        assert!(!stderr.contains("panicked"), "{sql:.100}: {stderr:.300}");
        before.still(&space, &sql);
    }
}

#[test]
fn a_query_that_was_stopped_says_what_to_do() {
    let space = Workspace::with_samples();
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";
    space
        .run_args(&["sql", endless, "--timeout", "0.2"])
        .code(4)
        .says("time was up after 0 rows: give it more with --timeout");
    space
        .run_args(&["sql", "SELECT title FROM articles", "--max-rows", "2"])
        .code(4)
        .says("stopped at 2 rows");
    space.run_args(&["sql", "SELECT randomblob(500000000)"]).code(1).says("longer than it may be (64 MB)");
    space
        .run_args(&["sql", "DELETE FROM quotes"])
        .code(1)
        .says("`presscut sql` reads the archive; it changes nothing, and reaches no other file");
}
