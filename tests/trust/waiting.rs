//! A command that has to wait for another program says for whom and how long, and waits as long as it is told.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::workspace::Workspace;

#[test]
fn who_waits_for_another_program_says_so() {
    let space = Workspace::with_samples();
    let other = Connection::open(space.path("presscut.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    space.file("a.jsonl", "{\"text\": \"The ferry was late.\"}\n");
    for command in [
        "entities rename #1 Somebody --wait 1",
        "import a.jsonl --wait 1",
        "imports undo 1 --wait 1",
        "sources set #1 --dayfirst --wait 1",
    ] {
        let begun = Instant::now();
        let ended = space.run(command);
        assert_eq!(ended.code, 1, "{command}: {}", ended.stderr);
        assert!(
            ended.stderr.contains("another program is writing to the archive: waiting up to 1 s"),
            "{command}: {}",
            ended.stderr
        );
        assert!(ended.stderr.contains("--wait SECONDS"), "{command}: {}", ended.stderr);
        assert!(begun.elapsed() > Duration::from_millis(900), "{command}");
    }
    // Without waiting, nothing is said but the error.
    let ended = space.run("entities rename #1 Somebody --wait 0").code(1);
    assert!(!ended.stderr.contains("waiting"), "{}", ended.stderr);
    // Reading waits for nobody.
    space.run("sources").code(0);
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(2));
        other.execute_batch("ROLLBACK").unwrap();
    });
    space.run("entities rename #1 Somebody --wait 60").code(0).says("waiting up to 60 s");
    release.join().unwrap();
}

#[test]
fn a_decision_waits_for_an_import_as_long_as_it_is_told() {
    let space = Workspace::with_samples();
    let mut import = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .args(["import", "-", "--quiet"])
        .current_dir(space.path(""))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    while !space.path("presscut.db-lock").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let holder = format!("process {}", import.id());
    let refused = space.run("entities rename #1 Somebody --wait 0.3").code(1);
    assert!(refused.stderr.contains(&format!("{holder} is writing to the archive: waiting up to 0.3 s")));
    assert!(refused.stderr.contains(&format!("another import is writing to presscut.db ({holder})")));
    space.file("a.jsonl", "{\"text\": \"The bridge is closed.\"}\n");
    let second = space.run("import a.jsonl --wait 0.3").code(1);
    assert!(second.stderr.contains("waiting up to 0.3 s"), "{}", second.stderr);
    let mut pipe = import.stdin.take().unwrap();
    let end = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        pipe.write_all(b"{\"text\": \"The ferry was late.\"}\n").unwrap();
    });
    space.run("entities rename #1 Somebody --wait 60").code(0);
    end.join().unwrap();
    assert!(import.wait().unwrap().success());
}
