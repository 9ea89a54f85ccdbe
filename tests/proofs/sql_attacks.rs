//! Attacks by SQL, from `tests/data/sql_attacks.tsv`: each gives what the table says, within its time and memory, and the
//! archive's bytes and the folder's files are the same before and after.

use std::time::{Duration, Instant};

use crate::proofs::Extent;
use crate::trust::sql_sandbox::run_limited_sql;
use crate::workspace::Workspace;

const TABLE: &str = include_str!("../data/sql_attacks.tsv");

/// How long a run may take on a busy machine; a question has 0.3 seconds.
const MAX_RUN: Duration = Duration::from_secs(30);

/// What an attack must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Refused,
    Bounded,
    Answered,
}

/// The table's rows.
fn attacks() -> Vec<(Expected, String)> {
    let row = |line: &str| {
        let (expected, sql) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
        let expected = match expected {
            "refused" => Expected::Refused,
            "bounded" => Expected::Bounded,
            "answered" => Expected::Answered,
            other => panic!("{other}: {line}"),
        };
        (expected, expanded(sql))
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

/// `⟨X⟩×3;` as `XXX`.
fn expanded(sql: &str) -> String {
    let mut text = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (piece, after) = after.split_once("⟩×").unwrap();
        let (number, after) = after.split_once(';').unwrap();
        text.push_str(before);
        text.push_str(&piece.repeat(number.parse().unwrap()));
        rest = after;
    }
    text + rest
}

/// Runs attacks on an archive of their own.
fn run(attacks: &[(Expected, String)]) {
    let space = Workspace::with_samples();
    let before = std::fs::read(space.path("presscut.db")).unwrap();
    for (expected, sql) in attacks {
        let (code, _, said) = run_limited_sql(&space, sql, "0.3", MAX_RUN);
        let as_expected = match expected {
            Expected::Refused => matches!(code, Some(1 | 2)) && said.starts_with("error: "),
            Expected::Bounded => matches!(code, Some(0 | 1 | 2 | 4)),
            Expected::Answered => matches!(code, Some(0 | 4)),
        };
        assert!(as_expected && !said.contains("panicked"), "{expected:?}: {sql:.200}: {code:?} {said:.300}");
        assert!(
            std::fs::read(space.path("presscut.db")).unwrap() == before,
            "the archive changed: {sql:.200}"
        );
        let mut files: Vec<_> =
            std::fs::read_dir(space.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        files.sort();
        if files.len() == 4 {
            // A program that ends itself in the middle of a step leaves SQLite's empty files.
            assert_eq!(std::fs::metadata(space.path("presscut.db-wal")).unwrap().len(), 0, "{sql:.200}");
            space.run_args(&["sql", "SELECT 1"]).code(0);
        } else {
            assert_eq!(files, ["attack.sql", "presscut.db"], "{sql:.200}");
        }
    }
}

#[test]
fn no_sql_gets_past_the_sandbox() {
    let began = Instant::now();
    // Every one in the long form; every sixth in the short one, so that each kind is met.
    let step = Extent::wanted().pick(6, 1);
    let attacks: Vec<_> = attacks().into_iter().step_by(step).collect();
    std::thread::scope(|scope| {
        for part in attacks.chunks(attacks.len().div_ceil(2)) {
            scope.spawn(move || run(part));
        }
    });
    println!(
        "sql: {} attacks, none got through, no byte changed, {:.0} s",
        attacks.len(),
        began.elapsed().as_secs_f64()
    );
}

#[test]
fn there_are_three_hundred_different_attacks() {
    let mut all: Vec<String> = attacks().into_iter().map(|(_, sql)| sql).collect();
    let number = all.len();
    all.sort();
    all.dedup();
    assert!(all.len() == number && number >= 300, "{number} attacks, {} different", all.len());
    assert_eq!(expanded("SELECT ⟨(⟩×3;1⟨)⟩×3;"), "SELECT (((1)))");
}
