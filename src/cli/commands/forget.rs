//! `presscut forget`: articles removed for good, after a question.

use std::io::{self, IsTerminal, Write};

use crate::app::ask::selection::Selection;
use crate::app::forget;
use crate::app::forget::{Copies, Erasure, ForgetChoice, ForgetOutcome, ForgetPlan, Reason};
use crate::cli::args::list_output::write_list;
use crate::cli::args::mark_targets::article_number;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reason::WhoOptions;
use crate::cli::args::selection::SelectionOptions;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Articles that are named at most before they go.
const MAX_NAMED_ARTICLES: usize = 10;

/// Remove articles for good, and keep them out of later imports
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut forget 12 15 --reason \"correction of 3 May\"\n          \
                   presscut forget --url https://post.example/a --yes\n          \
                   presscut forget --source \"The Harbour Post\" --before 2020-01-01 --dry-run",
    after_help = "Text, versions, quotes, tags, notes, rejected records and names that only these articles had are deleted, and the \
                  file is written anew, so that no byte of them is left in it. What stays is an entry without text, which keeps an \
                  article out of later imports: `presscut import --readmit` lets it in again. This cannot be undone, by \
                  `presscut imports undo` neither; backups still have the articles."
)]
pub struct Args {
    /// Numbers of articles; - reads them from standard input, one a line
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The article with this address
    #[arg(long = "url", value_name = "URL")]
    addresses: Vec<String>,
    #[command(flatten)]
    selection: SelectionOptions,
    /// All articles of this source
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ids", "addresses", "search", "query"])]
    source: Option<String>,
    /// All articles published before this day
    #[arg(long, value_name = "DAY", conflicts_with_all = ["ids", "addresses", "search", "query"])]
    before: Option<String>,
    /// Other articles with just the same text too
    #[arg(long)]
    copies: bool,
    /// Why, for the list of what was forgotten: no word of the articles should be in it
    #[arg(long, visible_alias = "why", value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    who: WhoOptions,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Say what would be forgotten, and change nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// List what was forgotten
    #[arg(long, conflicts_with_all = ["ids", "addresses", "search", "query", "source", "before", "finish"])]
    list: bool,
    /// Write the file anew where that could not be done when articles were forgotten
    #[arg(long, conflicts_with_all = ["ids", "addresses", "search", "query", "source", "before"])]
    finish: bool,
    #[command(flatten)]
    output: OutputOptions,
}

/// Forgets.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    if args.list {
        return write_list(&args.output, &forget::list(), global);
    }
    if args.finish {
        let erasure = forget::finish(&global.db)?;
        return report_erasure(&Ok(erasure), global);
    }
    let ids = article_numbers(&args.ids)?;
    let selection = args.selection.into_selection(global)?;
    let chosen = Selection {
        ids: &ids,
        search: selection.search.as_deref(),
        query: selection.query.as_ref().map(|(query, parameters)| (query, parameters.as_slice())),
        ..Selection::default()
    };
    let is_whole = args.source.is_none() && args.before.is_none();
    if chosen.is_empty() && args.addresses.is_empty() && is_whole && args.ids.is_empty() {
        let what = "say which articles: their numbers, --url, --search, --query, --source or --before";
        return Err(CliError::Usage(what.into()));
    }
    let plan = forget::plan(&ForgetChoice {
        archive: &global.db,
        selection: &chosen,
        urls: &args.addresses,
        source: args.source.as_deref(),
        before: args.before.as_deref(),
        copies: if args.copies { Copies::Go } else { Copies::Stay },
        time: selection.time,
    })?;
    if args.dry_run || !args.yes {
        describe(&plan, global);
    }
    if args.dry_run {
        say_line("nothing was changed");
        return Ok(Outcome::Done);
    }
    if !args.yes && !confirm(&plan)? {
        return Err(CliError::Failed("nothing was forgotten".into()));
    }
    let reason = Reason { by: args.who.into_name(), why: args.reason };
    let outcome = forget::run(&global.db, &plan, &reason)?;
    report(&outcome, &plan, global)
}

