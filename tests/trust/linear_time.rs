//! Shapes of input that once took time in proportion to their square: four times as much takes about four times as long.
//!
//! Processor time of the program is compared, so that other tests beside these do not matter.

use std::process::Command;

use serde_json::json;

use crate::workspace::{Workspace, corpus};

/// Processor seconds of a run.
fn cpu_seconds(space: &Workspace, args: &str) -> f64 {
    let script = format!("{} {args} >/dev/null 2>said; times", env!("CARGO_BIN_EXE_presscut"));
    let output = Command::new("bash").args(["-c", &script]).current_dir(space.path("")).output().unwrap();
    let times = String::from_utf8(output.stdout).unwrap();
    // The second line is of the children: "0m1.234s 0m0.056s".
    let of_children = times.lines().nth(1).unwrap_or_else(|| panic!("{times}"));
    let seconds = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    assert!(!space.read("said").contains("panicked"));
    of_children.split_whitespace().map(seconds).sum()
}

/// Imports a file of size `n` and one of size `4 n`.
#[track_caller]
fn assert_linear(name: &str, n: usize, content: impl Fn(usize) -> String) {
    let import = |n: usize| {
        let space = Workspace::new();
        space.file(name, content(n));
        cpu_seconds(&space, &format!("import {name} --quiet --jobs 1"))
    };
    let (one, four) = (import(n), import(4 * n));
    // What starting costs, and as much again.
    assert!(four < 7.0 * one + 0.5, "{one} s for {n}, {four} s for four times as much");
}

fn records(n: usize, record: impl Fn(usize) -> serde_json::Value) -> String {
    (0..n).map(|number| record(number).to_string() + "\n").collect()
}

#[test]
fn json_that_is_nested_deep() {
    assert_linear("a.json", 2_000, |n| "{\"a\":[{\"x\":".repeat(n));
    assert_linear("a.json", 2_000, |n| "{\"a\":[{\"x\":".repeat(n) + "1" + &"}]}".repeat(n));
    assert_linear("a.json", 2_000, |n| "{\"a\":[{\"q\":[".repeat(n));
    assert_linear("a.json", 2_000, |n| format!("[{}", "{\"x\": \"never},\n".repeat(n)));
    assert_linear("a.json", 2_000, |n| format!("[{}", "{\"text\": \"a\" x},".repeat(n)));
    assert_linear("a.json", 2_000, |n| format!("[{{\"a\" x}}{}", ",{\"q\":[1".repeat(n)));
}

#[test]
fn csv_with_marks_that_are_never_closed() {
    assert_linear("a.csv", 3_000, |n| format!("title,text\n{}", "a,\"\n".repeat(n)));
    assert_linear("a.csv", 3_000, |n| format!("url,title,text\nu,t,\"open\n{}", "a,b\n".repeat(n)));
    assert_linear("a.csv", 3_000, |n| format!("url,title,text\n{}", "a,\"b\",\"c\n".repeat(n)));
}

#[test]
fn names_in_a_long_body_are_checked_in_one_pass() {
    let check = |n: usize| {
        let space = Workspace::with_samples();
        let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
        archive.pragma_update(None, "foreign_keys", false).unwrap();
        let fill = format!(
            "UPDATE articles SET body = body || replace(printf('%.*c', {n}, 'x'), 'x', ' Ferry') WHERE id = 1;
             WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x < {n} - 1)
             INSERT INTO dates (article_id, start, \"end\", text, type, value)
             SELECT 1, length(body) - 6 * {n} + 6 * x + 1, length(body) - 6 * {n} + 6 * x + 6, 'Ferry', 'DATE', 'x'
             FROM n, articles a WHERE a.id = 1"
        );
        archive.execute_batch(&fill).unwrap();
        drop(archive);
        let ended = space.run("check");
        assert!(ended.stdout.contains("ok      every date has its place"), "{}", ended.stdout);
        cpu_seconds(&space, "check")
    };
    let (one, four) = (check(5_000), check(20_000));
    assert!(four < 7.0 * one + 0.5, "{one} s for 5,000, {four} s for 20,000");
}

#[test]
fn one_text_at_many_addresses() {
    let record = |number: usize, day: usize| {
        json!({"url": format!("https://a.example/{number}"), "text": corpus::body(1),
               "published": format!("{:04}-{:02}-{:02}", 2000 + day / 336, 1 + day / 28 % 12, 1 + day % 28)})
    };
    assert_linear("a.jsonl", 500, |n| records(n, |number| record(number, number)));
    // The oldest last: each is the original, until the next.
    assert_linear("a.jsonl", 500, |n| records(n, |number| record(number, n - number)));
}

#[test]
fn one_record_many_times() {
    assert_linear("a.jsonl", 1_000, |n| {
        records(n, |_| json!({"url": "https://a.example/1", "text": corpus::body(1)}))
    });
    assert_linear("a.jsonl", 1_000, |n| "{\"text\": \n".repeat(n));
}

#[test]
fn many_versions_of_one_address() {
    assert_linear("a.jsonl", 250, |n| {
        records(n, |number| json!({"url": "https://a.example/1", "text": corpus::body(number as u64)}))
    });
}

#[test]
fn many_people_of_one_family() {
    assert_linear("a.txt", 2_000, |n| {
        let syllables = ["La", "mi", "ro", "ne", "ta", "vi", "so", "ka", "du", "be"];
        let name = |n: usize| -> String {
            [1000, 100, 10, 1]
                .iter()
                .map(|place| syllables[n / place % 10])
                .collect::<String>()
                .to_lowercase()
        };
        let person = |n: usize| {
            let name = name(n);
            format!("Mr {}{} Okafor was there on the quay. ", name[..1].to_uppercase(), &name[1..])
        };
        (0..n).map(person).collect()
    });
}

#[test]
fn many_sheets_of_one_name() {
    let report = |n: usize| {
        let space = Workspace::with_samples();
        let sheets = "[[sheet]]\nquery = \"speakers\"\nlimit = 1\n".repeat(n);
        space.file("r.toml", format!("output = \"r.xlsx\"\n{sheets}"));
        let seconds = cpu_seconds(&space, "report r.toml");
        assert!(space.path("r.xlsx").exists(), "{}", space.read("said"));
        seconds
    };
    let (one, four) = (report(50), report(200));
    assert!(four < 7.0 * one + 0.5, "{one} s for 50, {four} s for 200");
}

#[test]
fn undoing_a_run_does_not_grow_with_the_archive() {
    let undo = |there: usize| {
        let space = Workspace::new();
        let record = |paper: &'static str| {
            move |number: usize| {
                let text = corpus::body(number as u64 + if paper == "b" { 100_000 } else { 0 });
                json!({"url": format!("https://{paper}.example/{number}"), "text": text})
            }
        };
        space.file("a.jsonl", records(there, record("a"))).file("b.jsonl", records(200, record("b")));
        space.run("import a.jsonl --quiet").code(0);
        space.run("import b.jsonl --quiet").code(0);
        cpu_seconds(&space, "imports undo 2")
    };
    let (small, large) = (undo(500), undo(4_000));
    assert!(large < 2.5 * small + 0.3, "{small} s in 500 articles, {large} s in 4,000");
}
