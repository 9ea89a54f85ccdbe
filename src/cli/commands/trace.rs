//! `presscut trace`: a row of the archive, back to the bytes that it came from.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::app::trace;
use crate::app::trace::{CHANGED, FileState, FoundRecord, RowKind, Trace, TraceOutcome, TraceRequest};
use crate::cli::args::row_numbers;
use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};

/// Show where an article, quote, mention or date came from, down to the bytes
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut trace quote 5")]
pub struct Args {
    /// What kind of row: article, quote, mention or date
    #[arg(value_name = "KIND", hide_possible_values = true)]
    kind: KindArg,
    /// Its number
    #[arg(value_parser = row_numbers::any_row, value_name = "ID")]
    id: i64,
    /// Only the record's bytes, all of them, as they are in the file
    #[arg(long)]
    raw: bool,
}

/// What can be traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// An article or teaser
    Article,
    /// A quote
    Quote,
    /// A mention of an entity
    Mention,
    /// A time expression
    Date,
}

impl From<KindArg> for RowKind {
    fn from(kind: KindArg) -> RowKind {
        match kind {
            KindArg::Article => RowKind::Article,
            KindArg::Quote => RowKind::Quote,
            KindArg::Mention => RowKind::Mention,
            KindArg::Date => RowKind::Date,
        }
    }
}

/// Bytes of a record that are shown without --raw.
const MAX_SHOWN_BYTES: usize = 4000;

/// Traces; where the row came from goes to stdout, and the record's bytes follow it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let request = TraceRequest { archive: global.db.clone(), kind: args.kind.into(), id: args.id };
    let outcome = trace::run(&request)?;
    if args.raw {
        let mut out = io::stdout().lock();
        write_raw(&mut out, &outcome)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = page_out();
    write_trace(&mut out, &outcome.trace)?;
    match &outcome.record {
        Ok(record) => write_record(&mut out, &outcome, record)?,
        Err(why) => writeln!(out, "{why}")?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn write_raw(out: &mut dyn Write, outcome: &TraceOutcome) -> Result<(), CliError> {
    match &outcome.record {
        Ok(FoundRecord { bytes, state: FileState::Same | FileState::Unknown }) => Ok(out.write_all(bytes)?),
        Ok(FoundRecord { state: FileState::Changed, .. }) => {
            Err(CliError::Failed(format!("{CHANGED} Without --raw, what is there now is shown.")))
        }
        Err(why) => Err(CliError::Failed(why.to_string())),
    }
}

/// The record as a reader wants it: decoded, and not too much of it.
fn write_record(out: &mut dyn Write, outcome: &TraceOutcome, record: &FoundRecord) -> io::Result<()> {
    let FoundRecord { bytes, state } = record;
    if *state == FileState::Changed {
        writeln!(out, "{CHANGED} This is what is there now:\n")?;
    }
    let shown = &bytes[..bytes.len().min(MAX_SHOWN_BYTES)];
    let decoded = outcome.decode(shown);
    let text = if shown.len() < bytes.len() { decoded.trim_end_matches('\u{fffd}') } else { &decoded };
    writeln!(out, "{text}")?;
    match bytes.len() - shown.len() {
        0 => Ok(()),
        more => writeln!(out, "\n… and {more} more bytes: --raw gives all of them, as they are in the file"),
    }
}

fn write_trace(out: &mut dyn Write, trace: &Trace) -> io::Result<()> {
    if let (Some((start, end)), Some(text)) = (trace.span, &trace.text) {
        writeln!(out, "“{text}”")?;
        writeln!(out, "characters {start} to {end} of article {}", trace.article)?;
    }
    if let Some(page) = trace.page {
        writeln!(out, "a teaser that stood on the page of article {page}")?;
    }
    writeln!(out, "{}", place_of(trace))?;
    if let Some(encoding) = &trace.encoding {
        let repair = trace.repair.as_ref().map(|repair| format!("; mended: {repair}")).unwrap_or_default();
        writeln!(out, "decoded from {encoding}{repair}")?;
    }
    writeln!(out, "import {} at {}", trace.import, trace.imported_at)?;
    writeln!(out)
}

/// Where a record is in its file: in a table its row, elsewhere its bytes.
fn place_of(trace: &Trace) -> String {
    let Trace { record, path, byte_offset: start, .. } = trace;
    let member = trace.member.as_deref();
    match (trace.format.as_deref(), member) {
        (Some("sqlite"), Some(table)) => {
            format!("row {record} of {table} in {path} (its rowid, where it is a table)")
        }
        (Some("parquet"), None) => format!("row {record} of {path}"),
        _ => {
            let member = member.map(|member| format!(", {member}")).unwrap_or_default();
            format!("record {record} of {path}{member}: bytes {start} to {}", start + trace.byte_length)
        }
    }
}
