//! How long the archive's writer takes, beside plain inserts of the rows that it wrote.
//!
//! `cargo bench --bench writer [ARTICLES]` makes a corpus (10,000 articles unless told otherwise);
//! `cargo bench --bench writer -- FILE` takes a JSONL file with the fields `url`, `title` and `maintext`. The articles are
//! annotated first. Then, several rounds: the writer stores them in a new archive, deciding what each of them is, finding
//! entities and stories; and a new file with the same tables and indexes, in the same journal mode and page size, without
//! triggers, foreign keys and checks, gets the finished archive's rows from memory, a prepared statement a row, table by table,
//! and one insert a text or quote into the full-text indexes. Beside it, the same inserts into an archive as it is, whose
//! triggers, foreign keys and checks do their work. Times are those of the thread, on Linux; elsewhere those of the clock.

#[path = "../tests/workspace/corpus.rs"]
mod corpus;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use presscut::app::reanalyze;
use presscut::app::record;
use presscut::archive::articles::writer::{ForgottenArticles, Writer};
use presscut::archive::ledger::{Ending, FileEnd, FileFacts};
use presscut::archive::schema::lock::WriterLock;
use presscut::archive::schema::open;
use presscut::model::{Annotated, Scrape};
use presscut_extract::Extractor;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the archives");
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let lines: Vec<String> = match words.iter().map(PathBuf::from).find(|path| path.is_file()) {
        Some(path) => {
            BufReader::new(File::open(path).expect("the corpus")).lines().map_while(Result::ok).collect()
        }
        None => {
            let articles = words.iter().find_map(|word| word.parse().ok()).unwrap_or(10_000);
            (0..articles).map(corpus::line).collect()
        }
    };
    let articles = annotated(&lines);
    let archive = folder.path().join("presscut.db");
    store(&archive, articles.clone());
    let rows = Rows::of(&archive);
    println!("{} articles, {} rows, {ROUNDS} rounds", articles.len(), rows.count());
    let (mut to_plain, mut to_checked) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let _ = std::fs::remove_file(&archive);
        let own = articles.clone();
        let writer = timed(|| store(&archive, own));
        let plain = timed(|| rows.insert(&folder.path().join("plain.db")));
        let checked = timed(|| rows.insert_checked(&folder.path().join("checked.db")));
        println!(
            "round {round}: writer {writer:.2?}, plain inserts of the same rows {plain:.2?}, into an archive {checked:.2?}"
        );
        to_plain.push(writer.as_secs_f64() / plain.as_secs_f64());
        to_checked.push(writer.as_secs_f64() / checked.as_secs_f64());
    }
    println!("the writer takes {:.2} of the plain inserts' time (median)", median(to_plain));
    println!(
        "the writer takes {:.2} of the time of plain inserts into an archive (median)",
        median(to_checked)
    );
}

fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

/// The articles of JSON lines, read as the importer reads them.
fn annotated(lines: &[String]) -> Vec<Annotated> {
    let extractor = Extractor::default();
    let mut articles = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let fields: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| fields[name].as_str().map(str::to_string);
        let text = field("maintext").unwrap_or_default();
        let mut scrape = Scrape { text, url: field("url"), title: field("title"), ..Scrape::default() };
        scrape.source = field("source_domain");
        scrape.published = field("date_publish");
        scrape.origin.record = number;
        // What is no article is no matter of the writer's.
        articles.extend(record::annotate(&scrape, line.len() as u64, &Default::default(), &extractor));
    }
    articles
}

fn store(archive: &Path, articles: Vec<Annotated>) {
    let extractor = Extractor::default();
    let lock = WriterLock::take_soon(archive).expect("the lock");
    let mut writer = Writer::open(archive, "bench", ForgottenArticles::KeptOut, lock).expect("an archive");
    let facts = FileFacts {
        path: "bench.jsonl".into(),
        sha256: Some("0".repeat(64)),
        bytes: None,
        format: Some("jsonl"),
        settings: String::new(),
    };
    let mut file = writer.begin_file(&facts).expect("a file");
    for article in articles {
        reanalyze::store_article(&extractor, &mut writer, &mut file, Box::new(article))
            .expect("an article stored");
    }
    writer.end_file(file, FileEnd { ending: Ending::Done, passed_over: 0 }).expect("its end");
    writer.finish(Ending::Done).expect("the end");
}

/// The rows of an archive, and the statements that make its tables.
struct Rows {
    schema: Vec<String>,
    tables: Vec<(String, Vec<Vec<Value>>)>,
    texts: Vec<(i64, Value, Value)>,
    quotes: Vec<(i64, Value)>,
}

