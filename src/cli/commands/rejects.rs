//! `presscut rejects`: the records that were not taken, each with its reason and its own bytes; and letting them in.

use std::io::{self, Write};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::app::readmit;
use crate::archive::ArchiveError;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::commands::import::{command_line, counted};
use crate::cli::{CliError, Global, Outcome};

/// List the records that were not taken, show one, or let them in
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut rejects -o rejects.csv\n          presscut rejects 5\n          presscut rejects --readmit 5"
)]
pub struct Args {
    /// Show this one, with its bytes
    #[arg(value_name = "ID", conflicts_with_all = ["readmit", "import", "rule"])]
    id: Option<i64>,
    /// Let these in as articles, now and whenever they are imported again; without numbers, all that are listed
    #[arg(long, value_name = "ID", num_args = 0.., conflicts_with = "import")]
    readmit: Option<Vec<i64>>,
    /// Of this import only
    #[arg(long, value_name = "ID")]
    import: Option<i64>,
    /// Turned away by this rule only: "error page", "cookie wall", "not JSON" …
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

const SQL: &str = "
    SELECT r.id, r.import_id AS import, r.path, r.member, r.record, r.rule, r.reason, r.byte_offset,
           CAST(r.raw AS TEXT) AS raw, r.readmitted_at
    FROM rejects r
    WHERE (:import IS NULL OR r.import_id = :import) AND (:rule IS NULL OR r.rule = :rule)
    ORDER BY r.id";

/// Lists, shows or lets in.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    if let Some(id) = args.id {
        return show(&archive, id);
    }
    if let Some(ids) = &args.readmit {
        let ids = if ids.is_empty() { not_let_in(&archive, args.rule.as_deref())? } else { ids.clone() };
        drop(archive);
        return let_in(&ids, global);
    }
    let values = [
        ("import".to_string(), args.import.map_or(Value::Null, Value::Integer)),
        ("rule".to_string(), args.rule.map_or(Value::Null, Value::Text)),
    ];
    args.output.answer(global, archive, SQL, &values, None)
}

/// Those that could be let in and are not.
fn not_let_in(archive: &Connection, rule: Option<&str>) -> Result<Vec<i64>, CliError> {
    let ids = archive
        .prepare(
            "SELECT id FROM rejects
             WHERE scrape IS NOT NULL AND readmitted_at IS NULL AND (?1 IS NULL OR rule = ?1) ORDER BY id",
        )
        .and_then(|mut found| found.query_map([rule], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>())
        .map_err(ArchiveError::from)?;
    if ids.is_empty() {
        return Err(CliError::Failed(
            "there is nothing to let in: `presscut rejects` lists what was turned away".into(),
        ));
    }
    Ok(ids)
}

fn let_in(ids: &[i64], global: &Global) -> Result<Outcome, CliError> {
    let report = readmit::readmit(&global.db, ids, &command_line())?;
    for (id, why) in &report.kept_out {
        eprintln!("reject {id} stays out: {why}");
    }
    let counts = report.counts;
    if !global.quiet {
        eprintln!(
            "{}: {} let in ({} new, {} unchanged, {} revised, {} duplicate)",
            global.db.display(),
            counted(counts.records(), "record"),
            counts.new,
            counts.unchanged,
            counts.revised,
            counts.duplicate
        );
    }
    match report.kept_out.is_empty() {
        true => Ok(Outcome::Done),
        false if counts.records() == 0 => Err(CliError::Failed("nothing was let in".into())),
        false => Ok(Outcome::SomeRejected),
    }
}

fn show(archive: &Connection, id: i64) -> Result<Outcome, CliError> {
    type Shown = (String, Option<String>, Option<i64>, String, String, Vec<u8>, i64, Option<String>);
    let found: Option<Shown> = archive
        .query_row(
            "SELECT path, member, record, rule, reason, raw, import_id, readmitted_at FROM rejects WHERE id = ?1",
            [id],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    row.get(7)?,
                ))
            },
        )
        .optional()
        .map_err(ArchiveError::from)?;
    let Some((path, member, record, rule, reason, raw, import, readmitted)) = found else {
        return Err(CliError::Failed(format!("there is no reject {id}: `presscut rejects` lists them")));
    };
    let mut out = io::stdout().lock();
    let place = [Some(path), member, record.map(|record| format!("record {record}"))];
    writeln!(out, "{}", place.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    writeln!(out, "{rule}: {reason}")?;
    writeln!(out, "import {import}")?;
    if let Some(when) = readmitted {
        writeln!(out, "let in at {when}")?;
    }
    writeln!(out)?;
    out.write_all(&raw)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}
