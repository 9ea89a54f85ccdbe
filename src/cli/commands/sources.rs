//! `presscut sources`: the papers, and how each writes dates like 03/04/2024.

use crate::app::sources;
use crate::app::sources::{DateOrderRequest, DateOrderRule};
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reading_args::date_order;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};

/// List the sources, or say how one writes its dates
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut sources\n          presscut sources set \"The Harbour Post\" --dayfirst",
    args_conflicts_with_subcommands = true
)]
pub struct Args {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Set(Set),
}

/// Say how a source writes dates like 03/04/2024; those in the archive are read again, and later imports follow it
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("rule").required(true)))]
struct Set {
    /// The source's name, domain or number, as `presscut sources` lists them
    #[arg(value_name = "NAME")]
    name: String,
    /// 03/04/2024 is 3 April
    #[arg(long, group = "rule")]
    dayfirst: bool,
    /// 03/04/2024 is March 4
    #[arg(long, group = "rule")]
    monthfirst: bool,
    /// Let its other dates decide, as before
    #[arg(long, group = "rule")]
    forget: bool,
}

/// Lists or changes.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.change {
        None => write_list(&args.output, &sources::list(), global),
        Some(Change::Set(set)) => set_date_order(set, global),
    }
}

fn set_date_order(set: Set, global: &Global) -> Result<Outcome, CliError> {
    let order = date_order(set.dayfirst, set.monthfirst);
    let outcome = sources::set_date_order(&DateOrderRequest {
        archive: global.db.clone(),
        source: set.name.clone(),
        rule: order.map_or(DateOrderRule::Forget, DateOrderRule::Always),
    })?;
    if !global.quiet {
        let dates = match outcome.changed {
            1 => "1 date was".to_string(),
            n => format!("{n} dates were"),
        };
        say_line(&format!("{}: {dates} read in another way", set.name));
    }
    Ok(Outcome::Done)
}
