//! How long an import takes, beside plain inserts of the same rows, and beside sqlite-utils where it is installed.
//!
//! `cargo bench --bench import [ARTICLES]` makes a corpus (20,000 articles unless told otherwise);
//! `cargo bench --bench import -- FILE` takes a JSONL file with the fields `url`, `title` and `maintext`. Each contender is
//! run in turn, several rounds; every round's times are printed, then the medians of the ratios of one round to each
//! other, and the most memory that an import took (Linux tells it). Compare ratios within one run: machines differ, and so
//! does one machine from hour to hour.

#[path = "../tests/workspace/corpus.rs"]
mod corpus;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::Value;

const ROUNDS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let articles = words.iter().find_map(|word| word.parse().ok());
    let input = match words.iter().map(PathBuf::from).find(|path| path.is_file()) {
        Some(given) => given,
        None => made_corpus(folder.path(), articles.unwrap_or(20_000)),
    };
    let size = std::fs::metadata(&input).expect("the corpus").len();
    let articles = BufReader::new(File::open(&input).expect("the corpus")).lines().count();
    println!("{articles} articles, {:.1} MB of JSONL, {ROUNDS} rounds", size as f64 / 1e6);
    let has_sqlite_utils = run(Command::new("sqlite-utils").arg("--version")).is_some();
    let (mut to_plain, mut to_rival, mut times) = (Vec::new(), Vec::new(), Vec::new());
    let mut most_memory = None;
    for round in 1..=ROUNDS {
        let plain = timed(|| plain_insert(folder.path(), &input));
        let import = timed(|| most_memory = most_memory.max(presscut_import(folder.path(), &input)));
        print!("round {round}: plain insert with FTS5 {plain:.2?}, presscut import {import:.2?}");
        if has_sqlite_utils {
            let rival = timed(|| sqlite_utils(folder.path(), &input));
            print!(", sqlite-utils insert and enable-fts {rival:.2?}");
            to_rival.push(import.as_secs_f64() / rival.as_secs_f64());
        }
        println!();
        to_plain.push(import.as_secs_f64() / plain.as_secs_f64());
        times.push(import.as_secs_f64());
    }
    println!("presscut import: {:.0} articles a second", articles as f64 / median(times));
    println!("presscut import takes {:.2} of the plain insert's time (median)", median(to_plain));
    if has_sqlite_utils {
        println!("presscut import takes {:.2} of sqlite-utils' time (median)", median(to_rival));
    }
    if let Some(kilobytes) = most_memory {
        println!("presscut import took {:.0} MB of memory at the most", kilobytes as f64 / 1e3);
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn made_corpus(folder: &Path, articles: u64) -> PathBuf {
    let path = folder.join("corpus.jsonl");
    let mut out = BufWriter::new(File::create(&path).expect("the corpus"));
    for number in 0..articles {
        out.write_all(corpus::line(number).as_bytes()).expect("room for the corpus");
    }
    out.flush().expect("room for the corpus");
    path
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The least that any archive with full text must do: the same articles, bare, in one transaction.
fn plain_insert(folder: &Path, input: &Path) {
    let path = folder.join("plain.db");
    let _ = std::fs::remove_file(&path);
    let mut connection = Connection::open(path).expect("a database");
    connection
        .execute_batch(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT, title TEXT, body TEXT);
             CREATE VIRTUAL TABLE fts USING fts5 (title, body, content = 'articles', content_rowid = 'id');",
        )
        .expect("a schema");
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut insert = transaction
            .prepare("INSERT INTO articles (url, title, body) VALUES (?1, ?2, ?3)")
            .expect("a statement");
        for line in BufReader::new(File::open(input).expect("the corpus")).lines() {
            let record: Value = serde_json::from_str(&line.expect("a line")).expect("a record");
            let field = |name: &str| record[name].as_str().map(str::to_string);
            insert.execute(params![field("url"), field("title"), field("maintext")]).expect("a row");
        }
    }
    transaction
        .execute("INSERT INTO fts (rowid, title, body) SELECT id, title, body FROM articles", [])
        .expect("an index");
    transaction.commit().expect("a commit");
}

/// Imports; gives the most memory that it took, in kilobytes, where the system tells.
fn presscut_import(folder: &Path, input: &Path) -> Option<u64> {
    let db = folder.join("presscut.db");
    let _ = std::fs::remove_file(&db);
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.arg("--db").arg(db).arg("import").arg(input).arg("--quiet");
    let mut child = command.stdin(Stdio::null()).spawn().expect("presscut to start");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    loop {
        let seen = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = most.max(peak.and_then(|size| size.trim().trim_end_matches(" kB").parse().ok()));
        if let Some(ended) = child.try_wait().expect("presscut to run") {
            // 3: some records are no articles, which is as it should be in a corpus that was given.
            assert!(matches!(ended.code(), Some(0 | 3)), "the import has failed");
            return most;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
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
