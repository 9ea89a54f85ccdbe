//! `presscut quotes`: listed, corrected, and their quality measured on a sample that somebody has checked.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::app::reanalyze::Extractors;
use crate::archive::ArchiveError;
use crate::archive::quotes;
use crate::archive::quotes::{Change, CorrectionError, Reason, Subject};
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::commands::import::counted;
use crate::cli::commands::quote_sample;
use crate::cli::commands::quote_sample::{SampleArgs, ScoreArgs};
use crate::cli::{CliError, Global, Outcome};
use crate::model::QuoteKind;

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
    #[arg(long, value_name = "ID")]
    article: Option<i64>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List quotes with their numbers; the same as `quotes` alone
    List(Box<ListArgs>),
    /// Say who spoke after all, what a quote is, or that it is none; imports and newer extractors leave that alone
    Fix(FixArgs),
    /// List the corrections that hold, as a table or, with -o FILE.csv, to take elsewhere
    Corrections {
        /// Those that were taken back or replaced, too
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take in corrections that `quotes corrections -o FILE.csv` has written
    Import {
        /// The file: columns identity, text, occurrence, and of kind, speaker, rejected, by, why what there is
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Take a correction back: its quote is again as it was found
    Undo {
        /// The correction's number, as `quotes corrections` lists it
        #[arg(value_name = "ID")]
        id: i64,
        /// Who says so [default: the user's name]
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Draw quotes by chance, to be checked by hand and given to `quotes score`
    Sample(Box<SampleArgs>),
    /// Count how many of a checked sample are right
    Score(Box<ScoreArgs>),
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true).args(["speaker", "kind", "reject"])))]
struct FixArgs {
    /// The quote's number
    #[arg(value_name = "ID")]
    id: i64,
    /// Who spoke; "" for nobody
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// What it is
    #[arg(long, value_name = "KIND", value_parser = ["direct", "partial", "term", "indirect"])]
    kind: Option<String>,
    /// It is no quote
    #[arg(long, conflicts_with_all = ["speaker", "kind"])]
    reject: bool,
    /// Who says so [default: the user's name]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

const LIST: &str = "
    SELECT q.id, q.kind, coalesce(e.name, q.speaker) AS speaker, q.speaker AS speaker_as_written, q.cue, q.text,
           q.method, q.confidence, q.correction_id AS correction, a.id AS article_id, a.title AS article,
           s.name AS source, a.published_at, a.extractor
    FROM quotes q
    JOIN articles a ON a.id = q.article_id
    LEFT JOIN entities e ON e.id = q.speaker_entity_id
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE (q.kind = :kind OR :kind IS NULL AND q.kind IN ('direct', 'partial', 'term'))
      AND (:article IS NULL OR a.id = :article)
    ORDER BY a.id, q.start, q.id";

const CORRECTIONS: &str = "
    SELECT c.id, q.id AS quote, c.kind, c.speaker, c.rejected, c.found_kind, c.found_speaker, c.text, c.\"by\", c.why,
           c.made_at, c.ended_at, c.ended_by, a.title AS article, c.identity, c.occurrence
    FROM quote_corrections c
    LEFT JOIN articles a ON a.identity = c.identity
    LEFT JOIN quotes q ON q.correction_id = c.id
    WHERE :all OR c.ended_at IS NULL
    ORDER BY c.id";

/// Lists, corrects, samples or scores.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.command {
        None => list(&args.list, global),
        Some(Command::List(args)) => list(&args, global),
        Some(Command::Fix(args)) => fix(args, global),
        Some(Command::Corrections { all, output }) => {
            let values = [("all".to_string(), Value::Integer(all.into()))];
            output.answer(global, open::reading(&global.db)?, CORRECTIONS, &values, None)
        }
        Some(Command::Import { file }) => import(&file, global),
        Some(Command::Undo { id, by }) => undo(id, by, global),
        Some(Command::Sample(args)) => quote_sample::sample(*args, global),
        Some(Command::Score(args)) => quote_sample::score(*args, global),
    }
}

fn list(args: &ListArgs, global: &Global) -> Result<Outcome, CliError> {
    let values = [
        ("kind".to_string(), args.kind.clone().map_or(Value::Null, Value::Text)),
        ("article".to_string(), args.article.map_or(Value::Null, Value::Integer)),
    ];
    args.output.answer(global, open::reading(&global.db)?, LIST, &values, None)
}

impl From<CorrectionError> for CliError {
    fn from(error: CorrectionError) -> CliError {
        match error {
            CorrectionError::Archive(error) => error.into(),
            CorrectionError::SpokenTerm => CliError::Usage(error.to_string()),
            other => CliError::Failed(other.to_string()),
        }
    }
}

