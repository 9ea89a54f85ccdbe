//! The documents are true: what the blocks of the README and of `docs/*.md` show is run, block by block, in a folder of
//! each document's own that holds `sample_data`. For `docs/*.md`, whose readers have an archive, `sample_data` is imported
//! there already.
//!
//! - A ```console block has commands (`$ presscut …`); each must print just what is shown. Only durations may differ.
//! - A ```sh block is a script; each of its commands must succeed. What it prints is not shown and not compared.
//! - Any other block is not run, and has to say why in a comment before it: `<!-- not run: the reason -->`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regex::Regex;

use crate::workspace::{Workspace, sample};

/// A fenced block of a document.
#[derive(Debug, PartialEq)]
struct Block {
    /// The line of its fence, from 1.
    line: usize,
    /// What follows the fence's backticks: `console`, `sh` …
    language: String,
    text: String,
    /// The reason of a `<!-- not run: … -->` before it.
    not_run: Option<String>,
}

/// The fenced blocks of a document. Panics at code that is indented, which could be run by nobody.
fn blocks(name: &str, document: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut inside, mut not_run, mut above) = (false, None, "");
    for (number, line) in (1..).zip(document.lines()) {
        match line.trim_start().strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(language) => {
                inside = true;
                let (language, text) = (language.trim().to_string(), String::new());
                blocks.push(Block { line: number, language, text, not_run: not_run.take() });
            }
            None if inside => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {
                let reason = line
                    .trim_start()
                    .strip_prefix("<!-- not run: ")
                    .and_then(|rest| rest.strip_suffix(" -->"));
                if reason.is_some() || !line.trim().is_empty() {
                    not_run = reason.map(str::to_string);
                }
                let indented = line.starts_with("    ") && above.is_empty();
                assert!(!indented, "{name} line {number}: code is put between fences: {line}");
            }
        }
        above = line;
    }
    assert!(!inside, "{name}: its last block is not closed");
    blocks
}

/// The commands of a ```console block with what it shows of each.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_string(), String::new())),
            (None, Some((_, shown))) => *shown += &format!("{line}\n"),
            (None, None) => panic!("a console block begins with `$ `: {line}"),
        }
    }
    commands
}

/// Runs a script in a folder, with presscut on the path and stderr where stdout goes.
fn run(folder: &Path, script: &str) -> (Output, String) {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_presscut"));
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .current_dir(folder)
        .args(["-c", &format!("exec 2>&1; {script}")])
        .env("PATH", format!("{}:{path}", binary.parent().unwrap().display()))
        .env("COLUMNS", "100")
        .env("PRESSCUT_TODAY", "2031-03-20")
        .env_remove("PRESSCUT_DB")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (output, printed)
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

fn without_durations(text: &str) -> String {
    let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    Regex::new(r"\d+\.\d s\b").unwrap().replace_all(&text, "0.1 s").into_owned()
}

/// What is untrue of a document, one text for each failure; and how many commands and scripts were run.
fn untruths(name: &str, document: &str, folder: &Path) -> (Vec<String>, usize) {
    let (mut untrue, mut run_at_all) = (Vec::new(), 0);
    for block in blocks(name, document) {
        let place = format!("{name} line {}", block.line);
        match (block.language.as_str(), &block.not_run) {
            (_, Some(reason)) => assert!(reason.len() > 10, "{place}: “{reason}” is no reason"),
            ("console", None) => {
                for (command, shown) in commands(&block.text) {
                    run_at_all += 1;
                    let (_, printed) = run(folder, &command);
                    if without_durations(&printed) != without_durations(&shown) {
                        untrue.push(format!("{place}: {command}\nshown:\n{shown}\nprinted:\n{printed}"));
                    }
                }
            }
            ("sh", None) => {
                run_at_all += 1;
                let (output, printed) = run(folder, &format!("set -ex\n{}", block.text));
                if !output.status.success() {
                    untrue.push(format!("{place}: {}\n{printed}", output.status));
                }
            }
            (language, None) => untrue.push(format!(
                "{place}: a block of “{language}” cannot be run: make it console or sh, or say why not with \
                 <!-- not run: … --> before it"
            )),
        }
    }
    (untrue, run_at_all)
}

#[test]
fn every_command_of_the_readme_prints_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let space = Workspace::new();
    copy_folder(&sample(""), &space.path("sample_data"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (untrue, commands) = untruths("README.md", &readme, &space.path(""));
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
    assert!(commands >= 8, "only {commands} commands found");
}

#[test]
fn every_command_of_the_documents_runs_and_prints_what_it_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut documents: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents.sort();
    let (mut untrue, mut commands) = (Vec::new(), 0);
    for path in &documents {
        let space = Workspace::with_samples();
        copy_folder(&sample(""), &space.path("sample_data"));
        let name = format!("docs/{}", path.file_name().unwrap().to_string_lossy());
        let (found, run) = untruths(&name, &std::fs::read_to_string(path).unwrap(), &space.path(""));
        untrue.extend(found);
        commands += run;
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
    assert!(commands >= 14, "only {commands} commands and scripts found in {} documents", documents.len());
}

#[test]
fn a_document_that_is_not_true_is_found_out() {
    let space = Workspace::with_samples();
    let untrue = |document: &str| untruths("x.md", document, &space.path("")).0;
    assert_eq!(
        untrue("```console\n$ echo one\none\n$ echo two\ntwo\n```\n\n```sh\ntest 1 = 1\n```\n"),
        [""; 0]
    );
    assert!(untrue("```console\n$ echo one\ntwo\n```\n")[0].starts_with("x.md line 1: echo one\n"));
    assert!(untrue("```console\n$ echo one\n```\n")[0].contains("printed:\none\n"));
    assert!(untrue("\n```sh\nfalse\ntrue\n```\n")[0].starts_with("x.md line 2: exit status: 1"));
    assert!(untrue("```sh\npresscut quary sources\n```\n")[0].contains("unrecognized subcommand"));
    assert!(untrue("```python\nprint(1)\n```\n")[0].contains("cannot be run"));
    assert_eq!(untrue("<!-- not run: needs another program -->\n\n```python\nprint(1)\n```\n"), [""; 0]);
    assert!(
        untrue("<!-- not run: needs another program -->\ntext\n```python\nprint(1)\n```\n")[0]
            .contains("line 3")
    );
    assert_eq!(untrue("- a list\n    whose text goes on\n"), [""; 0]);
}

#[test]
#[should_panic(expected = "x.md line 3: code is put between fences:     presscut query")]
fn code_that_is_only_indented_is_found_out() {
    blocks("x.md", "Ask:\n\n    presscut query\n");
}
