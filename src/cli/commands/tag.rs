//! `presscut tag`: words put on articles, quotes and entities, or taken off.

use crate::app::desk::mark;
use crate::app::desk::mark::{Change, MarkRequest, MarkWords};
use crate::cli::args::mark_targets::{TargetOptions, article_number};
use crate::cli::args::reason::ReasonOptions;
use crate::cli::commands::entities::change::report_decision;
use crate::cli::{CliError, Global, Outcome};

/// Tag articles, quotes and entities
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut tag 12 15 follow-up \"harbour fees\"\n          \
                   presscut tag --search \"harbor fees\" budget\n          \
                   presscut tag --entity \"Marek Lind\" background --why \"asked for an interview\"",
    after_help = "Numbers are articles, as `presscut query articles` and `presscut search` give them; words are tags. A tag is kept in \
                  lower case. Tags stay when articles are imported again, revised or read again; `presscut tags` lists \
                  them, `presscut query articles -p tag follow-up` what has one, and `presscut tags undo N` takes a decision back."
)]
pub struct Args {
    /// Numbers of articles, and tags
    #[arg(value_name = "ID|TAG", required = true)]
    words: Vec<String>,
    /// Take the tags off
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    targets: TargetOptions,
    #[command(flatten)]
    reason: ReasonOptions,
}

/// Tags.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let (mut articles, mut tags) = (Vec::new(), Vec::new());
    for word in args.words {
        match article_number(&word) {
            Some(id) => articles.push(id),
            None => tags.push(word),
        }
    }
    if tags.is_empty() {
        let what = "say which tag: `presscut tag 12 15 follow-up`; a number is that of an article";
        return Err(CliError::Usage(what.into()));
    }
    let (targets, time) = args.targets.into_targets(articles, global)?;
    let change = if args.remove { Change::Remove } else { Change::Add };
    let request = MarkRequest {
        archive: global.db.clone(),
        targets,
        words: MarkWords::Tags(tags, change),
        reason: args.reason.into_reason(),
        time,
    };
    report_decision(&mark::decide(&request)?, global);
    Ok(Outcome::Done)
}