/// Changes the archive, all of it or nothing.
fn change<T>(global: &Global, work: impl FnOnce(&Connection) -> Result<T, CliError>) -> Result<T, CliError> {
    // Opened for reading first: an archive that is not there is not made.
    crate::cli::refuse_missing(&global.db)?;
    let lock = WriterLock::take_if_free(&global.db)?;
    let mut archive = open::writing(&global.db)?;
    let transaction = archive
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(ArchiveError::from)?;
    let done = work(&transaction)?;
    transaction.commit().map_err(ArchiveError::from)?;
    open::close(archive)?;
    drop(lock);
    Ok(done)
}

fn reason(by: Option<String>, why: Option<String>) -> Reason {
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    Reason { by: by.or_else(user).unwrap_or_else(|| "somebody".into()), why }
}

fn fix(args: FixArgs, global: &Global) -> Result<Outcome, CliError> {
    let kind = args.kind.as_deref().and_then(QuoteKind::named);
    let asked = match args.reject {
        true => Change::Reject,
        false => Change::Fix { kind, speaker: args.speaker },
    };
    let reason = reason(args.by, args.why);
    let (correction, subject) = change(global, |archive| {
        let subject = quotes::subject(archive, args.id)?;
        Ok((quotes::correct(archive, &subject, &asked, &reason)?, subject))
    })?;
    if !global.quiet {
        eprintln!(
            "correction {correction} of “{}”: `presscut quotes undo {correction}` takes it back",
            short(&subject)
        );
    }
    Ok(Outcome::Done)
}

fn undo(id: i64, by: Option<String>, global: &Global) -> Result<Outcome, CliError> {
    let by = reason(by, None).by;
    let subject = change(global, |archive| Ok(quotes::undo(archive, id, &by, &Extractors::default())?))?;
    if !global.quiet {
        eprintln!("“{}” is again as it was found", short(&subject));
    }
    Ok(Outcome::Done)
}

fn short(subject: &Subject) -> String {
    let text: String = subject.text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if subject.text.chars().count() > 60 { text + "…" } else { text }
}

/// A line of a file of corrections.
#[derive(Debug, serde::Deserialize)]
struct Line {
    identity: String,
    text: String,
    occurrence: Option<i64>,
    kind: Option<String>,
    speaker: Option<String>,
    rejected: Option<String>,
    by: Option<String>,
    why: Option<String>,
    ended_at: Option<String>,
}

fn import(file: &Path, global: &Global) -> Result<Outcome, CliError> {
    let bytes = std::fs::read(file)
        .map_err(|error| CliError::Failed(format!("{} cannot be read: {error}", file.display())))?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let lines: Vec<Line> = csv::Reader::from_reader(bytes)
        .into_deserialize()
        .collect::<Result<_, csv::Error>>()
        .map_err(|error| {
            CliError::Failed(format!(
                "{}: {error}. Its first line has to name at least the columns identity and text",
                file.display()
            ))
        })?;
    let (taken, dormant) = change(global, |archive| {
        let (mut taken, mut dormant) = (0, 0);
        for (line, number) in lines.iter().zip(2..) {
            if line.ended_at.as_deref().is_some_and(|ended| !ended.is_empty()) {
                continue;
            }
            let (subject, asked) = line
                .correction()
                .map_err(|why| CliError::Failed(format!("{}, line {number}: {why}", file.display())))?;
            let reason = reason(line.by.clone(), line.why.clone().filter(|why| !why.is_empty()));
            quotes::correct(archive, &subject, &asked, &reason)?;
            taken += 1;
            dormant += u64::from(quotes::row_of(archive, &subject)?.is_none());
        }
        Ok((taken, dormant))
    })?;
    if !global.quiet {
        let waiting = match dormant {
            0 => String::new(),
            n => format!("; {} not here now, and corrected as soon as it is imported", counted(n, "quote")),
        };
        eprintln!("{}: {} taken in{waiting}", global.db.display(), counted(taken, "correction"));
    }
    Ok(Outcome::Done)
}

impl Line {
    fn correction(&self) -> Result<(Subject, Change), String> {
        let subject = Subject {
            identity: self.identity.clone(),
            text: self.text.clone(),
            occurrence: self.occurrence.unwrap_or(1),
        };
        if matches!(self.rejected.as_deref(), Some("1" | "true" | "yes")) {
            return Ok((subject, Change::Reject));
        }
        let kind = match self.kind.as_deref().filter(|kind| !kind.is_empty()) {
            Some(word) => Some(QuoteKind::named(word).ok_or_else(|| {
                format!("“{word}” is no kind of quote: direct, partial, term and indirect are")
            })?),
            None => None,
        };
        let speaker = self.speaker.clone().filter(|speaker| !speaker.is_empty());
        if kind.is_none() && speaker.is_none() {
            return Err("nothing is corrected: give a kind, a speaker, or 1 for rejected".into());
        }
        Ok((subject, Change::Fix { kind, speaker }))
    }
}
