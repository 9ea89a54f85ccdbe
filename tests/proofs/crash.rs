//! A kill at any moment loses nothing. Each command that changes an archive is killed at system calls that write, sync,
//! cut or remove files; the archive is then opened for reading first, the same command is run again, and the rows are
//! those of an archive that was never killed, table by table.
//!
//! The kills come from strace, before the n-th call of a kind is carried out. Without strace they come by the clock, which
//! hits fewer of the moments that matter; the figures say which it was.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::proofs::Extent;
use crate::workspace::{Workspace, corpus};

/// The calls that change what a crash leaves.
const CALLS: &[&str] = &["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "link"];

/// Columns that say when, or by which run of presscut: two runs after a kill are not the one of an archive never killed.
const OF_THE_RUN: &[&str] = &[
    "import_id",
    "import_file_id",
    "replaced_by_import",
    "at",
    "made_at",
    "ended_at",
    "undone_at",
    "readmitted_at",
    "forgotten_at",
    "erased_at",
];

/// Tables of the runs themselves, and those that SQLite keeps for itself; `check` proves the full-text indexes.
const NOT_COMPARED: &[&str] =
    &["imports", "import_files", "sqlite_%", "articles_fts%", "articles_unspaced%", "quotes_fts%"];

/// Whether numbers of annotations are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// They are.
    Compared,
    /// Whatever is found again has new numbers.
    New,
}

/// Tables of what the extractors find.
const ANNOTATIONS: &[&str] = &["mentions", "quotes", "dates", "sums"];

/// A command that is killed.
pub(super) struct Scenario {
    pub name: &'static str,
    /// Makes what is there before the command.
    pub prepare: fn(&Workspace),
    /// The command, with `--db presscut.db` where it is not said.
    pub command: &'static [&'static str],
    /// The file whose rows are compared.
    pub result: &'static str,
    /// What finishes the command where it was interrupted between two things that it does.
    pub finish: Option<&'static [&'static str]>,
    /// Whether the command, run twice, gives the same numbers to what it finds.
    pub numbers: Numbers,
}

fn records(numbers: std::ops::Range<u64>, more: &str) -> String {
    let line = |number: u64| match number % 20 {
        19 => format!("{{\"text\": \"cut off {number}\n"),
        _ => corpus::line(number).replace(" is opposed by", &format!("{more} is opposed by")),
    };
    numbers.map(line).collect()
}

fn number_of_records() -> u64 {
    Extent::wanted().pick(24, 120)
}

fn with_scrapes(space: &Workspace) {
    let records_of_first = number_of_records();
    space.file("first.jsonl", records(0..records_of_first, ""));
    // Half revise what came before, half are new.
    space.file("second.jsonl", records(records_of_first / 2..records_of_first * 3 / 2, " again"));
}

fn with_archive(space: &Workspace) {
    with_scrapes(space);
    space.run("import first.jsonl --quiet").code(3);
}

fn with_two_imports(space: &Workspace) {
    with_archive(space);
    space.run("import second.jsonl --quiet").code(3);
}

fn with_sheet(space: &Workspace) {
    with_archive(space);
    space.run("entities export -o names.csv").code(0);
    let sheet = space.read("names.csv").replace("Ilse Brandt", "Ilse Brandt-Vik").replace("Gdansk", "Gdańsk");
    space.file("names.csv", sheet);
}

fn with_old_archive(space: &Workspace) {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/archives/schema_06.db.zst");
    space.file("presscut.db", zstd::decode_all(std::fs::File::open(old).unwrap()).unwrap());
    space.file("new.jsonl", corpus::line(7));
}

fn with_another_archive(space: &Workspace) {
    with_archive(space);
    space.run("--db other.db import second.jsonl --quiet").code(3);
}

/// An archive whose last writer was killed: opening it, even for reading, means recovering it.
fn with_unrecovered_archive(space: &Workspace) {
    with_archive(space);
    let hot = ["--db", "presscut.db", "import", "second.jsonl", "--quiet", "--jobs", "1"];
    if has_strace() {
        run_killed(space, &hot, &Moment::Call("ftruncate", 1), Duration::ZERO);
    }
}

