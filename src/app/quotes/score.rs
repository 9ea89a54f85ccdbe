//! How many quotes of a checked sample are right, by kind, each with an interval.
//!
//! The interval is Wilson's for a share (E. B. Wilson, JASA 1927), which holds for small samples, and for shares near one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::text::text_file::{MAX_WHOLE_FILE_BYTES, read_whole_file};

/// A share of right answers.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    /// The quotes' kind, or "all".
    pub kind: String,
    /// What was checked: "kind" or "speaker".
    pub of: &'static str,
    /// How many were checked.
    pub checked: u64,
    /// How many of them are right.
    pub right: u64,
    /// Their share, 0 to 1.
    pub precision: f64,
    /// Where the 95 % interval begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Why a sample cannot be counted.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {why}")]
pub struct ScoreError {
    /// The sample's file.
    pub path: PathBuf,
    /// What is wrong.
    pub why: BadSample,
}

/// What is wrong with a sample.
#[derive(Debug, thiserror::Error)]
pub enum BadSample {
    /// Its file cannot be read.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// It is no CSV.
    #[error("{0}")]
    NoCsv(#[from] csv::Error),
    /// It has no kinds.
    #[error("there is no column kind: is it a file of `presscut quotes sample`?")]
    NoKinds,
    /// A judgement is neither yes nor no.
    #[error("line {line}: “{word}” is neither y nor n")]
    NoJudgement {
        /// Its line, from 1.
        line: u64,
        /// What it is.
        word: String,
    },
    /// Nobody has checked it.
    #[error("nothing is checked: write y or n into its columns kind_right and speaker_right")]
    NotChecked,
}

/// Counts a checked sample.
///
/// # Errors
/// Where the file cannot be read or is no sample, and where nothing in it is checked.
pub fn score(path: &Path) -> Result<Vec<ScoreRow>, ScoreError> {
    let read = read_whole_file(path, MAX_WHOLE_FILE_BYTES).map_err(BadSample::from);
    let rows = read.and_then(|bytes| count(&bytes)).map(score_rows);
    match rows {
        Ok(rows) if rows.is_empty() => Err(ScoreError { path: path.into(), why: BadSample::NotChecked }),
        Ok(rows) => Ok(rows),
        Err(why) => Err(ScoreError { path: path.into(), why }),
    }
}

fn score_rows(shares: BTreeMap<(String, &'static str), Share>) -> Vec<ScoreRow> {
    let round = |share: f64| (share * 1000.0).round() / 1000.0;
    shares
        .into_iter()
        .filter_map(|((kind, of), share)| {
            let (precision, from, to) = share.interval()?;
            let Share { checked, right } = share;
            Some(ScoreRow {
                kind,
                of,
                checked,
                right,
                precision: round(precision),
                from: round(from),
                to: round(to),
            })
        })
        .collect()
}

/// What of a kind was checked, and what of it was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Share {
    right: u64,
    checked: u64,
}

impl Share {
    fn add(&mut self, judgement: Judgement) {
        self.checked += u64::from(judgement != Judgement::Open);
        self.right += u64::from(judgement == Judgement::Right);
    }

    /// The share, and the interval that holds it for 95 of 100 such samples.
    fn interval(self) -> Option<(f64, f64, f64)> {
        const Z: f64 = 1.959_963_985;
        if self.checked == 0 {
            return None;
        }
        let n = self.checked as f64;
        let share = self.right as f64 / n;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let below = 1.0 + Z * Z / n;
        Some((share, (middle - half) / below, (middle + half) / below))
    }
}

/// The shares by kind, and of all kinds together.
fn count(bytes: &[u8]) -> Result<BTreeMap<(String, &'static str), Share>, BadSample> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let kind = column("kind").ok_or(BadSample::NoKinds)?;
    let columns = [("kind", column("kind_right")), ("speaker", column("speaker_right"))];
    let mut shares: BTreeMap<(String, &'static str), Share> = BTreeMap::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record?;
        for (of, column) in columns {
            let word = column.and_then(|column| record.get(column)).unwrap_or_default();
            let judgement = Judgement::read(word)
                .ok_or_else(|| BadSample::NoJudgement { line, word: word.to_string() })?;
            for kind in [record.get(kind).unwrap_or_default(), "all"] {
                shares.entry((kind.to_string(), of)).or_default().add(judgement);
            }
        }
    }
    Ok(shares)
}

/// What a person says of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgement {
    Right,
    Wrong,
    /// Nothing said.
    Open,
}

impl Judgement {
    fn read(word: &str) -> Option<Judgement> {
        match word.trim().to_lowercase().as_str() {
            "" | "-" | "?" => Some(Judgement::Open),
            "y" | "yes" | "1" | "true" | "right" | "x" => Some(Judgement::Right),
            "n" | "no" | "0" | "false" | "wrong" => Some(Judgement::Wrong),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let (share, from, to) = Share { right: 81, checked: 90 }.interval().unwrap();
        assert!((share - 0.9).abs() < 1e-9);
        assert!((from - 0.8213).abs() < 1e-3 && (to - 0.9463).abs() < 1e-3, "{from} {to}");
        let (_, from, to) = Share { right: 5, checked: 5 }.interval().unwrap();
        assert!((from - 0.5655).abs() < 1e-3 && (to - 1.0).abs() < 1e-9);
        assert_eq!(Share::default().interval(), None);
    }

    #[test]
    fn only_what_is_checked_counts() {
        let file = "kind,kind_right,speaker_right\ndirect,y,n\ndirect,Y,\nterm,no,\n";
        let shares = count(file.as_bytes()).unwrap();
        let of = |kind: &str, of| shares[&(kind.to_string(), of)];
        assert_eq!(of("direct", "kind"), Share { right: 2, checked: 2 });
        assert_eq!(of("direct", "speaker"), Share { right: 0, checked: 1 });
        assert_eq!(of("all", "kind"), Share { right: 2, checked: 3 });
        let wrong = count(b"kind,kind_right\ndirect,maybe\n").unwrap_err();
        assert_eq!(wrong.to_string(), "line 2: “maybe” is neither y nor n");
        assert!(matches!(count(b"a,b\n1,2\n"), Err(BadSample::NoKinds)));
    }
}
