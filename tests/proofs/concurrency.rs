//! Two writers and twenty readers at once: every writer ends, every answer is of one moment, and nothing is lost.

use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::proofs::Extent;
use crate::workspace::{Workspace, corpus};

const READERS: usize = 20;

fn start(space: &Workspace, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_presscut"))
        .current_dir(space.path(""))
        .env_remove("PRESSCUT_DB")
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn two_writers_and_twenty_readers_do_not_harm_each_other() {
    let began = Instant::now();
    let (records, rounds) = Extent::wanted().pick((60, 1), (1500, 8));
    let space = Workspace::new();
    let lines = |from: u64| (from..from + records).map(corpus::line).collect::<String>();
    space.file("first.jsonl", lines(0)).run("import first.jsonl --quiet").code(0);
    space.file("second.jsonl", lines(records)).file("third.jsonl", lines(2 * records));
    let writers = ["second.jsonl", "third.jsonl"].map(|file| start(&space, &["import", file, "--quiet"]));
    // One number is counted twice in one answer, around a slow part: an answer of two moments would differ.
    let question = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions m JOIN quotes q USING (article_id)) * 0 \
                    + (SELECT count(*) FROM articles WHERE id IN (SELECT id FROM articles))";
    let mut answers = 0;
    for _ in 0..rounds {
        let readers: Vec<Child> =
            (0..READERS).map(|_| start(&space, &["sql", question, "--csv", "--no-headers"])).collect();
        for reader in readers {
            let output = reader.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{said}");
            let answer = String::from_utf8(output.stdout).unwrap();
            let (one, two) = answer.trim().split_once(',').unwrap();
            assert_eq!(one, two, "an answer of two moments");
            assert!(one.parse::<u64>().unwrap() >= records);
            answers += 1;
        }
    }
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(space.value("SELECT count(*) FROM articles"), (3 * records).to_string());
    space.run("check").code(0);
    println!(
        "concurrency: 2 writers of {records} records, {answers} answers of {READERS} readers at a time, {:.0} s",
        began.elapsed().as_secs_f64()
    );
}
