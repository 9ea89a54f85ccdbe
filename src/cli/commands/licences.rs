//! `presscut licences`: what presscut may be used for, and whose data it contains. Takes nothing; prints `LICENSE` and
//! `NOTICE`, which are compiled in, so that a binary on its own can say it.

use std::io::Write;

use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};

const LICENCE: &str = include_str!("../../../LICENSE");
const NOTICE: &str = include_str!("../../../NOTICE");

/// Print presscut's licence, and the sources and licences of the data in it
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut licences")]
pub struct Args {}

/// Prints both texts.
pub fn run(_: Args, _global: &Global) -> Result<Outcome, CliError> {
    let mut out = page_out();
    write!(out, "{LICENCE}\n{NOTICE}")?;
    out.flush()?;
    Ok(Outcome::Done)
}
