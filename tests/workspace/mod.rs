//! A temporary folder with files in it and the real binary to run there: make these files, run this, expect that.

pub mod corpus;

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use assert_cmd::Command;
use regex::Regex;
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

/// A folder of one test.
pub struct Workspace {
    folder: TempDir,
}

/// How a run of the binary ended.
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

impl Workspace {
    /// An empty folder.
    pub fn new() -> Workspace {
        Workspace { folder: TempDir::new().unwrap() }
    }

    /// A folder with the archive of all `sample_data`: imported once, a copy for each test.
    pub fn with_samples() -> Workspace {
        static ARCHIVE: OnceLock<Vec<u8>> = OnceLock::new();
        let archive = ARCHIVE.get_or_init(|| {
            let space = Workspace::new();
            space.run_args(&["import", sample("").to_str().unwrap()]).code(0);
            std::fs::read(space.path("presscut.db")).unwrap()
        });
        let space = Workspace::new();
        space.file("presscut.db", archive);
        space
    }

    /// Writes a file, folders above it included.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Workspace {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// Where a file of the folder is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file's text.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the binary in the folder with these words, parted at spaces.
    pub fn run(&self, words: &str) -> Ended {
        self.run_args(&words.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the binary in the folder with these arguments.
    pub fn run_args(&self, args: &[&str]) -> Ended {
        self.run_with_input(args, "")
    }

    /// Runs the binary with these variables set.
    pub fn run_with_env(&self, variables: &[(&str, &str)], args: &[&str]) -> Ended {
        let output = Command::cargo_bin("presscut")
            .unwrap()
            .current_dir(self.folder.path())
            .env_remove("PRESSCUT_DB")
            .env("NO_COLOR", "1")
            .envs(variables.iter().copied())
            .args(args)
            .output()
            .unwrap();
        Ended::from(output)
    }

    /// What the binary writes to stdout, to the byte.
    pub fn raw(&self, args: &[&str]) -> Vec<u8> {
        let mut command = Command::cargo_bin("presscut").unwrap();
        command.current_dir(self.folder.path()).env_remove("PRESSCUT_DB").args(args).output().unwrap().stdout
    }

    /// Runs the binary with something on its standard input.
    pub fn run_with_input(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ended {
        let output = Command::cargo_bin("presscut")
            .unwrap()
            .current_dir(self.folder.path())
            .env_remove("PRESSCUT_DB")
            .env("NO_COLOR", "1")
            .args(args)
            .write_stdin(input.as_ref().to_vec())
            .output()
            .unwrap();
        Ended::from(output)
    }

    /// Imports, and asserts that what the summary says is what the tables hold.
    #[track_caller]
    pub fn import(&self, args: &[&str]) -> Ended {
        let articles = "SELECT count(*) FROM articles WHERE kind = 'article'";
        let there = self.path("presscut.db").exists();
        let before: i64 = if there { self.value(articles).parse().unwrap() } else { 0 };
        let ended = self.run_args(&[&["import"], args].concat());
        let last = self.rows(
            "SELECT \"new\", unchanged, revised, duplicate, rejected, id FROM imports ORDER BY id DESC LIMIT 1",
        );
        let [new, unchanged, revised, duplicate, rejected, id] = &last[0][..] else { panic!("{last:?}") };
        let summary = format!(
            "{new} new, {unchanged} unchanged, {revised} revised, {duplicate} duplicate, {rejected} rejected"
        );
        assert!(ended.stderr.contains(&summary), "{summary} is not in {}", ended.stderr);
        let number = |text: &str| text.parse::<i64>().unwrap();
        let after = number(&self.value(articles));
        assert_eq!(number(new) + number(duplicate), after - before, "{}", ended.stderr);
        let of_files = self.rows(&format!(
            "SELECT coalesce(sum(records), 0) - (SELECT forgotten FROM imports WHERE id = {id}), coalesce(sum(rejected), 0) FROM import_files WHERE import_id = {id}"
        ));
        let records: i64 = last[0][..5].iter().map(|text| number(text)).sum();
        assert_eq!(of_files[0], [records.to_string(), rejected.to_string()]);
        ended
    }

    /// Rows of the archive, by SQLite itself and not by presscut; each value as text, null as "∅".
    pub fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let connection = Connection::open(self.path("presscut.db")).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows =
            statement.query_map([], |row| (0..columns).map(|column| Ok(text(row.get(column)?))).collect());
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// The first column of the archive's rows.
    pub fn column(&self, sql: &str) -> Vec<String> {
        self.rows(sql).into_iter().map(|mut row| row.remove(0)).collect()
    }

    /// The archive's one value.
    pub fn value(&self, sql: &str) -> String {
        let mut values = self.column(sql);
        assert_eq!(values.len(), 1, "{sql}");
        values.remove(0)
    }
}

impl Ended {
    /// What a run left.
    pub fn from(output: Output) -> Ended {
        Ended {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts the exit code; shows what was said if it differs.
    #[track_caller]
    pub fn code(self, code: i32) -> Ended {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Asserts that stderr holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Ended {
        assert!(self.stderr.contains(text), "“{text}” is not in stderr: {}", self.stderr);
        self
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Null => "∅".into(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// A text with each moment in it (`2031-03-14T08:00:00Z`) as `[time]`, so that it can be a snapshot.
pub fn without_times(text: &str) -> String {
    let moment = Regex::new(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").unwrap();
    moment.replace_all(text, "[time]").into_owned()
}

/// A file of the repository's `sample_data`.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(name)
}

/// A ZIP with these files.
pub fn zip<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_ref(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same, packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}
