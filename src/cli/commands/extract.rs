//! `presscut extract`: annotations without an archive, as JSON, one line a record, in order.

use std::io::{self, BufWriter};
use std::path::PathBuf;

use presscut_extract::record::IndirectQuotes;

use crate::app::extract_stream;
use crate::app::extract_stream::{ExtractInput, ExtractRequest, ExtractedText};
use crate::cli::args::reading_args::ReadingArgs;
use crate::cli::args::workers::default_jobs;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::read::Format;

/// Annotate texts without an archive: JSONL (or any scrape) in, JSONL out
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: echo '{\"text\": \"Jane Roe said on Oct. 3, 2024: “No.”\"}' | presscut extract"
)]
pub struct Args {
    /// Files and folders of scrapes of any kind, - for standard input [default: JSONL records {"id", "url", "title",
    /// "published", "source", "text"} from standard input, or what --format says]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Annotate each text as it is, do not clean it: offsets refer to the given text
    #[arg(long)]
    verbatim: bool,
    /// Give reported speech without quotation marks too, as quotes of kind "indirect"
    #[arg(long)]
    indirect: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Exit with 0 where records were rejected too: their lines have an "error"
    #[arg(long)]
    ok_rejects: bool,
}

impl Args {
    fn into_request(self, global: &Global) -> ExtractRequest {
        let reading = self.reading.into_request();
        // What comes on standard input is JSONL unless it is named.
        let is_jsonl = reading.read.format.is_none_or(|format| format == Format::JSONL);
        let paths = match self.paths.is_empty() && !is_jsonl {
            true => vec![PathBuf::from("-")],
            false => self.paths,
        };
        ExtractRequest {
            input: match paths.is_empty() {
                true => ExtractInput::Stdin,
                false => ExtractInput::Paths { paths, archive: global.db.clone() },
            },
            reading,
            text: if self.verbatim { ExtractedText::Verbatim } else { ExtractedText::Cleaned },
            indirect: if self.indirect { IndirectQuotes::Include } else { IndirectQuotes::Omit },
            jobs: self.jobs.map_or_else(default_jobs, usize::from),
        }
    }
}

/// Extracts.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let ok_rejects = args.ok_rejects;
    let outcome = extract_stream::run(&args.into_request(global), &mut out)?;
    if outcome.failed == 0 {
        return Ok(Outcome::Done);
    }
    if !global.quiet {
        say_line(&format!("{} records could not be taken; their lines have an \"error\"", outcome.failed));
    }
    Ok(if ok_rejects { Outcome::Done } else { Outcome::SomeRejected })
}
