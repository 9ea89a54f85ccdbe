//! Where an archive may be, and in which state: read-only places, an archive that a killed program left, and readers that
//! stay while others write.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::workspace::{Ended, Workspace};

/// A user who owns nothing.
const NOBODY_ID: u32 = 65_534;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs a command in a folder as a user to whom the permissions apply: root may write anywhere.
fn run_unprivileged(binary: &Path, folder: &Path, args: &[&str]) -> Ended {
    let mut command = Command::new(binary);
    command.current_dir(folder).env_remove("PRESSCUT_DB").env("HOME", folder).env("NO_COLOR", "1").args(args);
    if fs::metadata(folder).unwrap().uid() == 0 {
        command.uid(NOBODY_ID).gid(NOBODY_ID);
    }
    Ended::from(command.output().unwrap())
}

/// The archive of the samples in a folder `share`, with these permissions of folder and file.
fn share_with_modes(
    space: &Workspace,
    folder_mode: u32,
    file_mode: u32,
) -> (std::path::PathBuf, std::path::PathBuf) {
    let share = space.path("share");
    fs::create_dir(&share).unwrap();
    fs::copy(space.path("presscut.db"), share.join("presscut.db")).unwrap();
    // A user who owns nothing cannot reach the build's folder everywhere.
    let binary = space.path("presscut-copy");
    fs::copy(env!("CARGO_BIN_EXE_presscut"), &binary).unwrap();
    set_mode(&binary, 0o755);
    set_mode(&space.path("."), 0o755);
    set_mode(&share.join("presscut.db"), file_mode);
    set_mode(&share, folder_mode);
    (binary, share)
}

const READING: &[&[&str]] = &[
    &["sql", "SELECT count(*) AS articles FROM articles"],
    &["query", "speakers"],
    &["search", "ferry"],
    &["show", "1"],
    &["check"],
];

fn assert_everything_can_be_read(folder_mode: u32, file_mode: u32) {
    let space = Workspace::with_samples();
    let (binary, share) = share_with_modes(&space, folder_mode, file_mode);
    for args in READING {
        let here = space.run_args(args).code(0);
        let there = run_unprivileged(&binary, &share, args).code(0);
        if args[0] != "check" {
            assert_eq!(there.stdout, here.stdout, "{args:?}");
        }
        assert_eq!(names_in(&share), ["presscut.db"], "{args:?}");
    }
    let copy = space.path("copy");
    fs::create_dir(&copy).unwrap();
    set_mode(&copy, 0o777);
    run_unprivileged(&binary, &share, &["backup", "../copy/presscut.db"]).code(0);
    let copied = Connection::open(copy.join("presscut.db")).unwrap();
    let articles: i64 = copied.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap();
    assert_eq!(articles.to_string(), space.value("SELECT count(*) FROM articles"));
    set_mode(&share, 0o755);
}

#[test]
fn an_archive_in_a_read_only_folder_is_read_and_nothing_is_left_there() {
    assert_everything_can_be_read(0o555, 0o444);
}

#[test]
fn a_read_only_archive_in_a_folder_that_can_be_written_is_read_and_nothing_is_left_there() {
    assert_everything_can_be_read(0o777, 0o444);
}

#[test]
fn an_archive_that_can_be_written_in_a_folder_that_cannot_is_read() {
    assert_everything_can_be_read(0o555, 0o666);
}

#[test]
fn new_rows_are_not_asked_for_where_nothing_can_be_remembered() {
    for (folder_mode, file_mode) in [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)] {
        let space = Workspace::with_samples();
        let (binary, share) = share_with_modes(&space, folder_mode, file_mode);
        let run = |args: &[&str]| run_unprivileged(&binary, &share, args);
        for question in [&["query", "speakers", "--new"][..], &["search", "ferry", "--new"]] {
            let refused =
                run(question).code(1).says("cannot be written, and --new remembers in it what was shown");
            assert!(refused.stderr.contains("--peek shows what is new"), "{}", refused.stderr);
            assert_eq!(refused.stdout, "", "rows were shown that are not remembered");
        }
        run(&["query", "speakers", "--peek"]).code(0).says("nothing is remembered");
        // News are told all the same.
        run(&["news"]).code(0);
        assert_eq!(names_in(&share), ["presscut.db"]);
        set_mode(&share, 0o755);
    }
}

