//! Input that never ends, where a small file is expected: an error in bounded time and memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::workspace::Workspace;

/// Runs the binary with no more than 2 GB of memory and 30 seconds; gives its exit code and what it said.
fn run(space: &Workspace, args: &[&str]) -> (Option<i32>, String) {
    let script = format!("ulimit -v 2000000; exec {} \"$@\"", env!("CARGO_BIN_EXE_presscut"));
    let mut child = Command::new("sh")
        .args(["-c", &script, "sh"])
        .args(args)
        .current_dir(space.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(space.path("said")).unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    (child.wait().unwrap().code(), space.read("said"))
}

fn make_pipe(space: &Workspace, name: &str) {
    std::fs::create_dir_all(space.path(name).parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(space.path(name)).status().unwrap().success());
}

#[test]
fn a_device_without_end_is_refused_where_a_small_file_is_expected() {
    let space = Workspace::with_samples();
    for args in [
        &["sql", "@/dev/zero"][..],
        &["sql", "-f", "/dev/zero"],
        &["report", "/dev/zero"],
        &["query", "speakers", "--each", "/dev/zero", "-o", "out"],
        &["quotes", "import", "/dev/zero"],
        &["quotes", "score", "/dev/zero"],
        &["entities", "import", "/dev/zero"],
        &["extract", "--model", "/dev/zero", "presscut.db"],
    ] {
        let (code, said) = run(&space, args);
        assert!(matches!(code, Some(1 | 2)), "{args:?}: {code:?} {said}");
        assert!(said.contains("/dev/zero") && said.contains("longer than"), "{args:?}: {said}");
    }
}

#[test]
fn nobody_waits_for_a_pipe_that_nobody_writes_to() {
    let space = Workspace::with_samples();
    make_pipe(&space, "archive.db");
    for command in [&["check"][..], &["sql", "SELECT 1"], &["import", "presscut.db"], &["sources"]] {
        let (code, said) = run(&space, &[&["--db", "archive.db"], command].concat());
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("archive.db is not a presscut archive (it is a pipe or a device)"), "{said}");
    }
    make_pipe(&space, "queries/waiting.sql");
    let (code, said) = run(&space, &["query", "waiting"]);
    assert!(matches!(code, Some(1 | 2)) && said.contains("it is no file"), "{code:?} {said}");
    let (code, said) = run(&space, &["query", "speakers"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_script_of_the_shell_that_runs_itself_ends() {
    let space = Workspace::with_samples();
    space.file("loop.sql", "SELECT 1;\n.read loop.sql\n");
    let ended = space.run_with_input(&["shell"], ".read loop.sql\n");
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("does one of them run itself"), "{}", ended.stderr);
    // A few levels are nothing unusual.
    for level in 0..10 {
        space.file(&format!("{level}.sql"), format!(".read {}.sql\n", level + 1));
    }
    space.file("10.sql", "SELECT 42 AS n;\n");
    let ended = space.run_with_input(&["shell"], ".read 0.sql\n");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "n\n42\n"), "{}", ended.stderr);
}

#[test]
fn rejects_decide_the_exit_code_even_where_nobody_reads_of_them() {
    let space = Workspace::new();
    space.file("a.jsonl", "{\"text\": \n".repeat(120));
    for stderr in ["2>&-", "2>/dev/full", "2>&1 >/dev/null | true"] {
        let script = format!(
            "set -o pipefail; {} --db {}.db import a.jsonl {stderr}",
            env!("CARGO_BIN_EXE_presscut"),
            stderr.len()
        );
        let ended = Command::new("bash").args(["-c", &script]).current_dir(space.path("")).status().unwrap();
        assert_eq!(ended.code(), Some(3), "{stderr}");
    }
    let script = format!("{} --help >/dev/full", env!("CARGO_BIN_EXE_presscut"));
    assert_eq!(Command::new("sh").args(["-c", &script]).status().unwrap().code(), Some(1));
}
