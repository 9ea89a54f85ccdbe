//! How long a million rows take to each format, how large the files are and how much memory it takes; and CSV beside
//! sqlite3's own, on the same file.
//!
//! `cargo bench --bench export [ROWS]` makes an archive with a table of six columns (1,000,000 rows unless told otherwise).
//! CPU seconds and peak memory are those of GNU time (`/usr/bin/time`); the ratio to `sqlite3 -csv` is the median of
//! several rounds, each of which runs both.

use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::{Connection, params};

const ROUNDS: usize = 5;
const SQL: &str = "SELECT * FROM sightings_of_words";

/// What a run took.
struct Spent {
    seconds: f64,
    cpu: f64,
    megabytes: f64,
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder for the archive");
    make_archive(folder.path(), rows);
    println!("{rows} rows, 6 columns, {ROUNDS} rounds");
    let presscut = env!("CARGO_BIN_EXE_presscut");
    let csv = ["sql", SQL, "--timeout", "0", "--force", "-o", "out.csv"];
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let theirs =
            spent(folder.path(), "sqlite3", &["-csv", "-header", "presscut.db", ".once their.csv", SQL]);
        let ours = spent(folder.path(), presscut, &csv);
        let (Some(theirs), Some(ours)) = (theirs, ours) else {
            println!("sqlite3 or /usr/bin/time is not installed: nothing to compare with");
            break;
        };
        println!(
            "round {round}: sqlite3 -csv {:.2} s (CPU {:.2}), presscut {:.2} s (CPU {:.2})",
            theirs.seconds, theirs.cpu, ours.seconds, ours.cpu
        );
        walls.push(ours.seconds / theirs.seconds);
        cpus.push(ours.cpu / theirs.cpu);
    }
    if !cpus.is_empty() {
        println!(
            "presscut takes {:.2} of sqlite3's time, {:.2} of its CPU time (medians)",
            median(walls),
            median(cpus)
        );
    }
    for extension in ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "parquet", "txt"] {
        let file = format!("out.{extension}");
        let Some(took) =
            spent(folder.path(), presscut, &["sql", SQL, "--timeout", "0", "--force", "-o", &file])
        else {
            return;
        };
        let size = std::fs::metadata(folder.path().join(&file)).expect("the file").len() as f64 / 1e6;
        println!(
            "{extension:>8}: {:6.2} s, CPU {:6.2} s, {size:6.1} MB, {:4.0} MB of memory",
            took.seconds, took.cpu, took.megabytes
        );
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// An archive with one article, and a table of many rows: numbers, days, names, texts and addresses.
fn make_archive(folder: &Path, rows: i64) {
    std::fs::write(folder.join("a.txt"), "A story of some words in a line that is long enough.")
        .expect("room");
    let import = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(folder)
        .args(["import", "a.txt", "--quiet"])
        .status();
    assert!(import.expect("presscut").success());
    let archive = Connection::open(folder.join("presscut.db")).expect("the archive");
    archive
        .execute_batch(
            "CREATE TABLE sightings_of_words (id INTEGER, day TEXT, name TEXT, words INTEGER, share REAL, text TEXT); BEGIN",
        )
        .expect("a table");
    let mut insert =
        archive.prepare("INSERT INTO sightings_of_words VALUES (?, ?, ?, ?, ?, ?)").expect("an insert");
    for id in 0..rows {
        let day = format!("20{:02}-{:02}-{:02}", id % 30, id % 12 + 1, id % 28 + 1);
        let name = format!("Ilse Brandt {}", id % 5_000);
        let text = format!("The ferry, said \"Vik\", was late for the {id}th time, and nobody knew why.");
        insert.execute(params![id, day, name, id % 900, id as f64 / 7.0, text]).expect("room");
    }
    archive.execute_batch("COMMIT").expect("room");
}

/// Runs a program under GNU time.
fn spent(folder: &Path, program: &str, arguments: &[&str]) -> Option<Spent> {
    let ended = Command::new("/usr/bin/time")
        .current_dir(folder)
        .args(["-f", "SPENT %e %U %S %M", program])
        .args(arguments)
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let line = said.lines().find_map(|line| line.strip_prefix("SPENT "))?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
    let [seconds, user, system, kilobytes] = numbers[..] else { return None };
    ended.status.success().then_some(Spent { seconds, cpu: user + system, megabytes: kilobytes / 1e3 })
}
