//! `presscut sql`: any SELECT, read-only and limited in time; with `--write`, a change, after a backup.

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use chrono::Utc;
use rusqlite::types::Value;

use crate::app::backup;
use crate::app::backup::BackupRequest;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::Question;
use crate::cli::commands::query::{ParameterOptions, seconds};
use crate::cli::terminal::watchdog::Watchdog;
use crate::cli::{CliError, Global, Outcome};
use crate::query::catalogue::user_queries;
use crate::query::catalogue::user_queries::Folders;
use crate::query::sandbox;
use crate::query::sandbox::{lex, plan, run};
use crate::query::write::{Changed, Keep, Write};

/// Run any SELECT; without --write nothing that it is asked changes the archive
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut sql \"SELECT title, word_count FROM articles ORDER BY word_count DESC\" --limit 10",
    after_help = "`presscut schema` shows tables and columns, `presscut schema --functions` the functions beyond SQLite's own. \
                  Several statements, parted by semicolons, give a table or a sheet of a workbook each."
)]
pub struct Args {
    /// The SQL; @FILE reads it from a file, - from standard input
    #[arg(value_name = "SQL", required_unless_present = "file", conflicts_with = "file")]
    sql: Option<String>,
    /// Read the SQL from a file
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// Stop after so many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
    /// Say in words how it would be answered: which index is used, and what is read whole
    #[arg(long, conflicts_with = "write")]
    explain: bool,
    /// Let it change rows, all of it or nothing, after a backup
    #[arg(long)]
    write: bool,
    /// Where --write puts the backup [default: beside the archive, with the time in its name]
    #[arg(long, value_name = "FILE", requires = "write")]
    backup: Option<PathBuf>,
    /// With --write: count what would change, and change nothing
    #[arg(long, requires = "write")]
    dry_run: bool,
    /// Keep it as a query of your own, in queries/ beside the archive: `presscut query NAME` runs it
    /// from then on
    #[arg(long, value_name = "NAME", conflicts_with_all = ["write", "explain"])]
    save: Option<String>,
    #[command(flatten)]
    output: OutputOptions,
}

/// Runs it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let sql = text(&args)?;
    let values: Vec<(String, Value)> =
        args.parameters.given()?.into_iter().map(|(name, text)| (name, guess(text))).collect();
    if args.write {
        return write(&args, global, &sql, &values);
    }
    let mut archive = open::reading(&global.db)?;
    if let Some(name) = &args.save {
        sandbox::close_in(&mut archive, None)?;
        return save(global, &archive, name, &sql);
    }
    if args.explain {
        return explain(archive, &sql, &values);
    }
    args.output.answer_all(global, archive, &sql, &values, seconds(args.timeout)?)
}

fn text(args: &Args) -> Result<String, CliError> {
    let from_file = |path: &Path| {
        std::fs::read_to_string(path)
            .map_err(|error| CliError::Failed(format!("{} cannot be read: {error}", path.display())))
    };
    match (&args.file, args.sql.as_deref()) {
        (Some(path), _) => from_file(path),
        (None, Some("-")) => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            Ok(text)
        }
        (None, Some(sql)) => match sql.strip_prefix('@') {
            Some(path) => from_file(path.as_ref()),
            None => Ok(sql.to_string()),
        },
        (None, None) => Ok(String::new()),
    }
}

/// A whole number is one if it is written as one: "007" and "1e3" stay text.
pub(crate) fn guess(text: String) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::Integer(number),
        _ => Value::Text(text),
    }
}

/// Keeps the SQL, if SQLite can read it.
fn save(global: &Global, archive: &rusqlite::Connection, name: &str, sql: &str) -> Result<Outcome, CliError> {
    let statements = lex::statements(sql);
    let [one] = &statements[..] else {
        return Err(CliError::Usage(format!("a query is one statement, and there are {}", statements.len())));
    };
    run::readable(archive, one.text)?;
    let path = user_queries::save_query(Folders::of(&global.db, None).new_queries(), name, sql)?;
    if !global.quiet {
        eprintln!("{}: run it with `presscut query {name}`", path.display());
    }
    Ok(Outcome::Done)
}

