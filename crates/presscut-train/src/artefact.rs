//! A model as an artefact: the model file, and beside it a `MODEL.toml` that says how it was made.
//!
//! A trainer reads its inputs through [`InputFile`], which prints and keeps their SHA-256, and hands everything to
//! [`TrainingRecord::write`]. The surprising decision: a trainer cannot write a model without its record, because a
//! model whose origin is not written down at once is never traced again.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// A file that a trainer has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it was read.
    pub path: PathBuf,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

impl InputFile {
    /// Reads a text file, and prints its SHA-256 with its path.
    ///
    /// # Errors
    /// Where it cannot be read, or is not UTF-8.
    pub fn read(path: &Path) -> io::Result<(InputFile, String)> {
        let (file, bytes) = InputFile::read_bytes(path)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{}: is not UTF-8", path.display()))
        })?;
        Ok((file, text))
    }

    /// Reads a file, and prints its SHA-256 with its path.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read_bytes(path: &Path) -> io::Result<(InputFile, Vec<u8>)> {
        let bytes = std::fs::read(path)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
        let sha256 = sha256_hex(&bytes);
        println!("{sha256}  {}", path.display());
        Ok((InputFile { path: path.to_owned(), sha256 }, bytes))
    }
}

/// How a model was made.
#[derive(Debug, Clone, Default)]
pub struct TrainingRecord {
    /// What the model finds: "entities".
    pub name: &'static str,
    /// The code of its language.
    pub language: &'static str,
    /// Where its random numbers begin.
    pub seed: &'static str,
    /// The options in force, given or not.
    pub options: Vec<(&'static str, String)>,
    /// Lists and other models that went in.
    pub lists: Vec<InputFile>,
    /// Annotated articles that went in.
    pub corpora: Vec<InputFile>,
    /// What was measured, one line a measurement.
    pub scores: Vec<String>,
}

/// The folder of the English language pack, in the sources of presscut-extract.
pub fn english_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../presscut-extract/languages/en")
}

impl TrainingRecord {
    /// Writes a model and, beside it, its `MODEL.toml`; prints the model's SHA-256. `command` are the words of the command
    /// line.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn write(&self, model: &[u8], path: &Path, command: &[String]) -> io::Result<()> {
        std::fs::write(path, model)?;
        println!("{}  {}", sha256_hex(model), path.display());
        let today = DateTime::<Utc>::from(SystemTime::now()).format("%Y-%m-%d").to_string();
        std::fs::write(path.with_file_name("MODEL.toml"), self.to_toml(model, path, command, &today))
    }

    fn to_toml(&self, model: &[u8], path: &Path, command: &[String], today: &str) -> String {
        let folder = path.parent().unwrap_or(Path::new(""));
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut toml = String::from(
            "# How this model was made: written by its trainer. Add the licence and the source of each corpus.\n",
        );
        let mut put = |key: &str, value: &str| {
            let _ = writeln!(toml, "{key} = {}", quoted(value));
        };
        put("name", self.name);
        put("language", self.language);
        put("file", &file);
        put("sha256", &sha256_hex(model));
        put("trained", today);
        put("command", &command.join(" "));
        put("seed", self.seed);
        let _ = writeln!(toml, "bytes = {}", model.len());
        let _ = writeln!(toml, "\n[options]");
        for (key, value) in &self.options {
            let _ = writeln!(toml, "{key} = {}", quoted(value));
        }
        for list in &self.lists {
            let path = relative_path(&list.path, folder);
            let _ =
                writeln!(toml, "\n[[lists]]\npath = {}\nsha256 = {}", quoted(&path), quoted(&list.sha256));
        }
        for corpus in &self.corpora {
            let name = corpus.path.file_name().unwrap_or_default().to_string_lossy();
            let _ = writeln!(
                toml,
                "\n[[corpora]]\nname = {}\nlicence = \"unknown\"\nsource = \"unknown\"\nsha256 = {}",
                quoted(&name),
                quoted(&corpus.sha256)
            );
        }
        for score in &self.scores {
            let _ = writeln!(toml, "\n[[scores]]\ndate = {}\nresult = {}", quoted(today), quoted(score));
        }
        toml
    }
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A path as it is written in a file of `folder`: with ".." where both exist and share a parent, else as it is.
fn relative_path(path: &Path, folder: &Path) -> String {
    let (Ok(target), Ok(base)) = (path.canonicalize(), folder.canonicalize()) else {
        return path.display().to_string();
    };
    let shared = target.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().count() - shared;
    let mut relative: PathBuf = std::iter::repeat_n("..", up).collect();
    relative.extend(target.components().skip(shared));
    relative.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_names_its_inputs_and_its_model_by_their_hashes() {
        let list = InputFile { path: "lists/no such.txt".into(), sha256: "00ff".into() };
        let corpus = InputFile { path: "/data/news.jsonl".into(), sha256: "11ee".into() };
        let record = TrainingRecord {
            name: "entities",
            language: "en",
            seed: "7",
            options: vec![("rounds", "10".into())],
            lists: vec![list],
            corpora: vec![corpus],
            scores: vec!["F1 80 \"strict\"".into()],
        };
        let command = ["train".to_string(), "--all".to_string()];
        let toml = record.to_toml(b"abc", Path::new("models/model.bin"), &command, "2031-03-13");
        for line in [
            "sha256 = \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
            "bytes = 3",
            "file = \"model.bin\"",
            "trained = \"2031-03-13\"",
            "command = \"train --all\"",
            "[options]\nrounds = \"10\"",
            "[[lists]]\npath = \"lists/no such.txt\"\nsha256 = \"00ff\"",
            "[[corpora]]\nname = \"news.jsonl\"",
            "result = \"F1 80 \\\"strict\\\"\"",
        ] {
            assert!(toml.contains(line), "{line} is not in\n{toml}");
        }
    }
}
