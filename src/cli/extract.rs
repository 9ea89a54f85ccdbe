//! `presscut extract`: JSONL in, annotated JSONL out, one line a record, in order.

use std::io::{BufRead, Write};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{CliError, Global, Outcome};

/// Annotate texts without an archive
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Take the text as it is, do not clean it; offsets refer to it
    #[arg(long)]
    verbatim: bool,
}

/// Reads records from standard input and writes them annotated.
pub fn run(args: Args, _: &Global) -> Result<Outcome, CliError> {
    let _ = args.verbatim;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let record: Value = match serde_json::from_str(&line) {
            Ok(record) => record,
            Err(error) => {
                writeln!(out, "{}", json!({"id": null, "error": error.to_string()}))?;
                continue;
            }
        };
        let text = record["text"].as_str().unwrap_or_default();
        let anchor = record["published"].as_str().and_then(|day| day.get(..10)?.parse::<NaiveDate>().ok());
        let found = crate::extract::annotate(text, anchor);
        let mut row = serde_json::Map::new();
        row.insert("id".into(), record["id"].clone());
        row.append(&mut crate::extract::record::fields(&found));
        writeln!(out, "{}", Value::Object(row))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
