//! `presscut extract`: annotations without an archive, as JSON, one line a record, in order.

use std::io::{self, BufWriter};
use std::path::PathBuf;

use crate::app::extract_stream;
use crate::app::extract_stream::Plan;
use crate::clean;
use crate::cli::commands::import::{EntityModel, ReadingArgs};
use crate::cli::{CliError, Global, Outcome};
use crate::read::input::files;
use presscut_extract::record::IndirectQuotes;

/// Annotate texts without an archive: JSONL (or any scrape) in, JSONL out
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: echo '{\"text\": \"Jane Roe said on Oct. 3, 2024: “No.”\"}' | presscut extract"
)]
pub struct Args {
    /// Files and folders of scrapes of any kind [default: JSONL records {"id", "url", "title", "published", "text"}
    /// from standard input]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take each text as it is, do not clean it: offsets refer to the text that was given
    #[arg(long)]
    verbatim: bool,
    /// Give what is reported without quotation marks, too, as quotes of kind "indirect"
    #[arg(long)]
    indirect: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Extracts.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let EntityModel { extractor, .. } = args.reading.entity_model()?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Texts that come one by one were chosen by somebody; what a crawl brings has to pass the gate.
    let admit_all = args.paths.is_empty();
    let plan = Plan {
        read: args.reading.read_options(),
        clean: clean::Options { admit_all, ..args.reading.clean_options() },
        extractor,
        verbatim: args.verbatim,
        indirect: if args.indirect { IndirectQuotes::Include } else { IndirectQuotes::Omit },
        jobs: args.jobs.map_or(cores, usize::from),
    };
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let failed = if args.paths.is_empty() {
        extract_stream::from_stdin(&plan, io::BufReader::new(io::stdin()), &mut out)?
    } else {
        extract_stream::from_files(&plan, &files::files(&args.paths, &global.db), &mut out)?
    };
    if failed > 0 {
        if !global.quiet {
            eprintln!("{failed} records could not be taken; their lines have an \"error\"");
        }
        return Ok(Outcome::SomeRejected);
    }
    Ok(Outcome::Done)
}
