//! `presscut trace`: a row of the archive, back to the bytes that it came from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::archive::articles::trace;
use crate::archive::articles::trace::{RowKind, Trace};
use crate::archive::schema::open;
use crate::cli::{CliError, Global, Outcome};
use crate::model::Origin;
use crate::read::Options;
use crate::read::encoding;
use crate::read::encoding::{Charset, NamedEncoding};
use crate::read::input::reopen;
use crate::read::input::reopen::{FileState, RecordLocation};

/// Tell where an article, quote, mention or date came from, down to the bytes
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut trace quote 5")]
pub struct Args {
    /// What kind of row: article, quote, mention or date
    #[arg(value_name = "KIND", hide_possible_values = true)]
    kind: KindArg,
    /// Its number
    #[arg(value_name = "ID")]
    id: i64,
    /// Only the record's bytes, all of them, as they stand in the file
    #[arg(long)]
    raw: bool,
}

/// The kind of row, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
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

/// Of a record, a terminal gets so many bytes unasked.
const SHOWN: usize = 4000;

/// Traces; the story goes to stdout, and the record's bytes follow it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let Some(trace) = trace::trace(&archive, args.kind.into(), args.id)? else {
        return Err(CliError::Failed(
            format!("there is no {:?} {} in {}", args.kind, args.id, global.db.display()).to_lowercase(),
        ));
    };
    let mut out = io::stdout().lock();
    let found = record_of(&trace, &global.db);
    if args.raw {
        match found {
            Ok((bytes, FileState::Same | FileState::Unknown)) => out.write_all(&bytes)?,
            Ok((_, FileState::Changed)) => {
                let why = format!("{CHANGED} Without --raw, what stands there now is shown.");
                return Err(CliError::Failed(why));
            }
            Err(why) => return Err(CliError::Failed(why)),
        }
    } else {
        tell(&mut out, &trace)?;
        match found {
            Ok((bytes, state)) => show(&mut out, &trace, &bytes, state)?,
            Err(why) => writeln!(out, "{why}")?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

const CHANGED: &str = "The file has changed since it was imported: its SHA-256 is another one.";

/// The record as a reader wants it: decoded, and not too much of it.
fn show(out: &mut dyn Write, trace: &Trace, bytes: &[u8], state: FileState) -> io::Result<()> {
    if state == FileState::Changed {
        writeln!(out, "{CHANGED} This is what stands there now:\n")?;
    }
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let set = trace.encoding.as_deref().and_then(|name| name.parse::<NamedEncoding>().ok());
    let charset = set.map_or(Charset::Unknown, |NamedEncoding(set)| Charset::Named(set));
    let decoded = encoding::decode(shown, charset);
    let cut =
        if shown.len() < bytes.len() { decoded.text.trim_end_matches('\u{fffd}') } else { &decoded.text };
    // Packed pages and pictures would set a terminal's colours.
    let visible = |c: char| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { '\u{fffd}' } else { c };
    writeln!(out, "{}", cut.chars().map(visible).collect::<String>())?;
    match bytes.len() - shown.len() {
        0 => Ok(()),
        more => {
            writeln!(out, "\n… and {more} more bytes: --raw gives all of them, as they stand in the file")
        }
    }
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
    if let Some(encoding) = &trace.encoding {
        let repair = trace.repair.as_ref().map(|repair| format!("; mended: {repair}")).unwrap_or_default();
        writeln!(out, "decoded from {encoding}{repair}")?;
    }
    writeln!(out, "import {} at {}", trace.import, trace.imported_at)?;
    writeln!(out)
}

/// The record as it stands in its file now, and whether that is still the file; or why it cannot be had.
fn record_of(trace: &Trace, db: &Path) -> Result<(Vec<u8>, FileState), String> {
    if trace.path == "-" {
        return Err("It came from standard input, which is not kept.".into());
    }
    let path = find(&trace.path, db)?;
    let cannot = |error: &dyn std::fmt::Display| format!("{} {error}.", path.display());
    let read_at = chrono::DateTime::parse_from_rfc3339(&trace.imported_at).ok().map(SystemTime::from);
    let state = reopen::compare_with_import(&path, trace.sha256.as_deref(), trace.bytes, read_at)
        .map_err(|error| cannot(&format!("cannot be read: {error}")))?;
    let origin = Origin {
        path: path.clone(),
        member: trace.member.clone(),
        record: trace.record as u64,
        byte_offset: trace.byte_offset as u64,
    };
    let location = RecordLocation { origin, length: trace.byte_length as u64 };
    let options = Options::from_settings(&trace.settings);
    match reopen::reread_record(&path, &location, &options) {
        Ok(Some(bytes)) => Ok((bytes, state)),
        Ok(None) if state == FileState::Changed => {
            Err(format!("{CHANGED} The record is not there any more."))
        }
        Ok(None) => Err(format!("{} has no such record.", path.display())),
        Err(_) if state == FileState::Changed => Err(format!("{CHANGED} It cannot be read any more.")),
        Err(error) => Err(cannot(&error)),
    }
}

/// Where a file is that was named from the folder of its import: here, or beside the archive.
fn find(named: &str, db: &Path) -> Result<PathBuf, String> {
    let beside = db.parent().unwrap_or(Path::new("")).join(named);
    let mut tried = vec![PathBuf::from(named)];
    if beside != tried[0] {
        tried.push(beside);
    }
    match tried.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => {
            let tried: Vec<String> = tried.iter().map(|path| path.display().to_string()).collect();
            Err(format!(
                "The file is not there now; looked for: {}. Go to the folder that it was imported from, or put it back.",
                tried.join(", ")
            ))
        }
    }
}
