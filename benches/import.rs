//! How long an import takes, beside plain inserts of the same rows, and beside sqlite-utils where it is installed.
//!
//! `cargo bench --bench import [ARTICLES]` makes a corpus (20,000 articles unless told otherwise), then runs each
//! contender in turn, several rounds, and prints every round's time and the median of the ratios to the plain
//! insert. Compare ratios within one run: machines differ, and so does one machine from hour to hour.

#[path = "../tests/workspace/corpus.rs"]
mod corpus;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

const ROUNDS: usize = 3;

fn main() {
    let articles = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    let input = folder.path().join("corpus.jsonl");
    write_corpus(&input, articles);
    let size = std::fs::metadata(&input).expect("the corpus").len();
    println!("{articles} articles, {:.1} MB of JSONL, {ROUNDS} rounds", size as f64 / 1e6);
    let has_sqlite_utils = run(Command::new("sqlite-utils").arg("--version")).is_some();
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let plain = timed(|| plain_insert(folder.path(), articles));
        let import = timed(|| presscut_import(folder.path(), &input));
        print!("round {round}: plain insert with FTS5 {plain:.2?}, presscut import {import:.2?}");
        if has_sqlite_utils {
            let rival = timed(|| sqlite_utils(folder.path(), &input));
            print!(", sqlite-utils insert and enable-fts {rival:.2?}");
        }
        println!();
        ratios.push(import.as_secs_f64() / plain.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!("presscut import takes {:.2} of the plain insert's time (median)", ratios[ROUNDS / 2]);
}

fn write_corpus(path: &Path, articles: u64) {
    let mut out = BufWriter::new(File::create(path).expect("the corpus"));
    for number in 0..articles {
        out.write_all(corpus::line(number).as_bytes()).expect("room for the corpus");
    }
    out.flush().expect("room for the corpus");
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The least that any archive with full text must do: the same articles, bare, in one transaction.
fn plain_insert(folder: &Path, articles: u64) {
    let path = folder.join("plain.db");
    let _ = std::fs::remove_file(&path);
    let mut connection = Connection::open(path).expect("a database");
    connection
        .execute_batch(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT, title TEXT, body TEXT);
             CREATE VIRTUAL TABLE fts USING fts5 (title, body, content = 'articles', content_rowid = 'id');
             CREATE TRIGGER fts_insert AFTER INSERT ON articles BEGIN
                 INSERT INTO fts (rowid, title, body) VALUES (new.id, new.title, new.body);
             END;",
        )
        .expect("a schema");
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut insert = transaction
            .prepare("INSERT INTO articles (url, title, body) VALUES (?1, ?2, ?3)")
            .expect("a statement");
        for number in 0..articles {
            let url = format!("https://paper{}.example/{number}", number % 7);
            insert
                .execute(params![url, format!("Plan {number} is opposed"), corpus::body(number)])
                .expect("a row");
        }
    }
    transaction.commit().expect("a commit");
}

fn presscut_import(folder: &Path, input: &Path) {
    let db = folder.join("presscut.db");
    let _ = std::fs::remove_file(&db);
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.arg("--db").arg(db).arg("import").arg(input).arg("--quiet");
    run(&mut command).expect("the import to succeed");
}

fn sqlite_utils(folder: &Path, input: &Path) {
    let db = folder.join("utils.db");
    let _ = std::fs::remove_file(&db);
    let insert =
        run(Command::new("sqlite-utils").args(["insert", "--nl"]).args([&db]).arg("articles").arg(input));
    insert.expect("sqlite-utils to insert");
    let index =
        run(Command::new("sqlite-utils").arg("enable-fts").arg(&db).args(["articles", "title", "maintext"]));
    index.expect("sqlite-utils to index");
}

/// Runs a command to its good end; `None` if there is no such command or it failed.
fn run(command: &mut Command) -> Option<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    status.success().then_some(())
}
