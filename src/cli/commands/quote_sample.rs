//! `presscut quotes sample` and `score`: quotes drawn by chance, checked by somebody, counted.
//!
//! The same archive and the same seed give the same sample. The interval is Wilson's for a share (E. B. Wilson, JASA
//! 1927), which holds for small samples and for shares near one too.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rusqlite::types::Value;
use serde_json::json;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};

/// What is drawn.
#[derive(Debug, clap::Args)]
pub struct SampleArgs {
    /// How many
    #[arg(value_name = "N", default_value_t = 100)]
    count: usize,
    /// Another number gives another sample
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Of this kind only [default: direct, partial and term]
    #[arg(long, value_name = "KIND", value_parser = ["direct", "partial", "term", "indirect"])]
    kind: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

/// What is counted.
#[derive(Debug, clap::Args)]
pub struct ScoreArgs {
    /// The sample, with y or n in its columns kind_right and speaker_right
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    #[command(flatten)]
    output: OutputOptions,
}

const DRAWN: &str = "
    SELECT q.id, q.kind, '' AS kind_right, coalesce(e.name, q.speaker) AS speaker, '' AS speaker_right,
           q.speaker AS speaker_as_written, q.cue, q.text,
           replace(substr(a.body, max(1, q.start - 199), q.\"end\" - max(q.start - 200, 0) + 200), char(10), ' ') AS context,
           q.method, q.confidence, a.id AS article_id, a.title AS article, s.name AS source, a.published_at, a.url
    FROM json_each(:ids) drawn
    JOIN quotes q ON q.id = drawn.value
    JOIN articles a ON a.id = q.article_id
    LEFT JOIN entities e ON e.id = q.speaker_entity_id
    LEFT JOIN sources s ON s.id = a.source_id
    ORDER BY q.kind, q.id";

/// Draws a sample.
pub fn sample(args: SampleArgs, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let mut ids: Vec<i64> = archive
        .prepare(
            "SELECT q.id FROM quotes q JOIN articles a ON a.id = q.article_id
             WHERE (q.kind = ?1 OR ?1 IS NULL AND q.kind IN ('direct', 'partial', 'term')) AND a.duplicate_of IS NULL
             ORDER BY q.id",
        )
        .and_then(|mut all| all.query_map([&args.kind], |row| row.get(0))?.collect())
        .map_err(ArchiveError::from)?;
    draw(&mut ids, args.count, args.seed);
    let values = [("ids".to_string(), Value::Text(json!(ids).to_string()))];
    args.output.answer(global, archive, DRAWN, &values, None)
}

/// Keeps so many by chance: the first steps of a shuffle (Fisher and Yates), on numbers by SplitMix64.
fn draw(ids: &mut Vec<i64>, count: usize, seed: u64) {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let count = count.min(ids.len());
    for at in 0..count {
        let left = (ids.len() - at) as u64;
        ids.swap(at, at + (random() % left) as usize);
    }
    ids.truncate(count);
}

/// What of a kind was checked, and what of it was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Share {
    right: u64,
    checked: u64,
}

impl Share {
    fn add(&mut self, answer: Option<bool>) {
        self.checked += u64::from(answer.is_some());
        self.right += u64::from(answer == Some(true));
    }

    /// The share, and Wilson's interval for 95 of 100 such samples.
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

const SCORE: &str = "
    SELECT r.value ->> 'kind' AS kind, r.value ->> 'of' AS \"of\", r.value ->> 'checked' AS checked,
           r.value ->> 'right' AS \"right\", r.value ->> 'precision' AS \"precision\",
           r.value ->> 'from' AS \"from\", r.value ->> 'to' AS \"to\"
    FROM json_each(:rows) r ORDER BY r.key";

/// Counts a checked sample.
pub fn score(args: ScoreArgs, global: &Global) -> Result<Outcome, CliError> {
    let failed = |error: String| CliError::Failed(format!("{}: {error}", args.file.display()));
    let bytes = std::fs::read(&args.file).map_err(|error| failed(error.to_string()))?;
    let shares = count(&bytes).map_err(failed)?;
    let rows: Vec<_> = shares
        .iter()
        .filter_map(|((kind, of), share)| {
            let (precision, from, to) = share.interval()?;
            let round = |share: f64| (share * 1000.0).round() / 1000.0;
            Some(json!({"kind": kind, "of": of, "checked": share.checked, "right": share.right,
                        "precision": round(precision), "from": round(from), "to": round(to)}))
        })
        .collect();
    if rows.is_empty() {
        return Err(failed(
            "nothing is checked: write y or n into its columns kind_right and speaker_right".into(),
        ));
    }
    let values = [("rows".to_string(), Value::Text(json!(rows).to_string()))];
    let nothing = ArchiveReader::without_archive()?;
    args.output.answer(global, nothing, SCORE, &values, None)
}

/// The shares by kind, and of all kinds together.
fn count(bytes: &[u8]) -> Result<BTreeMap<(String, &'static str), Share>, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let kind = column("kind").ok_or("there is no column kind: is it a file of `presscut quotes sample`?")?;
    let columns = [("kind", column("kind_right")), ("speaker", column("speaker_right"))];
    let mut shares: BTreeMap<(String, &'static str), Share> = BTreeMap::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| error.to_string())?;
        for (of, column) in columns {
            let said = column.and_then(|column| record.get(column)).unwrap_or_default();
            let answer = answer(said).ok_or_else(|| format!("line {line}: “{said}” is neither y nor n"))?;
            for kind in [record.get(kind).unwrap_or_default(), "all"] {
                shares.entry((kind.to_string(), of)).or_default().add(answer);
            }
        }
    }
    Ok(shares)
}

/// Yes, no, or nothing said; `None` for anything else.
fn answer(said: &str) -> Option<Option<bool>> {
    match said.trim().to_lowercase().as_str() {
        "" | "-" | "?" => Some(None),
        "y" | "yes" | "1" | "true" | "right" | "x" => Some(Some(true)),
        "n" | "no" | "0" | "false" | "wrong" => Some(Some(false)),
        _ => None,
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
    fn a_sample_has_no_quote_twice_and_comes_again() {
        let all: Vec<i64> = (1..=50).collect();
        let drawn = |seed| {
            let mut ids = all.clone();
            draw(&mut ids, 20, seed);
            ids
        };
        let mut one = drawn(1);
        assert_eq!(one, drawn(1));
        assert_ne!(one, drawn(2));
        one.sort();
        one.dedup();
        assert_eq!(one.len(), 20);
        let mut few = vec![4, 5];
        draw(&mut few, 9, 3);
        assert_eq!(few.len(), 2);
    }

    #[test]
    fn only_what_is_checked_counts() {
        let file = "kind,kind_right,speaker_right\ndirect,y,n\ndirect,Y,\nterm,no,\n";
        let shares = count(file.as_bytes()).unwrap();
        let of = |kind: &str, of| shares[&(kind.to_string(), of)];
        assert_eq!(of("direct", "kind"), Share { right: 2, checked: 2 });
        assert_eq!(of("direct", "speaker"), Share { right: 0, checked: 1 });
        assert_eq!(of("all", "kind"), Share { right: 2, checked: 3 });
        assert!(count(b"kind,kind_right\ndirect,maybe\n").unwrap_err().contains("line 2"));
        assert!(count(b"a,b\n1,2\n").is_err());
    }
}
