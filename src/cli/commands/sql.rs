//! `presscut sql`: any SELECT, read-only and limited in time; with `--write`, a change, after a backup.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::app::ask::change::{ChangeError, ChangeOutcome, ChangeRequest, Keep, TableChange, change_archive};
use crate::app::ask::sql::{SqlRequest, explain_sql, run_sql, save_sql};
use crate::cli::args::chart_options::ChartOptions;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::{report_rows, say};
use crate::cli::args::scope_options::ScopeOptions;
use crate::cli::args::time_limit::seconds;
use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};
use crate::text::text_file::{read_text, read_text_file};

/// Run any SELECT; without --write nothing changes the archive
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut sql \"SELECT title, word_count FROM articles ORDER BY word_count DESC\" --limit 10",
    after_help = "`presscut schema` shows tables and columns, `presscut schema --functions` the functions beyond SQLite's own. \
                  Several statements, separated by semicolons, give a table or a sheet of a workbook each."
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
    /// Stop after this many seconds; 0 for no limit
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
    /// Only rows that were not there when you last asked this with --new
    #[arg(long, conflicts_with_all = ["write", "explain", "save"])]
    new: bool,
    #[command(flatten)]
    scope: ScopeOptions,
    #[command(flatten)]
    chart: ChartOptions,
    #[command(flatten)]
    output: OutputOptions,
}

/// Runs it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let sql = read_sql(&args)?;
    let parameters = args.parameters.given()?;
    if args.write && args.scope.is_given() {
        return Err(CliError::Usage("--import and --peek are for reading: leave --write out".into()));
    }
    if args.write {
        return change(&args, global, &sql, &parameters);
    }
    if let Some(name) = &args.save {
        let path = save_sql(&global.db, name, &sql)?;
        say(global, &format!("{}: run it with `presscut query {name}`", path.display()));
        return Ok(Outcome::Done);
    }
    if args.explain {
        return explain(global, &sql, &parameters);
    }
    let plan = args.output.plan_drawn(seconds(args.timeout)?, &args.chart)?;
    let scope = args.scope.scope(args.new, global);
    let request =
        SqlRequest { archive: &global.db, sql: &sql, parameters: &parameters, scope: &scope, plan: &plan };
    Ok(report_rows(global, &run_sql(&request)?))
}

fn read_sql(args: &Args) -> Result<String, CliError> {
    let from_file = |path: &Path| {
        read_text_file(path)
            .map_err(|error| CliError::Failed(format!("{} cannot be read: {error}", path.display())))
    };
    match (&args.file, args.sql.as_deref()) {
        (Some(path), _) => from_file(path),
        (None, Some("-")) => {
            let text = read_text(std::io::stdin().lock());
            text.map_err(|error| CliError::Failed(format!("standard input cannot be read: {error}")))
        }
        (None, Some(sql)) => match sql.strip_prefix('@') {
            Some(path) => from_file(path.as_ref()),
            None => Ok(sql.to_string()),
        },
        (None, None) => Ok(String::new()),
    }
}

fn explain(global: &Global, sql: &str, parameters: &[(String, String)]) -> Result<Outcome, CliError> {
    let mut out = page_out();
    for (number, plan) in explain_sql(&global.db, sql, parameters)?.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        for line in plan {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Backs up, changes, and says what changed.
fn change(
    args: &Args,
    global: &Global,
    sql: &str,
    parameters: &[(String, String)],
) -> Result<Outcome, CliError> {
    let keep = if args.dry_run { Keep::Nothing } else { Keep::All };
    let plan = args.output.plan(seconds(args.timeout)?)?;
    let backup = args.backup.as_deref();
    let request = ChangeRequest { archive: &global.db, sql, parameters, keep, backup, plan: &plan };
    match change_archive(&request) {
        Ok(outcome) => Ok(report_change(global, &outcome, keep)),
        Err(ChangeError::NotBegun(error)) => Err(error.into()),
        Err(ChangeError::TakenBack(error)) => {
            say(global, "nothing was changed");
            Err(error.into())
        }
    }
}

fn report_change(global: &Global, outcome: &ChangeOutcome, keep: Keep) -> Outcome {
    let ended = report_rows(global, &outcome.rows);
    if ended != Outcome::Done {
        say(global, "nothing was changed");
        return ended;
    }
    if let Some((copy, bytes)) = &outcome.backup {
        say(global, &format!("backup: {}, {:.1} MB", copy.display(), *bytes as f64 / 1e6));
    }
    let would = if keep == Keep::Nothing { "would be " } else { "" };
    for table in &outcome.changed {
        say(global, &format!("{}: {}", table.table, in_words(table, would)));
    }
    say(
        global,
        match (outcome.changed.is_empty(), keep) {
            (true, _) => "no row was changed",
            (false, Keep::Nothing) => "nothing was changed: this was a dry run",
            (false, Keep::All) => "`presscut check` proves that the archive keeps its promises",
        },
    );
    ended
}

/// "2 added, 1 deleted"
fn in_words(table: &TableChange, would: &str) -> String {
    let each = [(table.added, "added"), (table.changed, "changed"), (table.deleted, "deleted")];
    let said: Vec<String> = each
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {would}{what}"))
        .collect();
    said.join(", ")
}
