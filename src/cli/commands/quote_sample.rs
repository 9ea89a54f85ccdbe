//! `presscut quotes sample` and `score`: quotes drawn at random, checked by a person, counted.

use std::path::PathBuf;

use crate::app::quotes::sample::SampleRequest;
use crate::app::quotes::score::ScoreRow;
use crate::app::quotes::{sample, score};
use crate::cli::args::list_output::{write_list, write_rows};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::output::OwnedCell;

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

/// Draws a sample.
pub fn sample(args: SampleArgs, global: &Global) -> Result<Outcome, CliError> {
    let SampleArgs { count, seed, kind, output } = args;
    let sample = sample::draw(&SampleRequest { archive: global.db.clone(), count, seed, kind })?;
    write_list(&output, &sample, global)
}

const SCORE_COLUMNS: [&str; 7] = ["kind", "of", "checked", "right", "precision", "from", "to"];

/// Counts a checked sample.
pub fn score(args: ScoreArgs, global: &Global) -> Result<Outcome, CliError> {
    write_rows(&args.output, SCORE_COLUMNS, score::score(&args.file)?.into_iter().map(score_row), global)
}

fn score_row(ScoreRow { kind, of, checked, right, precision, from, to }: ScoreRow) -> [OwnedCell; 7] {
    let (checked, right) = (checked as i64, right as i64);
    [kind.into(), of.into(), checked.into(), right.into(), precision.into(), from.into(), to.into()]
}