impl Rows {
    fn of(archive: &Path) -> Rows {
        let connection = Connection::open(archive).expect("the archive");
        let list = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).expect("SQL");
            let rows = statement.query_map([], |row| row.get(0)).expect("rows");
            rows.map(|row| row.expect("a row")).collect()
        };
        let of_kind = "FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' \
                       AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'articles\\_unspaced%' ESCAPE '\\'";
        let tables = list(&format!(
            "SELECT name {of_kind} AND type = 'table' AND name NOT LIKE '%\\_fts' ESCAPE '\\'"
        ));
        let tables = tables.into_iter().map(|table| {
            let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
            let columns = statement.column_count();
            let rows = statement
                .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
                .expect("rows")
                .map(|row| row.expect("a row"))
                .collect();
            (table, rows)
        });
        let tables = tables.collect();
        let mut quotes = connection.prepare("SELECT id, text FROM quotes").expect("quotes");
        let quotes = quotes
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows")
            .map(|row| row.expect("a row"))
            .collect();
        let mut texts = connection.prepare("SELECT id, title, body FROM articles").expect("articles");
        let texts = texts
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .expect("rows")
            .map(|row| row.expect("a row"))
            .collect();
        Rows {
            schema: list(&format!("SELECT sql {of_kind} AND type IN ('table', 'index') ORDER BY rowid")),
            tables,
            texts,
            quotes,
        }
    }

    fn insert_tables(&self, connection: &Connection) {
        for (table, rows) in &self.tables {
            let Some(first) = rows.first() else { continue };
            let marks = vec!["?"; first.len()].join(", ");
            let sql = format!("INSERT INTO {table} VALUES ({marks})");
            let mut insert = connection.prepare(&sql).expect("a statement");
            for row in rows {
                insert.execute(params_from_iter(row)).expect("a row");
            }
        }
    }

    fn insert_checked(&self, path: &Path) {
        let _ = std::fs::remove_file(path);
        // The archive's schema, its triggers, keys and checks, by a connection of its own.
        open::close(open::writing(path).expect("an archive")).expect("the end");
        let connection = Connection::open(path).expect("the archive");
        for (pragma, value) in [("journal_mode", "wal"), ("synchronous", "normal"), ("temp_store", "memory")]
        {
            connection.pragma_update(None, pragma, value).expect("a pragma");
        }
        connection.pragma_update(None, "cache_size", -32768).expect("a pragma");
        connection.pragma_update(None, "foreign_keys", true).expect("a pragma");
        connection.execute_batch("BEGIN; PRAGMA defer_foreign_keys = 1").expect("a transaction");
        self.insert_tables(&connection);
        connection.execute_batch("COMMIT").expect("a commit");
    }

    fn count(&self) -> usize {
        self.tables.iter().map(|(_, rows)| rows.len()).sum()
    }

    fn insert(&self, path: &Path) {
        let _ = std::fs::remove_file(path);
        let connection = Connection::open(path).expect("a database");
        for (pragma, value) in [("page_size", "4096"), ("journal_mode", "wal"), ("synchronous", "normal")] {
            connection.pragma_update(None, pragma, value).expect("a pragma");
        }
        connection.pragma_update(None, "cache_size", -32768).expect("a pragma");
        connection.pragma_update(None, "foreign_keys", false).expect("a pragma");
        connection.pragma_update(None, "ignore_check_constraints", true).expect("a pragma");
        connection.execute_batch("BEGIN").expect("a transaction");
        connection.execute_batch(&self.schema.join(";\n")).expect("the schema");
        connection
            .execute_batch("INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608)")
            .expect("a setting");
        self.insert_tables(&connection);
        let mut index = connection
            .prepare("INSERT INTO articles_fts (rowid, title, body) VALUES (?1, ?2, ?3)")
            .expect("a statement");
        for (id, title, body) in &self.texts {
            index.execute((id, title, body)).expect("a text");
        }
        let mut index_quote =
            connection.prepare("INSERT INTO quotes_fts (rowid, text) VALUES (?1, ?2)").expect("a statement");
        for (id, text) in &self.quotes {
            index_quote.execute((id, text)).expect("a quote");
        }
        drop(index_quote);
        drop(index);
        connection.execute_batch("COMMIT; PRAGMA journal_mode = delete").expect("a commit");
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let (started, started_on_thread) = (Instant::now(), thread_time());
    work();
    match (started_on_thread, thread_time()) {
        (Some(start), Some(end)) => end - start,
        _ => started.elapsed(),
    }
}

/// How long this thread has run, where the system tells.
fn thread_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
