//! A damaged archive says so. One bit is flipped, or the end is cut off, at many places: nothing panics or hangs, and
//! wherever the damage changes what a query would answer, `check` tells of it or the query fails.
//!
//! One kind is left: a letter that changes in a column that is kept once (an address, a byline, a date's value, a block
//! beside the story). SQLite's files have no checksums, and nothing else says what it was. The test counts these, and
//! holds them to one in eight of the bits that change an answer; in its short form, in which few bits do, to one in four.

use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};

use crate::proofs::Extent;
use crate::workspace::{Workspace, sample};

/// What users ask; together they read every table that has content.
const QUESTIONS: &[&str] = &[
    "SELECT id, title, url, byline, published_at, section, word_count, body FROM articles ORDER BY id",
    "SELECT e.id, e.name, e.type, a.alias FROM entities e LEFT JOIN aliases a ON a.entity_id = e.id ORDER BY 1, 4",
    "SELECT id, article_id, entity_id, start, \"end\", surface FROM mentions ORDER BY id",
    "SELECT id, article_id, text, kind, speaker, speaker_entity_id, cue FROM quotes ORDER BY id",
    "SELECT id, article_id, text, type, value, earliest, latest FROM dates ORDER BY id",
    "SELECT id, text, currency, amount FROM sums ORDER BY id",
    "SELECT id, name, domain FROM sources ORDER BY id",
    "SELECT id, article_id, kind, text FROM blocks ORDER BY id",
    "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'bridge OR ferry OR mill'",
    "SELECT published_day, count(*) FROM articles GROUP BY 1 ORDER BY 1",
];

/// Every answer, or the error in its place.
fn answers(space: &Workspace) -> Vec<(i32, String)> {
    let answer = |sql: &&str| {
        let ended = space.run_args(&["sql", sql, "--csv", "--timeout", "20"]);
        assert!(
            !ended.stderr.contains("panicked") && (0..=4).contains(&ended.code),
            "{sql}: {}: {}",
            ended.code,
            ended.stderr
        );
        (ended.code, ended.stdout)
    };
    QUESTIONS.iter().map(answer).collect()
}

/// Numbers below `length`, spread over all of them, the same each time.
fn positions(length: usize, number: usize) -> impl Iterator<Item = usize> {
    (0..number).map(move |n| (n * 2 + 1) * length / (number * 2) + (n * 7919) % (length / number / 2).max(1))
}

/// Where something is written: most of a small archive is empty.
fn written_bytes(bytes: &[u8]) -> Vec<usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at).collect()
}

/// The samples in an archive whose bytes are the same each time: no time of day, no path of this machine. A bit is flipped
/// at the same place of it then.
fn archive_of_fixed_bytes() -> Workspace {
    let space = Workspace::with_samples();
    let connection = Connection::open(space.path("presscut.db")).unwrap();
    let root = sample("");
    connection
        .execute("UPDATE import_files SET path = replace(path, ?1, 'sample_data/')", [root.to_str().unwrap()])
        .unwrap();
    connection
        .execute_batch(
            "UPDATE imports SET started_at = '2031-03-20T10:00:00Z', finished_at = '2031-03-20T10:00:01Z',
                 command = 'import sample_data';
             VACUUM;",
        )
        .unwrap();
    connection.close().unwrap();
    space
}

#[test]
fn no_flipped_bit_changes_an_answer_in_silence() {
    let began = Instant::now();
    let number = Extent::wanted().pick(40, 200);
    let whole = archive_of_fixed_bytes();
    let bytes = std::fs::read(whole.path("presscut.db")).unwrap();
    let right = answers(&whole);
    let (mut told, mut wrong, mut silent) = (0, 0usize, Vec::new());
    let written = written_bytes(&bytes);
    for (n, at) in positions(written.len(), number).map(|number| written[number]).enumerate() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (n % 8);
        let space = Workspace::new();
        space.file("presscut.db", damaged);
        let check = space.run("check");
        assert!(!check.stderr.contains("panicked"), "byte {at}: {}", check.stderr);
        let found = answers(&space);
        let differing: Vec<&str> = QUESTIONS
            .iter()
            .zip(found.iter().zip(&right))
            .filter(|(_, (found, right))| found != right)
            .map(|(question, _)| *question)
            .collect();
        told += u32::from(check.code != 0);
        wrong += usize::from(!differing.is_empty());
        if !differing.is_empty() && check.code == 0 {
            silent.push(format!("bit {} of byte {at}: another answer to {differing:?}", n % 8));
        }
    }
    println!(
        "damage: {number} flipped bits: {wrong} change an answer, {told} are told by check, {} of the first not by the second, {:.0} s",
        silent.len(),
        began.elapsed().as_secs_f64()
    );
    assert!(told > 0 && wrong > 0, "no bit mattered: nothing was proved");
    println!("damage: in silence: {silent:#?}");
    let one_in = Extent::wanted().pick(4, 8);
    assert!(silent.len() * one_in <= wrong, "{silent:#?}");
}

#[test]
fn an_archive_cut_short_is_told() {
    let number = Extent::wanted().pick(8, 60);
    let whole = Workspace::with_samples();
    let bytes = std::fs::read(whole.path("presscut.db")).unwrap();
    let right = answers(&whole);
    for length in positions(bytes.len() - 1, number).chain([1, 15, 16, 99, 100, bytes.len() - 1]) {
        let space = Workspace::new();
        space.file("presscut.db", &bytes[..length]);
        let check = space.run("check");
        assert!(
            check.code == 1 && !check.stderr.contains("panicked"),
            "{length} bytes: {}{}",
            check.stdout,
            check.stderr
        );
        for ((code, answer), (_, right)) in answers(&space).iter().zip(&right) {
            assert!(*code != 0 || answer == right, "{length} bytes: a wrong answer, and no error");
        }
        // Nothing that only reads has made it longer or shorter.
        assert_eq!(std::fs::metadata(space.path("presscut.db")).unwrap().len(), length as u64);
    }
    println!("damage: {} truncations, all told", number + 6);
}

/// A plain connection of SQLite's can open what the tests call whole.
#[test]
fn the_whole_archive_is_sound() {
    let space = Workspace::with_samples();
    let open = |path: &Path| Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let ok: String =
        open(&space.path("presscut.db")).query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(ok, "ok");
    for ((code, answer), question) in answers(&space).iter().zip(QUESTIONS) {
        assert!(*code == 0 && !answer.is_empty(), "{question}: {code}");
    }
}
