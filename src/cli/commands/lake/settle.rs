//! `presscut lake settle`: the records of a lake as tables of one archive.

use std::path::PathBuf;

use crate::app::lake::settle;
use crate::app::lake::settle::{SettleOutcome, SettleRequest, SettledLake};
use crate::app::settings::SettingOrigin;
use crate::cli::args::command_line::command_line;
use crate::cli::args::reported::say;
use crate::cli::args::workers::default_jobs;
use crate::cli::commands::import::describe_counts;
use crate::cli::terminal::interrupt::stop_on_interrupt;
use crate::cli::terminal::progress::ImportDisplay;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Merge names, relate stories and copies and decide dates across all records, and write the tables as Parquet
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut lake settle lake/ -o tables/",
    after_help = "The result is that of importing everything into one archive, which stays beside the tables as settled.db: the \
                  next time only new files of the lake are read. With --db, what people have decided in that archive holds too."
)]
pub struct Args {
    /// Files and folders that `presscut lake extract` has made
    #[arg(value_name = "LAKE", required = true)]
    lake: Vec<PathBuf>,
    /// The folder of the tables
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Settles.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let named = matches!(global.settings.archive.origin, SettingOrigin::Option | SettingOrigin::Variable);
    let request = SettleRequest {
        lake: args.lake,
        tables: args.output,
        decisions: named.then(|| global.db.clone()),
        jobs: args.jobs.map_or_else(default_jobs, usize::from),
        command: command_line(),
    };
    let stop = stop_on_interrupt()?;
    let mut display = ImportDisplay::new(&request.tables, global.quiet);
    let outcome = settle::run(&request, &stop, &mut |event| display.show(event))?;
    display.finish();
    let SettleOutcome::Settled(SettledLake { archive, report, decisions, files, rows }) = outcome else {
        return Ok(Outcome::Interrupted);
    };
    let decided = match decisions {
        0 => String::new(),
        many => format!("; {} taken over", count_phrase(many, "decision")),
    };
    say(global, &format!("{}: {}{decided}", archive.display(), describe_counts(&report.counts)));
    say(
        global,
        &format!(
            "{}: {} in {}",
            request.tables.display(),
            count_phrase(rows, "row"),
            count_phrase(files as u64, "file")
        ),
    );
    Ok(Outcome::Done)
}
