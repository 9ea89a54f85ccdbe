//! `presscut search`: full text, ranked, with snippets.

use crate::app::ask::search::{SearchFilters, SearchForm, SearchRequest, SearchTarget, run_search};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::args::scope_options::ScopeOptions;
use crate::cli::args::time_limit::seconds;
use crate::cli::{CliError, Global, Outcome};

/// Words to each side of a hit.
const KWIC_WORDS: usize = 8;

/// Find articles or quotes by their words
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut search harbor bridge",
    after_help = "Words are looked for together, '\"a phrase\"' as written, 'ferr*' by its beginning; 'ferry -bus' \
                  leaves out what has the second word, 'ferry OR bus' finds either, 'ferry NEAR/5 bus' what has them close \
                  together. title:ferry looks in headlines, source:post in papers of that name, speaker:lind where Lind is \
                  quoted; after:2031-03 and before:2032 mean from that day on, and before it. Put what has such signs in \
                  quotation marks, so that the shell leaves it alone. Anything else counts as words."
)]
pub struct Args {
    /// The words
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// Look through quotes, and give a row for each
    #[arg(long)]
    quotes: bool,
    /// Of this source only
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// With this tag: articles, or with --quotes what they quote
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// How many words a snippet has [default: 16]; with --kwic, how many to each side [default: 8]
    #[arg(long, value_name = "WORDS", value_parser = clap::value_parser!(u16).range(1..=500))]
    context: Option<u16>,
    /// A row for each hit: what is left of it, the hit, what is right of it
    #[arg(long, group = "shape")]
    kwic: bool,
    /// How many there are
    #[arg(long, group = "shape")]
    count: bool,
    /// How many there are for each source, year, month, type, speaker, section or language
    #[arg(long, value_name = "WHAT", group = "shape")]
    facet: Option<String>,
    /// Only what was not found when you last searched for this with --new
    #[arg(long)]
    new: bool,
    #[command(flatten)]
    scope: ScopeOptions,
    /// Stop after this many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Searches.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let plan = args.output.plan(seconds(args.timeout)?)?;
    let context = args.context.map(usize::from);
    let form = match &args.facet {
        Some(facet) => SearchForm::Facet(facet),
        None if args.count => SearchForm::Count,
        None if args.kwic => SearchForm::Kwic(context.unwrap_or(KWIC_WORDS)),
        None => SearchForm::Snippets(context),
    };
    let request = SearchRequest {
        archive: &global.db,
        words: &args.words.join(" "),
        target: if args.quotes { SearchTarget::Quotes } else { SearchTarget::Articles },
        filters: SearchFilters {
            source: args.source.as_deref(),
            from: args.from.as_deref(),
            to: args.to.as_deref(),
            tag: args.tag.as_deref(),
        },
        form,
        scope: &args.scope.scope(args.new, global),
        plan: &plan,
    };
    Ok(report_rows(global, &run_search(&request)?))
}