fn explain(
    mut archive: rusqlite::Connection,
    sql: &str,
    values: &[(String, Value)],
) -> Result<Outcome, CliError> {
    let _clock = sandbox::close_in(&mut archive, None)?;
    let mut out = std::io::stdout().lock();
    for (number, one) in lex::statements(sql).iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        for line in plan::in_words(&archive, one.text, values)? {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Backs up, changes, and says what changed.
fn write(args: &Args, global: &Global, sql: &str, values: &[(String, Value)]) -> Result<Outcome, CliError> {
    // No archive is made where there is none, and an old one is not brought up to date before its backup.
    let archive = open::reading(&global.db)?;
    let lock = WriterLock::take_if_free(&global.db)?;
    let say = |text: String| {
        if !global.quiet {
            eprintln!("{text}");
        }
    };
    let mut backed_up = None;
    if !args.dry_run {
        let to = args.backup.clone().unwrap_or_else(|| beside(&global.db));
        let copy = backup::run(&BackupRequest { archive: global.db.clone(), to: to.clone() })?;
        backed_up = Some((to, copy.bytes));
    }
    drop(archive);
    let changes = Write::begin(&global.db, seconds(args.timeout)?, lock)?;
    let _watchdog = Watchdog::over(changes.clock());
    let keep = if args.dry_run { Keep::Nothing } else { Keep::All };
    let mut changed = Vec::new();
    let results = lex::statements(sql).iter().filter(|one| gives_rows(one.text)).count();
    let rows = args.output.write_by(global, None, &Question::of(sql, values), results, |sink| {
        let (answer, tables) = changes.run(sql, values, keep, sink)?;
        changed = tables;
        Ok(answer)
    });
    let nothing = || {
        say("nothing was changed".into());
        if let (Some((copy, _)), None) = (&backed_up, &args.backup) {
            // Of an archive that is as it was: not worth a word if it stays.
            let _ = std::fs::remove_file(copy);
        }
    };
    match rows {
        Err(error) => {
            nothing();
            return Err(error);
        }
        Ok(outcome @ (Outcome::Stopped | Outcome::Interrupted)) => {
            nothing();
            return Ok(outcome);
        }
        Ok(_) => {}
    }
    if let Some((copy, size)) = &backed_up {
        say(format!("backup: {}, {:.1} MB", copy.display(), *size as f64 / 1e6));
    }
    let would = if args.dry_run { "would be " } else { "" };
    for table in &changed {
        say(format!("{}: {}", table.table, in_words(table, would)));
    }
    match (changed.is_empty(), args.dry_run) {
        (true, _) => say("no row was changed".into()),
        (false, true) => say("nothing was changed: this was a dry run".into()),
        (false, false) => say("`presscut check` proves that the archive keeps its promises".into()),
    }
    Ok(Outcome::Done)
}

/// Whether a statement that may change something has a result.
fn gives_rows(statement: &str) -> bool {
    let tokens = lex::tokens(statement);
    let reads = ["SELECT", "VALUES", "EXPLAIN"];
    tokens.first().is_some_and(|first| reads.iter().any(|word| first.is(word)))
        || tokens.iter().any(|token| token.is("RETURNING"))
}

/// "2 added, 1 deleted"
fn in_words(table: &Changed, would: &str) -> String {
    let each = [(table.added, "added"), (table.changed, "changed"), (table.deleted, "deleted")];
    let said: Vec<String> = each
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {would}{what}"))
        .collect();
    said.join(", ")
}

/// "presscut-before-20310316T081500Z.db", of the archive "presscut.db".
fn beside(archive: &Path) -> PathBuf {
    let stem = archive.file_stem().unwrap_or_default().to_string_lossy();
    let extension = archive.extension().map_or("db".into(), |extension| extension.to_string_lossy());
    let now = Utc::now().format("%Y%m%dT%H%M%SZ");
    let name = |number: u32| match number {
        1 => archive.with_file_name(format!("{stem}-before-{now}.{extension}")),
        number => archive.with_file_name(format!("{stem}-before-{now}-{number}.{extension}")),
    };
    let mut number = 1;
    while name(number).exists() {
        number += 1;
    }
    name(number)
}
