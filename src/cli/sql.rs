//! `presscut sql`: any SELECT, read-only and limited in time.

use std::io::Read;
use std::path::PathBuf;

use rusqlite::types::Value;

use super::output_options::OutputOptions;
use super::query::{ParameterOptions, seconds};
use super::{CliError, Global, Outcome};
use crate::archive::open;

/// Run any SELECT; nothing that it is asked changes the archive
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut sql \"SELECT title, word_count FROM articles ORDER BY word_count DESC\" --limit 10"
)]
pub struct Args {
    /// The SQL; - reads it from standard input
    #[arg(value_name = "SQL", required_unless_present = "file", conflicts_with = "file")]
    sql: Option<String>,
    /// Read the SQL from a file
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// Stop after so many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Runs it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let sql = match (&args.file, args.sql.as_deref()) {
        (Some(path), _) => std::fs::read_to_string(path)
            .map_err(|error| CliError::Failed(format!("{} cannot be read: {error}", path.display())))?,
        (None, Some("-")) => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            text
        }
        (None, sql) => sql.unwrap_or_default().to_string(),
    };
    let values: Vec<(String, Value)> =
        args.parameters.given()?.into_iter().map(|(name, text)| (name, guess(text))).collect();
    let archive = open::reading(&global.db)?;
    args.output.answer(global, archive, &sql, &values, seconds(args.timeout)?)
}

/// A whole number is one if it is written as one: "007" and "1e3" stay text.
fn guess(text: String) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::Integer(number),
        _ => Value::Text(text),
    }
}
