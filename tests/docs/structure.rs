//! The structure that ARCHITECTURE.md describes, held against the sources: who imports whom, and how long files are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each station with those that it may import. Nothing to its right, but for the types of rows and charts of output.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("read", &["model", "text"]),
    ("clean", &["model", "text"]),
    ("archive", &["model", "text"]),
    ("query", &["model", "text", "archive", "output"]),
    ("output", &[]),
    ("app", &["model", "text", "read", "clean", "archive", "query", "output"]),
    ("cli", &["model", "text", "read", "clean", "archive", "query", "output", "app"]),
];

/// Lines in one file.
const MAX_FILE_LINES: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder, each with its text.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| (entry.path().to_path_buf(), std::fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

/// The names that follow `crate::` in code, comments left out.
fn imported_stations(text: &str) -> BTreeSet<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    paths.filter_map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

#[test]
fn no_station_imports_one_to_its_right() {
    let stations: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (station, allowed) in &stations {
        for (file, text) in sources(&root().join("src").join(station)) {
            for name in imported_stations(&text) {
                if name != *station && stations.contains_key(name) && !allowed.contains(&name) {
                    wrong.push(format!("{} imports {name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The check sees what it should see.
    let app = sources(&root().join("src/app"));
    assert!(app.iter().any(|(_, text)| imported_stations(text).contains("read")));
}

#[test]
fn the_command_line_holds_no_sql_and_no_connection() {
    let mut wrong = Vec::new();
    for (file, text) in sources(&root().join("src/cli")) {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in
            code.lines().filter(|line| !line.contains("Example:") && !line.trim_start().starts_with("//"))
        {
            if ["rusqlite", "SELECT ", "INSERT INTO", "DELETE FROM"].iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}: {line}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_extractors_know_nothing_of_files_clocks_and_databases() {
    let mut wrong = Vec::new();
    let tested = |file: &PathBuf| file.components().any(|part| part.as_os_str() == "tests");
    for (file, text) in sources(&root().join("crates/presscut-extract/src")) {
        if tested(&file) {
            continue;
        }
        for word in
            ["std::fs", "std::net", "SystemTime", "Instant::now", "Utc::now", "Local::now", "rusqlite"]
        {
            if text.contains(word) {
                wrong.push(format!("{} has {word}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_longer_than_its_limit() {
    let folders = ["src", "crates", "tests", "benches"];
    let files = folders.iter().flat_map(|folder| sources(&root().join(folder)));
    let long: Vec<String> = files
        .filter(|(_, text)| text.lines().count() > MAX_FILE_LINES)
        .map(|(file, text)| format!("{}: {} lines", file.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_map_names_what_is_there() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut missing = Vec::new();
    // What is between backticks and has a slash is a path; the last part of a file may be a placeholder in capitals.
    for name in map.split('`').skip(1).step_by(2).filter(|name| name.contains('/') && !name.contains(' ')) {
        if name.contains("xx") || name.contains("NAME") || name.contains("NNNN") {
            continue;
        }
        let places =
            [root(), root().join("src"), root().join("crates"), root().join("crates/presscut-extract/src")];
        if !places.iter().any(|place| place.join(name).exists()) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
