//! `presscut trace`: a row of the archive, back to the bytes that it came from.

use std::io::{self, BufReader, Write};
use std::path::Path;

use super::{CliError, Global, Outcome};
use crate::archive::open;
use crate::archive::trace::{self, RowKind, Trace};
use crate::model::Origin;
use crate::read;

/// Tell where an article, quote, mention or date came from, down to the bytes
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut trace quote 5")]
pub struct Args {
    /// What kind of row: article, quote, mention or date
    #[arg(value_name = "KIND", hide_possible_values = true)]
    kind: RowKind,
    /// Its number
    #[arg(value_name = "ID")]
    id: i64,
    /// Only the record's bytes, as they stand in the file
    #[arg(long)]
    raw: bool,
}

/// Traces; the story goes to stdout, and the record's bytes follow it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let Some(trace) = trace::trace(&archive, args.kind, args.id)? else {
        return Err(CliError::Failed(
            format!("there is no {:?} {} in {}", args.kind, args.id, global.db.display()).to_lowercase(),
        ));
    };
    let mut out = io::stdout().lock();
    if !args.raw {
        tell(&mut out, &trace)?;
    }
    match record_bytes(&trace) {
        Ok(bytes) => {
            out.write_all(&bytes)?;
            writeln!(out)?;
        }
        Err(why) if args.raw => return Err(CliError::Failed(why)),
        Err(why) => writeln!(out, "{why}")?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn tell(out: &mut dyn Write, trace: &Trace) -> io::Result<()> {
    if let (Some((start, end)), Some(text)) = (trace.span, &trace.text) {
        writeln!(out, "“{text}”")?;
        writeln!(out, "characters {start} to {end} of article {}", trace.article)?;
    }
    if let Some(page) = trace.page {
        writeln!(out, "a teaser that stood on the page of article {page}")?;
    }
    let member = trace.member.as_ref().map(|member| format!(", {member}")).unwrap_or_default();
    writeln!(
        out,
        "record {} of {}{member}: bytes {} to {}",
        trace.record,
        trace.path,
        trace.byte_offset,
        trace.byte_offset + trace.byte_length
    )?;
    writeln!(out, "import {} at {}", trace.import, trace.imported_at)?;
    writeln!(out)
}

/// The record as it stands in its file now; or why it cannot be had.
fn record_bytes(trace: &Trace) -> Result<Vec<u8>, String> {
    if trace.path == "-" {
        return Err("It came from standard input, which is not kept.".into());
    }
    let path = Path::new(&trace.path);
    let file = std::fs::File::open(path)
        .map_err(|error| format!("The file cannot be opened from here now: {error}."))?;
    let origin = Origin { path: path.to_path_buf(), ..Origin::default() };
    let mut opened = read::open(BufReader::new(file), origin, &read::Options::default())
        .map_err(|error| format!("The file {error}."))?;
    while let Some(cut) = opened.next_cut() {
        let (record, _) = cut.map_err(|error| format!("The file cannot be read: {error}."))?;
        let here = record.origin.record == trace.record as u64 && record.origin.member == trace.member;
        if here && record.bytes.len() as i64 == trace.byte_length {
            return Ok(record.bytes);
        }
    }
    Err("The file has changed since: the record is not there any more.".into())
}
