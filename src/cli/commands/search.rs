//! `presscut search`: full text, ranked, with snippets.

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::{Asked, Question};
use crate::cli::commands::query::seconds;
use crate::cli::{CliError, Global, Outcome};
use crate::query::catalogue::parameters;
use crate::query::catalogue::parameters::Kind;
use crate::query::sandbox::run;
use crate::query::search;
use crate::query::search::hit_marks::Marks;
use crate::query::search::parser::Typed;
use crate::query::search::rows::{Shape, Shown};
use crate::query::search::{Filters, Target};
use crate::query::{Answer, QueryError, facets};

/// Find articles or quotes by their words
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut search harbor bridge",
    after_help = "Words are looked for together, '\"a phrase\"' as it stands, 'ferr*' by its beginning; 'ferry -bus' \
                  leaves out what has the second word, 'ferry OR bus' finds either, 'ferry NEAR/5 bus' what has them close \
                  together. title:ferry looks in headlines, source:post in papers of that name, speaker:lind where Lind is \
                  quoted; after:2031-03 and before:2032 mean from that day on, and before it. Put what has such signs in \
                  quotation marks, so that the shell leaves it alone. Anything else is taken for words."
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
    /// Stop after so many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Searches.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let words = args.words.join(" ");
    let typed = Typed::read(&words);
    if typed.is_empty() {
        return Err(CliError::Usage(format!("there is no word to look for in {words:?}")));
    }
    let archive = open::reading(&global.db)?;
    let told = |name: &str, kind: Kind, text: &Option<String>| -> Result<Option<String>, CliError> {
        let Some(text) = text else { return Ok(None) };
        match parameters::value(name, &kind, text, &archive)? {
            rusqlite::types::Value::Text(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    };
    let filters = Filters {
        source: told("source", Kind::Source, &args.source)?,
        from: told("from", Kind::Date, &args.from)?,
        to: told("to", Kind::Date, &args.to)?,
    };
    let target = if args.quotes { Target::Quotes } else { Target::Articles };
    let found = search::found(&typed, target, &filters);
    let time = seconds(args.timeout)?;
    if args.count {
        let count = search::count(&found, target);
        return args.output.answer(global, archive, &count.sql, &count.values, time);
    }
    if let Some(facet) = &args.facet {
        let asked = Asked::begin(global, archive, time, args.output.describes())?;
        let plain = search::plain(&found, target);
        let sql = facets::by(&asked.archive, &plain.sql, facet)?;
        let question = Question { title: Some(&words), ..Question::of(&sql, &plain.values) };
        return args.output.write(global, &asked, &question);
    }
    let context = args.context.map(usize::from);
    let shape = match (args.kwic, target) {
        (true, _) => Shape::Lines(context.unwrap_or(8)),
        (false, Target::Quotes) if context.is_none() => Shape::Whole,
        (false, _) => Shape::Snippet(context.unwrap_or(16)),
    };
    let question = search::ranked(&found, target);
    let marks = Marks::of(&typed);
    let asked = Asked::begin(global, archive, time, args.output.describes())?;
    let named = Question { title: Some(&words), ..Question::of(&question.sql, &question.values) };
    args.output.write_by(global, Some(&asked), &named, 1, |sink| {
        let mut shown = Shown::new(sink, &marks, shape, args.output.limit());
        let answer =
            run::run(&asked.archive, &question.sql, &question.values, None, &asked.clock, &mut shown);
        counted_as_shown(answer, &shown)
    })
}

/// The answer, with the rows that were given and not those that were found.
fn counted_as_shown(answer: Result<Answer, QueryError>, shown: &Shown) -> Result<Answer, QueryError> {
    let rows = shown.rows();
    match answer {
        Err(_) if shown.limited() => Ok(Answer::RowLimit { rows }),
        Ok(Answer::Complete { .. }) => Ok(Answer::Complete { rows }),
        Ok(Answer::TimeLimit { .. }) => Ok(Answer::TimeLimit { rows }),
        other => other,
    }
}
