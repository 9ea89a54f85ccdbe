//! `presscut merge`: other archives brought into this one.

use std::path::PathBuf;

use crate::app::merge;
use crate::app::merge::MergeOutcome;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Merge other archives into this one
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut --db newsroom.db merge anna.db ben.db",
    after_help = "--db is the archive that grows; the others are only read. Articles, their versions, imports, rejected records, \
                  tags, notes and decisions come over; copies, stories and entities are settled. It does not matter which comes \
                  first, and merging again changes nothing: a merge that was interrupted goes on when it is run again. An article \
                  that one archive has forgotten does not come back from another, and is forgotten here too."
)]
pub struct Args {
    /// The other archives
    #[arg(value_name = "OTHER", required = true)]
    others: Vec<PathBuf>,
}

/// Merges.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    merge::check(&global.db, &args.others)?;
    for other in &args.others {
        let outcome = merge::run(&global.db, other)?;
        if !global.quiet {
            report(other, &outcome, global);
        }
    }
    Ok(Outcome::Done)
}

fn report(other: &std::path::Path, outcome: &MergeOutcome, global: &Global) {
    let (db, other) = (global.db.display(), other.display());
    if let Some(backup) = &outcome.migration_backup {
        say_line(&format!("{db} is brought up to date; {} is a copy as it was", backup.display()));
    }
    let merged = outcome.merged;
    if merged.is_nothing() && outcome.forgotten == 0 {
        say_line(&format!("{db}: nothing new in {other}"));
    } else {
        let parts = [
            count_phrase(merged.articles, "article"),
            count_phrase(merged.versions, "version"),
            count_phrase(merged.imports, "import"),
            count_phrase(merged.rejects, "reject"),
            count_phrase(merged.decisions, "decision"),
        ];
        say_line(&format!("{db}: {} from {other}", parts.join(", ")));
    }
    if merged.kept_out > 0 {
        say_line(&format!(
            "kept out, because they were forgotten: {}",
            count_phrase(merged.kept_out, "article")
        ));
    }
    if outcome.forgotten > 0 {
        let articles = count_phrase(outcome.forgotten, "article");
        say_line(&format!("forgotten here too, because {other} has forgotten them: {articles}"));
    }
    if merged.read_by_another > 0 {
        say_line(&format!(
            "read by another version of the extractors: {}; `presscut reextract` reads them again",
            count_phrase(merged.read_by_another, "article")
        ));
    }
}