#[test]
fn a_home_that_may_not_be_entered_costs_no_query() {
    let space = Workspace::with_samples();
    let (binary, share) = share_with_modes(&space, 0o777, 0o666);
    let home = space.path("home");
    fs::create_dir_all(home.join(".config/presscut/queries")).unwrap();
    set_mode(&home, 0o000);
    let mut command = Command::new(&binary);
    command.current_dir(&share).env_remove("PRESSCUT_DB").env("HOME", &home).args(["query", "speakers"]);
    if fs::metadata(&home).unwrap().uid() == 0 {
        command.uid(NOBODY_ID).gid(NOBODY_ID);
    }
    let ended = Ended::from(command.output().unwrap());
    set_mode(&home, 0o755);
    ended.code(0);
}

#[test]
fn reading_leaves_no_files_beside_an_archive() {
    let space = Workspace::with_samples();
    for args in READING {
        space.run_args(args).code(0);
        assert_eq!(names_in(&space.path(".")), ["presscut.db"], "{args:?}");
    }
}

/// Copies an archive and its journal as a kill in the middle of a transaction leaves them.
fn copy_as_killed(space: &Workspace, journal_mode: &str) -> std::path::PathBuf {
    let killed = space.path("killed");
    fs::create_dir(&killed).unwrap();
    let connection = Connection::open(space.path("presscut.db")).unwrap();
    connection.pragma_update(None, "journal_mode", journal_mode).unwrap();
    // So little memory that pages go to the file before the transaction ends.
    connection.pragma_update(None, "cache_size", 2).unwrap();
    connection
        .execute_batch("BEGIN; UPDATE articles SET title = 'half done', body = body || ' half done'")
        .unwrap();
    for name in names_in(&space.path(".")) {
        if name.starts_with("presscut.db") && !name.ends_with("-shm") {
            fs::copy(space.path(&name), killed.join(&name)).unwrap();
        }
    }
    connection.execute_batch("ROLLBACK").unwrap();
    killed
}

#[test]
fn the_first_reader_after_a_kill_sees_what_was_committed() {
    for journal_mode in ["delete", "wal"] {
        let space = Workspace::with_samples();
        let titles = space.column("SELECT coalesce(title, '') FROM articles ORDER BY id");
        let killed = copy_as_killed(&space, journal_mode);
        assert!(names_in(&killed).len() > 1, "{journal_mode}: there is no journal");
        let db = killed.join("presscut.db");
        let sql = "SELECT title FROM articles ORDER BY id";
        let read = space.run_args(&["--db", db.to_str().unwrap(), "sql", sql, "--format", "jsonl"]).code(0);
        let read: Vec<String> = read
            .stdout
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()["title"]
                    .as_str()
                    .unwrap_or("")
                    .into()
            })
            .collect();
        assert_eq!(read, titles, "{journal_mode}");
        assert_eq!(names_in(&killed), ["presscut.db"], "{journal_mode}");
    }
}

#[test]
fn what_a_kill_left_in_a_read_only_place_is_not_read_as_if_it_were_whole() {
    let space = Workspace::with_samples();
    let killed = copy_as_killed(&space, "delete");
    let binary = space.path("presscut-copy");
    fs::copy(env!("CARGO_BIN_EXE_presscut"), &binary).unwrap();
    set_mode(&space.path("."), 0o755);
    for name in names_in(&killed) {
        set_mode(&killed.join(name), 0o444);
    }
    set_mode(&killed, 0o555);
    let ended = run_unprivileged(&binary, &killed, &["sql", "SELECT count(*) FROM articles"]);
    set_mode(&killed, 0o755);
    ended.code(1).says("copy it, with the files beside it whose names begin with its name");
}

#[test]
fn a_reader_that_stays_holds_up_neither_an_import_nor_a_merge() {
    let space = Workspace::with_samples();
    let reader = Connection::open(space.path("presscut.db")).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let count = || reader.query_row("SELECT count(*) FROM articles", [], |row| row.get::<_, i64>(0)).unwrap();
    let before = count();
    space.file("new.jsonl", r#"{"url": "https://post.example/9", "text": "The wall of the harbour was painted by night, and nobody in Port Arden has seen by whom."}"#);
    let started = Instant::now();
    space.run("import new.jsonl").code(0);
    let name = space.value("SELECT name FROM entities WHERE type = 'person' ORDER BY id LIMIT 1");
    space.run_args(&["entities", "rename", &name, "Somebody Else"]).code(0);
    // Ten seconds is how long SQLite would wait for a lock.
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    assert_eq!(count(), before, "the reader sees its own moment");
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(count(), before + 1);
}
