//! Files that presscut writes: who may read them, what is left where it is stopped, where they may be, what an error calls
//! them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::Workspace;

/// SQL that takes more time than it gets, in one step of SQLite that nothing can interrupt.
const ENDLESS_STEP: &str =
    "SELECT length(printf('%.*c', 400000000, 'x')) FROM articles a, articles b, articles c";

/// Runs the binary in the shell of a user with this umask.
fn run_under_umask(space: &Workspace, umask: &str, args: &str) -> Output {
    let script = format!("umask {umask}; exec {} {args}", env!("CARGO_BIN_EXE_presscut"));
    Command::new("sh").args(["-c", &script]).current_dir(space.path("")).output().unwrap()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_file_can_be_read_by_whom_the_umask_lets_read_it() {
    let space = Workspace::with_samples();
    for (umask, expected) in [("077", 0o600), ("022", 0o644), ("027", 0o640)] {
        for file in ["rows.csv", "rows.xlsx"] {
            let ended =
                run_under_umask(&space, umask, &format!("sql 'SELECT 1' -o {umask}-{file} --manifest"));
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
            assert_eq!(mode(&space.path(&format!("{umask}-{file}"))), expected, "{umask} {file}");
            assert_eq!(
                mode(&space.path(&format!("{umask}-{file}.manifest.json"))),
                expected,
                "{umask} {file}"
            );
        }
    }
}

#[test]
fn a_file_that_is_overwritten_keeps_its_permissions() {
    let space = Workspace::with_samples();
    for kept in [0o600, 0o640, 0o664] {
        space.file("rows.csv", "old");
        fs::set_permissions(space.path("rows.csv"), fs::Permissions::from_mode(kept)).unwrap();
        assert!(run_under_umask(&space, "022", "sql 'SELECT 1 AS n' -o rows.csv --force").status.success());
        assert_eq!((space.read("rows.csv").as_str(), mode(&space.path("rows.csv"))), ("n\n1\n", kept));
    }
}

/// The files of presscut's that are no results.
fn left_behind(space: &Workspace) -> Vec<String> {
    let names = fs::read_dir(space.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".presscut-"))
        .collect()
}

#[test]
fn a_question_that_is_stopped_leaves_no_file_behind() {
    let space = Workspace::with_samples();
    let stopped = space.run_args(&["sql", ENDLESS_STEP, "-o", "rows.csv", "--timeout", "0.1"]);
    assert!(matches!(stopped.code, 1 | 4), "{}", stopped.stderr);
    assert_eq!(left_behind(&space), Vec::<String>::new());
    assert!(!space.path("rows.csv").exists() || stopped.code == 4);
}

#[test]
fn an_interrupt_leaves_no_file_behind() {
    let space = Workspace::with_samples();
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .args(["sql", endless, "-o", "rows.csv", "--timeout", "0"])
        .current_dir(space.path(""))
        .spawn()
        .unwrap();
    let patience = std::time::Instant::now();
    while left_behind(&space).is_empty() && patience.elapsed().as_secs() < 30 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(left_behind(&space).len(), 1);
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(left_behind(&space), Vec::<String>::new());
}

#[test]
fn an_error_names_the_file_that_was_asked_for() {
    let space = Workspace::with_samples();
    let missing = space.run("sql SELECT(1) -o nowhere/rows.csv").code(1);
    assert!(missing.stderr.contains("nowhere/rows.csv cannot be written: "), "{}", missing.stderr);
    assert!(!missing.stderr.contains(".presscut-"), "{}", missing.stderr);
    // No file may be longer than some blocks: as on a full disk, but for what SQLite needs.
    let script = format!(
        "trap '' XFSZ; ulimit -f 500; exec {} sql \"SELECT printf('%.*c', 3000000, 'x')\" -o rows.csv",
        env!("CARGO_BIN_EXE_presscut")
    );
    let full = Command::new("sh").args(["-c", &script]).current_dir(space.path("")).output().unwrap();
    let said = String::from_utf8_lossy(&full.stderr);
    assert!(!full.status.success() && said.contains("rows.csv cannot be written: "), "{said}");
    assert!(!said.contains(".presscut-") && left_behind(&space).is_empty(), "{said}");
}

#[test]
fn a_chart_of_giant_texts_needs_little_memory() {
    let space = Workspace::with_samples();
    let rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 40)
                SELECT x || printf('%.*c', 30000000, 'x') AS name, x AS height FROM n";
    let script = format!(
        "ulimit -v 1500000; exec {} sql \"{rows}\" -o c.svg --timeout 0",
        env!("CARGO_BIN_EXE_presscut")
    );
    let drawn = Command::new("sh").args(["-c", &script]).current_dir(space.path("")).output().unwrap();
    let said = String::from_utf8_lossy(&drawn.stderr);
    assert!(drawn.status.success(), "{said}");
    assert!(said.contains("cut at 160 characters"), "{said}");
    assert!(space.path("c.svg").metadata().unwrap().len() < 1_000_000);
}

#[test]
fn a_report_writes_into_its_own_folder_unless_it_is_told_otherwise() {
    let space = Workspace::with_samples();
    let elsewhere = space.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let report = |output: &str| {
        space.file("reports/r.toml", format!("output = \"{output}\"\n[[sheet]]\nquery = \"speakers\"\n"));
    };
    std::os::unix::fs::symlink(&elsewhere, space.path("link")).unwrap();
    space.file("reports/sub/x", "");
    std::os::unix::fs::symlink(&elsewhere, space.path("reports/link")).unwrap();
    let absolute = elsewhere.join("r.xlsx").to_string_lossy().into_owned();
    for outside in ["../elsewhere/r.xlsx", "sub/../../elsewhere/r.xlsx", &absolute, "link/r.xlsx"] {
        report(outside);
        let refused = space.run("report reports/r.toml").code(2);
        assert!(refused.stderr.contains("outside of its folder"), "{outside}: {}", refused.stderr);
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0, "{outside}");
    }
    space.run("report reports/r.toml -o elsewhere/r.xlsx").code(0);
    assert!(elsewhere.join("r.xlsx").exists());
    for inside in ["r.xlsx", "./s.xlsx", "sub/t.xlsx"] {
        report(inside);
        space.run("report reports/r.toml").code(0);
        assert!(space.path("reports").join(inside).exists());
    }
}
