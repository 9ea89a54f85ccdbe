//! `presscut lake extract`: scrapes in, annotated records out, a line or a row each.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use crate::app::lake::extract::{LakeExtractRequest, LakeOutput, PartsPlan, run as run_extract};
use crate::cli::args::reading_args::ReadingArgs;
use crate::cli::args::reported::say;
use crate::cli::args::workers::default_jobs;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Annotate scrapes without an archive: one record a line, or Parquet files, with all that an archive stores
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut lake extract < articles.jsonl > annotated.jsonl\n         presscut lake extract crawl/ -o lake/ --part-size 128"
)]
pub struct Args {
    /// Files and folders of scrapes of any kind, - for standard input [default: JSONL records from standard
    /// input, or what --format says; each line has its answer]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write Parquet files into this folder rather than lines to stdout
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// The size of a Parquet file before it is packed, in MB
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    part_size: u16,
    /// What the names of the Parquet files begin with [default: the name of the first file]
    #[arg(long, value_name = "NAME", requires = "output")]
    part_name: Option<String>,
    /// Replace Parquet files that are there
    #[arg(long, requires = "output")]
    force: bool,
    /// The file that standard input is, for the records to say where they were found
    #[arg(long, value_name = "PATH")]
    origin: Option<PathBuf>,
    /// Exit with 0 where records were rejected too: they have records of their own
    #[arg(long)]
    ok_rejects: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Workers [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

impl Args {
    fn into_request(self, global: &Global) -> LakeExtractRequest {
        let first =
            self.paths.first().filter(|path| path.as_path() != Path::new("-")).or(self.origin.as_ref());
        let name = self.part_name.unwrap_or_else(|| stem_of(first));
        LakeExtractRequest {
            output: match self.output {
                None => LakeOutput::Lines,
                Some(folder) => LakeOutput::Parts(PartsPlan {
                    folder,
                    name,
                    part_bytes: usize::from(self.part_size) << 20,
                    overwrite: self.force,
                }),
            },
            paths: self.paths,
            origin: self.origin,
            archive: global.db.clone(),
            reading: self.reading.into_request(),
            jobs: self.jobs.map_or_else(default_jobs, usize::from),
        }
    }
}

/// A file's name up to its first stop: "crawl" of "crawl.warc.gz".
fn stem_of(path: Option<&PathBuf>) -> String {
    let name = path.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let stem = name.as_deref().and_then(|name| name.split('.').next()).filter(|stem| !stem.is_empty());
    stem.unwrap_or("part").to_string()
}

/// Extracts.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let ok_rejects = args.ok_rejects;
    let request = args.into_request(global);
    let outcome = run_extract(&request, &mut out)?;
    let parts = match &request.output {
        LakeOutput::Lines => String::new(),
        LakeOutput::Parts(plan) => {
            format!(", in {} below {}", count_phrase(outcome.parts as u64, "file"), plan.folder.display())
        }
    };
    say(
        global,
        &format!("{}, {} rejected{parts}", count_phrase(outcome.articles, "article"), outcome.rejects),
    );
    let done = outcome.rejects == 0 || ok_rejects;
    Ok(if done { Outcome::Done } else { Outcome::SomeRejected })
}
