//! What a tag or a note is put on, beside the numbers of articles.

use crate::app::ask::sql::TimeLimit;
use crate::app::desk::mark::Targets;
use crate::cli::args::row_numbers;
use crate::cli::args::selection::SelectionOptions;
use crate::cli::{CliError, Global};

/// What is marked
#[derive(Debug, clap::Args)]
pub(crate) struct TargetOptions {
    /// A quote, by its number
    #[arg(long = "quote", value_parser = row_numbers::quote, value_name = "ID")]
    quotes: Vec<i64>,
    /// An entity, by any of its names or its number
    #[arg(long = "entity", value_name = "NAME")]
    entities: Vec<String>,
    #[command(flatten)]
    selection: SelectionOptions,
    /// The quotes that --search or --query gives, rather than the articles
    #[arg(long = "quotes")]
    found_quotes: bool,
}

impl TargetOptions {
    /// What the options and numbers of articles mean, and how long it may take to find them.
    ///
    /// # Errors
    /// Where nothing is named, or a query is wrong.
    pub fn into_targets(self, articles: Vec<i64>, global: &Global) -> Result<(Targets, TimeLimit), CliError> {
        let selection = self.selection.into_selection(global)?;
        if self.found_quotes && selection.search.is_none() && selection.query.is_none() {
            return Err(CliError::Usage("--quotes goes with --search or --query".into()));
        }
        let targets = Targets {
            articles,
            quotes: self.quotes,
            entities: self.entities,
            search: selection.search,
            query: selection.query,
            found_quotes: self.found_quotes,
        };
        if targets.is_empty() {
            let what = "say what: the numbers of articles, --quote ID, --entity NAME, --search WORDS or --query NAME";
            return Err(CliError::Usage(what.into()));
        }
        Ok((targets, selection.time))
    }
}

/// The number of an article, if a word is one: "12" or "#12".
pub(crate) fn article_number(word: &str) -> Option<i64> {
    let digits = word.strip_prefix('#').unwrap_or(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number that is too large for any row is that of no article.
    Some(digits.parse().unwrap_or(i64::MAX))
}
