//! `presscut rejects`: the records that were not taken, each with its reason and its own bytes; and readmitting them.

use std::io::Write;

use crate::app::rejects;
use crate::app::rejects::{ReadmitRequest, Readmitted, RejectFilter};
use crate::cli::args::command_line::command_line;
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::row_numbers;
use crate::cli::terminal::streams::{page_out, say_line};
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// List the records that were not taken, show one, or let them in
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut rejects -o rejects.csv\n          presscut rejects 5\n          presscut rejects --readmit 5"
)]
pub struct Args {
    /// Show this one, with its bytes
    #[arg(value_parser = row_numbers::reject, value_name = "ID", conflicts_with_all = ["readmit", "import", "rule"])]
    id: Option<i64>,
    /// Let these in as articles, now and whenever they are imported again; without numbers, all that can be
    #[arg(long, value_parser = row_numbers::reject, value_name = "ID", num_args = 0.., conflicts_with = "import")]
    readmit: Option<Vec<i64>>,
    /// Of this import only
    #[arg(long, value_parser = row_numbers::import, value_name = "ID")]
    import: Option<i64>,
    /// Rejected by this rule only: "error page", "cookie wall", "not JSON" …
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

/// Lists, shows or readmits.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match (args.id, args.readmit) {
        (Some(id), _) => show(id, global),
        (None, Some(ids)) if ids.is_empty() => readmit(Readmitted::All { rule: args.rule }, global),
        (None, Some(ids)) => readmit(Readmitted::These(ids), global),
        (None, None) => {
            let filter = RejectFilter { import: args.import, rule: args.rule };
            write_list(&args.output, &rejects::list(&filter), global)
        }
    }
}

fn readmit(which: Readmitted, global: &Global) -> Result<Outcome, CliError> {
    let request = ReadmitRequest { archive: global.db.clone(), which, command: command_line() };
    let outcome = rejects::readmit(&request)?;
    for (id, why) in &outcome.kept_out {
        say_line(&format!("reject {id} stays out: {why}"));
    }
    let counts = outcome.counts;
    if !global.quiet {
        say_line(&format!(
            "{}: {} let in ({} new, {} unchanged, {} revised, {} duplicate)",
            global.db.display(),
            count_phrase(counts.records(), "record"),
            counts.new,
            counts.unchanged,
            counts.revised,
            counts.duplicate
        ));
    }
    match outcome.kept_out.is_empty() {
        true => Ok(Outcome::Done),
        false if counts.records() == 0 => Err(CliError::Failed("nothing was let in".into())),
        false => Ok(Outcome::SomeRejected),
    }
}

fn show(id: i64, global: &Global) -> Result<Outcome, CliError> {
    let reject = rejects::show(&global.db, id)?;
    let mut out = page_out();
    let record = reject.record.map(|record| format!("record {record}"));
    let place = [Some(reject.path), reject.member, record];
    writeln!(out, "{}", place.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    writeln!(out, "{}: {}", reject.rule, reject.reason)?;
    writeln!(out, "import {}", reject.import)?;
    if let Some(when) = reject.readmitted_at {
        writeln!(out, "let in at {when}")?;
    }
    writeln!(out)?;
    out.write_all(&reject.raw)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}