/// The numbers that were given; "-" is those on standard input. A line of a table may have more columns: the number is in
/// the first.
fn article_numbers(words: &[String]) -> Result<Vec<i64>, CliError> {
    let mut ids = Vec::new();
    for word in words {
        match word.as_str() {
            "-" => {
                for (at, line) in io::read_to_string(io::stdin())?.lines().enumerate() {
                    let cell =
                        line.split([',', '\t', ' ', '|']).find(|cell| !cell.is_empty()).unwrap_or_default();
                    match article_number(cell.trim_matches('"')) {
                        Some(id) => ids.push(id),
                        // The head of a table, and empty lines.
                        None if at == 0 || cell.is_empty() => {}
                        None => {
                            let what =
                                format!("line {} of standard input begins with no number: {line}", at + 1);
                            return Err(CliError::Usage(what));
                        }
                    }
                }
            }
            word => ids.push(article_number(word).ok_or_else(|| {
                CliError::Usage(format!(
                    "{word} is not the number of an article, as `presscut search WORDS` lists them"
                ))
            })?),
        }
    }
    Ok(ids)
}

fn describe(plan: &ForgetPlan, global: &Global) {
    let teasers: i64 = plan.articles.iter().map(|article| article.teasers).sum();
    let with = match teasers {
        0 => String::new(),
        n => format!(" with {}", count_phrase(n as u64, "teaser")),
    };
    say_line(&format!(
        "{}: {}{with} would be removed for good:",
        global.db.display(),
        count_phrase(plan.articles.len() as u64, "article")
    ));
    for article in plan.articles.iter().take(MAX_NAMED_ARTICLES) {
        say_line(&format!("  {}", line_of(article)));
    }
    let more = plan.articles.len().saturating_sub(MAX_NAMED_ARTICLES);
    if more > 0 {
        say_line(&format!("  and {more} more"));
    }
    name_copies(plan);
}

fn line_of(article: &forget::ChosenArticle) -> String {
    let place = [article.source.as_deref(), article.published.as_deref()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    format!("{}  {} ({})", article.id, article.title, place.join(", "))
}

/// Other articles say the same, word for word.
fn name_copies(plan: &ForgetPlan) {
    if plan.copies.is_empty() {
        return;
    }
    let names: Vec<String> = plan.copies.iter().take(MAX_NAMED_ARTICLES).map(line_of).collect();
    let more = match plan.copies.len().saturating_sub(MAX_NAMED_ARTICLES) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    say_line(&format!("with just the same text, and staying without --copies: {}{more}", names.join("; ")));
}

/// Asks on the terminal.
fn confirm(plan: &ForgetPlan) -> Result<bool, CliError> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let what =
            "nothing was forgotten: this asks on a terminal; where there is none, --yes says so beforehand";
        return Err(CliError::Failed(what.into()));
    }
    let mut err = io::stderr().lock();
    write!(
        err,
        "Forget {}? It cannot be undone. [y/N] ",
        count_phrase(plan.articles.len() as u64, "article")
    )?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn report(outcome: &ForgetOutcome, plan: &ForgetPlan, global: &Global) -> Result<Outcome, CliError> {
    let forgotten = outcome.forgotten;
    if !global.quiet {
        let parts = [
            (forgotten.teasers, "teaser"),
            (forgotten.revisions, "earlier version"),
            (forgotten.rejects, "rejected record"),
        ];
        let with: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| count_phrase(*count, what))
            .collect();
        let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(", ")) };
        say_line(&format!(
            "{}: {} forgotten{with}",
            global.db.display(),
            count_phrase(forgotten.articles, "article")
        ));
        name_copies(plan);
    }
    for backup in &outcome.backups {
        say_line(&format!(
            "{} is a copy from before and may still have them: delete it if it has to go",
            backup.display()
        ));
    }
    report_erasure(&outcome.erasure, global)
}

fn report_erasure(erasure: &Result<Erasure, String>, global: &Global) -> Result<Outcome, CliError> {
    let db = global.db.display();
    match erasure {
        Ok(Erasure::Complete) => {
            if !global.quiet {
                say_line(&format!("{db} was written anew: no trace of them is left in it"));
            }
            Ok(Outcome::Done)
        }
        Ok(Erasure::HeldByReaders) => Err(CliError::Failed(format!(
            "they are forgotten, but another program has {db} open, and {db}-wal holds what was there: \
             close it, then run `presscut forget --finish`"
        ))),
        Err(error) => Err(CliError::Failed(format!(
            "they are forgotten, but {db} may hold traces of them, since it could not be written anew: {error}. \
             Then run `presscut forget --finish`"
        ))),
    }
}
