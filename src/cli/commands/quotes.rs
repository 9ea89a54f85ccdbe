//! `presscut quotes`: listed, corrected, and their quality measured on a sample that a person has checked.

use std::path::PathBuf;

use crate::app::desk;
use crate::app::quotes;
use crate::app::quotes::corrections::{
    Change, CorrectedSpeaker, FixQuoteRequest, ImportCorrectionsRequest, Subject, UndoCorrectionRequest,
};
use crate::app::quotes::{QuoteFilter, WhichCorrections, corrections};
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reason::{ReasonOptions, WhoOptions, user_or_unknown};
use crate::cli::args::row_numbers;
use crate::cli::commands::quote_sample;
use crate::cli::commands::quote_sample::{SampleArgs, ScoreArgs};
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::model::QuoteKind;
use crate::text::count_phrase::count_phrase;

/// List quotes, correct them, or measure how many are right
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut quotes --article 12\n          presscut quotes fix 40 --speaker \"Jane Roe\" --why \"see the caption\"\n          \
                   presscut quotes sample 100 -o check.csv && presscut quotes score check.csv"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// Of this kind only: direct, partial, term, indirect or rejected [default: direct, partial and term]
    #[arg(long, value_name = "KIND", value_parser = ["direct", "partial", "term", "indirect", "rejected"])]
    kind: Option<String>,
    /// Of this article only
    #[arg(long, value_parser = row_numbers::article, value_name = "ID")]
    article: Option<i64>,
    /// With this tag only
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List quotes with their numbers; the same as `quotes` alone
    List(Box<ListArgs>),
    /// Correct who spoke, what a quote is, or that it is none; imports and newer extractors keep the correction
    Fix(FixArgs),
    /// List the corrections in force, as a table or, with -o FILE.csv, for another archive
    Corrections {
        /// Those that were taken back or replaced too
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Import corrections that `quotes corrections -o FILE.csv` has written
    Import {
        /// The file: columns identity, text, occurrence, and any of kind, speaker, rejected, by, why
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Take a correction back: its quote is again as it was found
    Undo {
        /// The correction's number, as `quotes corrections` lists it
        #[arg(value_parser = row_numbers::correction, value_name = "ID")]
        id: i64,
        #[command(flatten)]
        by: WhoOptions,
    },
    /// Draw quotes at random, to be checked by hand and given to `quotes score`
    Sample(Box<SampleArgs>),
    /// Count how many quotes of a checked sample are right
    Score(Box<ScoreArgs>),
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true).args(["speaker", "kind", "reject"])))]
struct FixArgs {
    /// The quote's number
    #[arg(value_parser = row_numbers::quote, value_name = "ID")]
    id: i64,
    /// Who spoke, by any name or number; "" for nobody
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// The speaker is a person whom no article names
    #[arg(long, requires = "speaker")]
    new_person: bool,
    /// What it is
    #[arg(long, value_name = "KIND", value_parser = ["direct", "partial", "term", "indirect"])]
    kind: Option<String>,
    /// It is no quote
    #[arg(long, conflicts_with_all = ["speaker", "kind"])]
    reject: bool,
    #[command(flatten)]
    reason: ReasonOptions,
}

/// Lists, corrects, samples or scores.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.command {
        None => list(args.list, global),
        Some(Command::List(args)) => list(*args, global),
        Some(Command::Fix(args)) => fix(args, global),
        Some(Command::Corrections { all, output }) => {
            let which = if all { WhichCorrections::All } else { WhichCorrections::InForce };
            write_list(&output, &quotes::list_corrections(which), global)
        }
        Some(Command::Import { file }) => import(file, global),
        Some(Command::Undo { id, by }) => undo(id, by, global),
        Some(Command::Sample(args)) => quote_sample::sample(*args, global),
        Some(Command::Score(args)) => quote_sample::score(*args, global),
    }
}

fn list(args: ListArgs, global: &Global) -> Result<Outcome, CliError> {
    let tag = args.tag.as_deref().map(|tag| desk::known_tag(&global.db, tag)).transpose()?;
    let filter = QuoteFilter { kind: args.kind, article: args.article, tag };
    write_list(&args.output, &quotes::list(&filter), global)
}

fn fix(args: FixArgs, global: &Global) -> Result<Outcome, CliError> {
    let kind = args.kind.as_deref().and_then(QuoteKind::named);
    let speaker = args.speaker.map(|name| match name.trim() {
        "" => CorrectedSpeaker::Nobody,
        _ if args.new_person => CorrectedSpeaker::NewPerson(name),
        _ => CorrectedSpeaker::Named(name),
    });
    let outcome = corrections::fix(&FixQuoteRequest {
        archive: global.db.clone(),
        quote: args.id,
        change: match args.reject {
            true => Change::Reject,
            false => Change::Fix { kind, speaker },
        },
        reason: args.reason.into_reason(),
    })?;
    if !global.quiet {
        let (number, quote) = (outcome.correction, short(&outcome.subject));
        let copies = match outcome.quotes {
            0 | 1 => String::new(),
            quotes => format!(", and in {}", copies_phrase(quotes - 1)),
        };
        say_line(&format!(
            "correction {number} of “{quote}”{copies}: `presscut quotes undo {number}` takes it back"
        ));
    }
    Ok(Outcome::Done)
}

fn copies_phrase(copies: u64) -> String {
    if copies == 1 { "a copy".into() } else { format!("{copies} copies") }
}

fn undo(id: i64, by: WhoOptions, global: &Global) -> Result<Outcome, CliError> {
    let request = UndoCorrectionRequest { archive: global.db.clone(), correction: id, by: by.into_name() };
    let subject = corrections::undo(&request)?;
    if !global.quiet {
        say_line(&format!("“{}” is again as it was found", short(&subject)));
    }
    Ok(Outcome::Done)
}

fn short(subject: &Subject) -> String {
    let text: String = subject.text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if subject.text.chars().count() > 60 { text + "…" } else { text }
}

fn import(file: PathBuf, global: &Global) -> Result<Outcome, CliError> {
    let request = ImportCorrectionsRequest { archive: global.db.clone(), file, by: user_or_unknown() };
    let outcome = corrections::import(&request)?;
    if !global.quiet {
        let waiting = match outcome.dormant {
            0 => String::new(),
            n => {
                format!(
                    "; {} not here now, and corrected as soon as it is imported",
                    count_phrase(n, "quote")
                )
            }
        };
        let corrections = count_phrase(outcome.corrections, "correction");
        say_line(&format!("{}: {corrections} taken in{waiting}", global.db.display()));
    }
    Ok(Outcome::Done)
}
