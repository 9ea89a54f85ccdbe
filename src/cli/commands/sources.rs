//! `presscut sources`: the papers, and how each writes dates like 03/04/2024.

use rusqlite::Connection;

use crate::app::reanalyze::Extractors;
use crate::archive::ArchiveError;
use crate::archive::articles::date_disambiguation;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::model::DateOrder;

/// List the sources, or say how one writes its dates
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut sources\n          presscut sources set \"The Harbour Post\" --dayfirst",
    args_conflicts_with_subcommands = true
)]
pub struct Args {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Set(Set),
}

/// Say how a source writes dates like 03/04/2024; what is in the archive is read again, and later imports keep to it
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("rule").required(true)))]
struct Set {
    /// The source's name or domain, as `presscut sources` lists them
    #[arg(value_name = "NAME")]
    name: String,
    /// 03/04/2024 is 3 April
    #[arg(long, group = "rule")]
    dayfirst: bool,
    /// 03/04/2024 is March 4
    #[arg(long, group = "rule")]
    monthfirst: bool,
    /// Let its other dates decide, as before
    #[arg(long, group = "rule")]
    forget: bool,
}

const SQL: &str = "
    SELECT s.id, s.name, s.domain, count(a.id) AS articles, min(a.published_day) AS first_day,
           max(a.published_day) AS last_day, d.rule AS date_rule,
           count(CASE WHEN a.digits_order = 'day first' THEN 1 END) AS day_first_seen,
           count(CASE WHEN a.digits_order = 'month first' THEN 1 END) AS month_first_seen,
           count(CASE WHEN a.date_order = 'undecided' THEN 1 END) AS undecided
    FROM sources s
    LEFT JOIN articles a ON a.source_id = s.id AND a.kind = 'article'
    LEFT JOIN date_orders d ON d.source_id = s.id
    GROUP BY s.id, s.name, s.domain, d.rule
    ORDER BY s.name, s.id";

/// Lists or changes.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let Some(Change::Set(set)) = args.change else {
        return args.output.answer(global, archive, SQL, &[], None);
    };
    drop(archive);
    let rule = match (set.dayfirst, set.monthfirst) {
        (true, _) => Some(DateOrder::DayFirst),
        (_, true) => Some(DateOrder::MonthFirst),
        (false, false) => None,
    };
    let _lock = WriterLock::take_if_free(&global.db)?;
    let archive = open::writing(&global.db)?;
    let changed = change(&archive, &set.name, rule)?;
    open::close(archive)?;
    if !global.quiet {
        let dates = if changed == 1 { "1 date was".to_string() } else { format!("{changed} dates were") };
        eprintln!("{}: {dates} read in another way", set.name);
    }
    Ok(Outcome::Done)
}

fn change(archive: &Connection, name: &str, rule: Option<DateOrder>) -> Result<u64, CliError> {
    let sql = "SELECT id FROM sources WHERE name = ?1 OR domain = lower(?1) ORDER BY name = ?1 DESC LIMIT 1";
    let found = archive.query_row(sql, [name], |row| row.get(0));
    let source: i64 = match found {
        Ok(source) => source,
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            return Err(CliError::Usage(format!(
                "there is no source “{name}”: `presscut sources` lists them"
            )));
        }
        Err(error) => return Err(ArchiveError::from(error).into()),
    };
    archive.execute_batch("BEGIN IMMEDIATE").map_err(ArchiveError::from)?;
    date_disambiguation::set_rule(archive, source, rule)?;
    let changed = date_disambiguation::settle(archive, Some(source), None, &Extractors::default())?;
    archive.execute_batch("COMMIT").map_err(ArchiveError::from)?;
    Ok(changed)
}
