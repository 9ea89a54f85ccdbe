//! The README is true: every command in its ```console blocks is run, in order, in a folder that holds `sample_data`,
//! and must print just what the README shows. Only durations may differ.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// A command and what the README says that it prints.
struct Example {
    line: usize,
    command: String,
    shown: String,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in (1..).zip(readme.lines()) {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if !inside {
        } else if let Some(command) = line.strip_prefix("$ ") {
            examples.push(Example { line: number, command: command.to_string(), shown: String::new() });
        } else if let Some(last) = examples.last_mut() {
            last.shown.push_str(line);
            last.shown.push('\n');
        }
    }
    examples
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

#[test]
fn every_command_of_the_readme_prints_what_it_shows() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root.join("sample_data"), &folder.path().join("sample_data"));
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_presscut"));
    let path =
        format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let examples = examples(&std::fs::read_to_string(root.join("README.md")).unwrap());
    assert!(examples.len() >= 8, "only {} commands found", examples.len());
    for example in examples {
        let output = Command::new("sh")
            .current_dir(folder.path())
            .args(["-c", &format!("exec 2>&1; {}", example.command)])
            .env("PATH", &path)
            .env("COLUMNS", "100")
            .env_remove("PRESSCUT_DB")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            without_durations(&printed),
            without_durations(&example.shown),
            "README.md line {}: {}",
            example.line,
            example.command
        );
    }
}