/// What is killed: a scenario for each kind of command that writes.
pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "opening",
        prepare: with_unrecovered_archive,
        command: &["import", "second.jsonl", "--quiet", "--jobs", "1"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "import",
        prepare: with_scrapes,
        command: &["import", "first.jsonl", "--quiet", "--jobs", "1"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "second import",
        prepare: with_archive,
        command: &["import", "second.jsonl", "--quiet", "--jobs", "1"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "undo",
        prepare: with_two_imports,
        command: &["imports", "undo", "2"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "merge of entities",
        prepare: with_archive,
        command: &["entities", "merge", "Ilse Brandt", "Marek Lind"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "entity sheet",
        prepare: with_sheet,
        command: &["entities", "import", "names.csv"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "reextract",
        prepare: with_archive,
        command: &["reextract", "--all", "--jobs", "1", "--quiet"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::New,
    },
    Scenario {
        name: "sql --write",
        prepare: with_archive,
        command: &["sql", "--write", "UPDATE articles SET section = 'Harbour'"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "backup",
        prepare: with_archive,
        command: &["backup", "copy.db"],
        result: "copy.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "migration",
        prepare: with_old_archive,
        command: &["import", "new.jsonl", "--quiet", "--jobs", "1"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "forget",
        prepare: with_two_imports,
        command: &["forget", "2", "3", "14", "--yes", "--quiet", "--reason", "A ruling"],
        result: "presscut.db",
        finish: Some(&["forget", "--finish"]),
        numbers: Numbers::Compared,
    },
    Scenario {
        name: "merge of archives",
        prepare: with_another_archive,
        command: &["merge", "other.db", "--quiet"],
        result: "presscut.db",
        finish: None,
        numbers: Numbers::Compared,
    },
];

/// When a command is killed.
#[derive(Debug, Clone)]
enum Moment {
    /// Before this call of a kind, from 1.
    Call(&'static str, u32),
    /// After this part of the time that the command takes.
    Part(f64),
}

fn has_strace() -> bool {
    let works =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    works.is_ok_and(|status| status.success())
}

fn presscut(space: &Workspace, before: &[&str], args: &[&str]) -> Command {
    let binary = env!("CARGO_BIN_EXE_presscut");
    let all: Vec<&str> = before.iter().chain(&[binary]).chain(args).copied().collect();
    let mut command = Command::new(all[0]);
    command.args(&all[1..]).current_dir(space.path("")).env_remove("PRESSCUT_DB");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a command and kills it at a moment; whether it was still running.
fn run_killed(space: &Workspace, args: &[&str], moment: &Moment, time: Duration) -> bool {
    match moment {
        Moment::Call(call, number) => {
            let traced = format!("trace={call}");
            let inject = format!("inject={call}:signal=KILL:when={number}");
            let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &traced, "-e", &inject];
            !presscut(space, &strace, args).status().unwrap().success()
        }
        Moment::Part(part) => {
            let mut child = presscut(space, &[], args).spawn().unwrap();
            std::thread::sleep(time.mul_f64(*part));
            let running = child.try_wait().unwrap().is_none();
            child.kill().unwrap();
            child.wait().unwrap();
            running
        }
    }
}

/// The moments of a command at which it can be killed: all its calls, of each kind in order.
fn moments(space: &Workspace, args: &[&str]) -> Vec<Moment> {
    let traced = format!("trace={}", CALLS.join(","));
    let output = space.path("calls.txt");
    let strace = ["strace", "-f", "-qq", "-o", output.to_str().unwrap(), "-e", &traced];
    presscut(space, &strace, args).status().unwrap();
    // strace counts each thread's calls apart.
    let mut most: BTreeMap<&str, u32> = BTreeMap::new();
    let mut counts: BTreeMap<(String, &str), u32> = BTreeMap::new();
    for line in std::fs::read_to_string(&output).unwrap().lines() {
        let (thread, rest) = line.split_once(' ').unwrap();
        let name = rest.trim_start().split('(').next().unwrap();
        let Some(call) = CALLS.iter().find(|call| **call == name) else { continue };
        let count = counts.entry((thread.to_string(), call)).or_default();
        *count += 1;
        most.entry(call).and_modify(|most| *most = (*most).max(*count)).or_insert(*count);
    }
    std::fs::remove_file(output).unwrap();
    most.into_iter()
        .flat_map(|(call, most)| (1..=most).map(move |number| Moment::Call(call, number)))
        .collect()
}

/// At most this number of them: the rare calls first (syncing, cutting, removing, renaming), then writes at equal distances.
fn chosen(moments: Vec<Moment>, number: usize) -> Vec<Moment> {
    let is_write = |moment: &Moment| matches!(moment, Moment::Call("write" | "pwrite64", _));
    let (writes, rare): (Vec<Moment>, Vec<Moment>) = moments.into_iter().partition(is_write);
    let of_rare = rare.len().min(number.div_ceil(2));
    let of_writes = number.saturating_sub(of_rare).min(writes.len());
    let spread = |from: Vec<Moment>, number: usize| -> Vec<Moment> {
        (0..number).map(|n| from[(2 * n + 1) * from.len() / (2 * number)].clone()).collect()
    };
    [spread(rare, of_rare), spread(writes, of_writes)].concat()
}

/// A copy of a folder's files.
pub(super) fn copy_of(space: &Workspace) -> Workspace {
    let copy = Workspace::new();
    for entry in std::fs::read_dir(space.path("")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path(entry.file_name().to_str().unwrap())).unwrap();
    }
    copy
}

/// Every row of every table, but for what tells the runs apart.
pub(super) fn content(db: &Path, numbers: Numbers) -> BTreeMap<String, Vec<String>> {
    let archive = Connection::open(db).unwrap();
    let ok: String = archive.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(ok, "ok");
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = archive.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let left_out: Vec<String> = NOT_COMPARED.iter().map(|name| format!("name NOT LIKE '{name}'")).collect();
    let tables =
        texts(&format!("SELECT name FROM sqlite_schema WHERE type = 'table' AND {}", left_out.join(" AND ")));
    let rows_of = |table: &String| {
        let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')"));
        let is_new = numbers == Numbers::New && ANNOTATIONS.contains(&table.as_str());
        let left_out = |column: &str| OF_THE_RUN.contains(&column) || (is_new && column == "id");
        let compared = columns.iter().filter(|column| !left_out(column));
        let columns: Vec<String> = compared.map(|column| format!("quote(\"{column}\")")).collect();
        texts(&format!("SELECT concat_ws('|', {}) FROM \"{table}\" ORDER BY 1", columns.join(", ")))
    };
    tables.iter().map(|table| (table.clone(), rows_of(table))).collect()
}

#[track_caller]
fn assert_same_rows(
    found: &BTreeMap<String, Vec<String>>,
    whole: &BTreeMap<String, Vec<String>>,
    what: &str,
) {
    let tables = |content: &BTreeMap<String, Vec<String>>| content.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(found), tables(whole), "{what}");
    for (table, rows) in whole {
        assert!(
            &found[table] == rows,
            "{what}: {table} has {} rows, and {} where nothing was killed, or others: {:?}",
            found[table].len(),
            rows.len(),
            found[table].iter().find(|row| !rows.contains(row))
        );
    }
}

/// Opens what a killed command left, for reading only: it answers, or says that there is nothing yet to read.
#[track_caller]
fn read_first(space: &Workspace, existed: bool, what: &str) {
    let ended = space.run_args(&["sql", "SELECT count(*) FROM articles", "--csv"]);
    let nothing_yet = ["there is no archive", "an older", "brings it up to date"]
        .iter()
        .any(|words| ended.stderr.contains(words));
    let migrates = what.starts_with("migration");
    assert!(
        ended.code == 0 || (ended.code == 1 && nothing_yet && (!existed || migrates)),
        "{what}: {}",
        ended.stderr
    );
}

/// Kills a scenario's command this number of times; gives how many kills hit it running.
/// Runs the same command again, and asserts that it gives what an uninterrupted one gives: its exit code and its rows.
pub(super) fn assert_goes_on(
    scenario: &Scenario,
    space: &Workspace,
    args: &[&str],
    code: i32,
    whole: &BTreeMap<String, Vec<String>>,
    what: &str,
) {
    let result = space.path(scenario.result);
    let there = result.exists();
    let again = space.run_args(args);
    // A decision that had been made by then cannot be made again, and a copy that is there is not overwritten.
    assert!(
        again.code == code || (there && content(&result, scenario.numbers) == *whole),
        "{what}: {}",
        again.stderr
    );
    assert_same_rows(&content(&result, scenario.numbers), whole, what);
    if let Some(finish) = scenario.finish {
        // Where all was done already there is nothing to finish.
        let finished = space.run_args(finish);
        assert!(finished.code == 0 || finished.stderr.contains("nothing"), "{what}: {}", finished.stderr);
    }
}

fn prove(scenario: &Scenario) {
    let number = Extent::wanted().pick(2, 30);
    let began = Instant::now();
    let base = Workspace::new();
    (scenario.prepare)(&base);
    let args = [&["--db", "presscut.db"], scenario.command].concat();
    let existed = base.path("presscut.db").exists();
    let uninterrupted = copy_of(&base);
    let time = Instant::now();
    let code = uninterrupted.run_args(&args).code;
    let time = time.elapsed();
    assert!([0, 3].contains(&code), "{}: {code}", scenario.name);
    let whole = content(&uninterrupted.path(scenario.result), scenario.numbers);
    let (by, moments) = match has_strace() {
        true => ("system calls", chosen(moments(&copy_of(&base), &args), number)),
        false => ("the clock", (0..number).map(|n| Moment::Part((n as f64 + 0.5) / number as f64)).collect()),
    };
    let mut hit = 0;
    for moment in &moments {
        let what = format!("{}, killed at {moment:?}", scenario.name);
        let space = copy_of(&base);
        hit += u32::from(run_killed(&space, &args, moment, time));
        read_first(&space, existed, &what);
        assert_goes_on(scenario, &space, &args, code, &whole, &what);
        let check = space.run_args(&["--db", scenario.result, "check"]);
        assert_eq!(check.code, 0, "{what}: {}{}", check.stdout, check.stderr);
        assert!(!space.path("presscut.db-lock").exists(), "{what}: the lock stayed");
    }
    assert!(hit > 0, "{}: no kill came in time, nothing was proved", scenario.name);
    println!(
        "crash: {}: {hit} kills of {} by {by}, no row lost, {:.0} s",
        scenario.name,
        moments.len(),
        began.elapsed().as_secs_f64()
    );
}

macro_rules! kill {
    ($($test:ident: $number:literal,)*) => {
        $(#[test] fn $test() { prove(&SCENARIOS[$number]); })*

        #[test]
        fn every_scenario_is_a_test() {
            assert_eq!(SCENARIOS.len(), [$($number),*].len());
        }
    };
}

kill! {
    opening_that_is_killed_recovers: 0,
    an_import_that_is_killed_goes_on: 1,
    a_second_import_that_is_killed_goes_on: 2,
    an_undo_that_is_killed_is_done_or_not: 3,
    a_merge_that_is_killed_is_done_or_not: 4,
    an_entity_sheet_that_is_killed_is_in_or_not: 5,
    a_reextraction_that_is_killed_goes_on: 6,
    sql_that_writes_and_is_killed_is_done_or_not: 7,
    a_backup_that_is_killed_is_whole_or_not_there: 8,
    a_migration_that_is_killed_is_done_or_not: 9,
    articles_that_are_forgotten_under_a_kill_are_there_or_not: 10,
    a_merge_of_archives_that_is_killed_goes_on: 11,
}
