//! `presscut note`: a paragraph written on articles, quotes or entities.

use crate::app::desk::mark;
use crate::app::desk::mark::{MarkRequest, MarkWords};
use crate::cli::args::mark_targets::{TargetOptions, article_number};
use crate::cli::args::reason::ReasonOptions;
use crate::cli::commands::entities::change::report_decision;
use crate::cli::{CliError, Global, Outcome};

/// Write a note on an article, a quote or an entity
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut note 12 \"The clerk says that the figure is wrong.\"\n          \
                   presscut note --quote 40 \"Checked with the recording.\"\n          \
                   presscut note --entity \"Marek Lind\" \"Press office: mornings only.\"",
    after_help = "The last word is the note: put it in quotation marks. A note is one paragraph; a thing can have several. \
                  `presscut notes` lists them, `presscut show ID` shows those of an article, `presscut notes remove N` takes one off."
)]
pub struct Args {
    /// Numbers of articles, then the note
    #[arg(value_name = "ID|NOTE", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    targets: TargetOptions,
    #[command(flatten)]
    reason: ReasonOptions,
}

/// Writes it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let (note, articles) = match args.words.split_last() {
        Some((note, articles)) if article_number(note).is_none() => (note.clone(), articles),
        _ => {
            let what = "the note is missing: write it after the numbers, in quotation marks";
            return Err(CliError::Usage(what.into()));
        }
    };
    let number = |word: &String| {
        article_number(word).ok_or_else(|| {
            CliError::Usage(format!(
                "{word:?} is no number of an article: put the note in quotation marks, as one word"
            ))
        })
    };
    let articles = articles.iter().map(number).collect::<Result<Vec<i64>, _>>()?;
    let (targets, time) = args.targets.into_targets(articles, global)?;
    let request = MarkRequest {
        archive: global.db.clone(),
        targets,
        words: MarkWords::Note(note),
        reason: args.reason.into_reason(),
        time,
    };
    report_decision(&mark::decide(&request)?, global);
    Ok(Outcome::Done)
}
