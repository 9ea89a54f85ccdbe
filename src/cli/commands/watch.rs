//! `presscut watch`: questions that `presscut news` asks.

use std::path::PathBuf;

use crate::app::ask::question::Question;
use crate::app::ask::watch::{WatchRequest, list_watches, remove_watch};
use crate::cli::args::list_output::write_rows;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::{count_of_rows, say};
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::{CliError, Global, Outcome};

/// Keep questions whose new rows `presscut news` shows
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut watch add lind --query quotes-by-speaker -p speaker \"Marek Lind\"\n          \
                   presscut watch add fares --search \"ferry fares\"\n          presscut watch remove fares",
    args_conflicts_with_subcommands = true
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    output: OutputOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(Box<Add>),
    /// List them
    List {
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Remove one
    Remove {
        /// Its name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// Keep a question: a canned query, a search or SQL
#[derive(Debug, clap::Args)]
struct Add {
    /// What it is called; without --query, --search and --sql, the canned query of this name
    #[arg(value_name = "NAME")]
    name: String,
    /// A canned query
    #[arg(long, value_name = "QUERY", group = "question")]
    query: Option<String>,
    /// A search, in the words of `presscut search`
    #[arg(long, value_name = "WORDS", group = "question")]
    search: Option<String>,
    /// A SELECT
    #[arg(long, value_name = "SQL", group = "question")]
    sql: Option<String>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// With --search: look through quotes
    #[arg(long, requires = "search")]
    quotes: bool,
    /// A folder with queries of your own
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
}

/// Lists, adds or removes.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    match args.command {
        None => list(&args.output, global),
        Some(Command::List { output }) => list(&output, global),
        Some(Command::Add(add)) => keep(&add, global),
        Some(Command::Remove { name }) => {
            remove_watch(&global.db, &name)?;
            say(global, &format!("{name} is watched no more"));
            Ok(Outcome::Done)
        }
    }
}

fn list(output: &OutputOptions, global: &Global) -> Result<Outcome, CliError> {
    let watches = list_watches(&global.db)?;
    let rows =
        watches.into_iter().map(|watch| [watch.name.into(), watch.question.into(), watch.added_at.into()]);
    write_rows(output, ["name", "question", "added_at"], rows, global)
}

fn keep(add: &Add, global: &Global) -> Result<Outcome, CliError> {
    let question = question_of(add)?;
    let request = WatchRequest {
        archive: &global.db,
        queries: add.queries.as_deref(),
        time: time_limit(seconds(add.timeout)?),
    };
    let rows = request.add(&add.name, &question)?;
    let there = count_of_rows(rows);
    say(global, &format!("{}: {there} now; `presscut news` shows what comes after", add.name));
    Ok(Outcome::Done)
}

/// The question that the options mean.
fn question_of(add: &Add) -> Result<Question, CliError> {
    let given = add.parameters.given()?;
    if let Some(words) = &add.search {
        let filters = ["source", "from", "to", "tag"];
        if let Some((name, _)) = given.iter().find(|(name, _)| !filters.contains(&name.as_str())) {
            return Err(CliError::Usage(format!(
                "a search has no parameter {name}: it has {}",
                filters.join(", ")
            )));
        }
        let filters = given.into_iter().collect();
        return Ok(Question::Search { words: words.clone(), quotes: add.quotes, filters, form: None });
    }
    let parameters = given.into_iter().collect();
    Ok(match &add.sql {
        Some(sql) => Question::Sql { sql: sql.clone(), parameters },
        None => {
            let name = add.query.clone().unwrap_or_else(|| add.name.clone());
            Question::Query { name, parameters, facet: None }
        }
    })
}
