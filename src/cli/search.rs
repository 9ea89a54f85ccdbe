//! `presscut search`: full text, ranked, with snippets.

use rusqlite::types::Value;

use super::output_options::OutputOptions;
use super::query::seconds;
use super::{CliError, Global, Outcome};
use crate::archive::open;
use crate::query::parameters::{self, Kind};
use crate::query::search;

/// Find articles by their words
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut search harbor bridge",
    after_help = "Words are looked for together, '\"a phrase\"' as it stands, 'ferr*' by its beginning; 'ferry -bus' \
                  leaves out what has the second word, 'ferry OR bus' finds either. Put what has such signs in quotation \
                  marks, so that the shell leaves it alone. Other punctuation is taken for what it says."
)]
pub struct Args {
    /// The words
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// Of this source only
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// How many words a snippet has
    #[arg(long, value_name = "WORDS", default_value_t = 16, value_parser = clap::value_parser!(i64).range(1..=64))]
    context: i64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Searches.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let typed = args.words.join(" ");
    let Some(query) = search::fts_query(&typed) else {
        return Err(CliError::Usage(format!("there is no word to look for in {typed:?}")));
    };
    let archive = open::reading(&global.db)?;
    let told = |name: &str, kind: Kind, text: &Option<String>| -> Result<(String, Value), CliError> {
        let value = match text {
            Some(text) => parameters::value(name, &kind, text, &archive)?,
            None => Value::Null,
        };
        Ok((name.to_string(), value))
    };
    let values = [
        ("match".to_string(), Value::Text(query)),
        ("context".to_string(), Value::Integer(args.context)),
        told("source", Kind::Source, &args.source)?,
        told("from", Kind::Date, &args.from)?,
        told("to", Kind::Date, &args.to)?,
    ];
    args.output.answer(global, archive, search::SQL, &values, seconds(60.0)?)
}
