//! An import's memory does not grow with the corpus. Peak memory is read from Linux's `/proc`.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::workspace::corpus;

fn write_corpus(path: &Path, articles: u64) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    for number in 0..articles {
        out.write_all(corpus::line(number).as_bytes()).unwrap();
    }
    out.flush().unwrap();
}

/// The largest resident memory of a run, in kilobytes.
fn peak_of_import(folder: &Path, input: &str, db: &str) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(folder)
        .args(["--db", db, "import", input, "--jobs", "2", "--quiet"])
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let high = fs::read_to_string(&status).unwrap_or_default();
        let line = high.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    }
    assert!(matches!(child.wait().unwrap().code(), Some(0 | 3)));
    peak
}

#[test]
fn memory_does_not_grow_with_the_corpus() {
    let folder = tempfile::tempdir().unwrap();
    // Both are large enough to fill SQLite's page cache (64 MB) and FTS5's hash tables (8 MB).
    write_corpus(&folder.path().join("small.jsonl"), 5_000);
    write_corpus(&folder.path().join("large.jsonl"), 20_000);
    let small = peak_of_import(folder.path(), "small.jsonl", "small.db");
    let large = peak_of_import(folder.path(), "large.jsonl", "large.db");
    assert!(small > 0);
    assert!(large < 300_000, "{large} kB");
    assert!(large < small + 100_000, "{small} kB for 5,000 articles, {large} kB for 20,000");
}

#[test]
fn memory_does_not_grow_with_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.jsonl");
    let mut out = BufWriter::new(File::create(&path).unwrap());
    // The largest records that are taken: their texts are no articles'. And long texts that are.
    for number in 0..3 {
        writeln!(out, "{{\"text\": \"{}\"}}", "word ".repeat(12_000_000)).unwrap();
        let long: String = (0..200).map(|part| corpus::body(number * 200 + part) + "\n\n").collect();
        writeln!(out, "{}", serde_json::json!({"url": format!("https://a.example/{number}"), "text": long}))
            .unwrap();
    }
    out.flush().unwrap();
    let peak = peak_of_import(folder.path(), "large.jsonl", "large.db");
    // Models, lists and tables are some 60 MB of it, however small the records are.
    assert!(peak < 320_000, "{peak} kB");
}
