//! Articles named by what finds them: a search, or a canned query with its parameters.

use clap::Args;

use crate::app::ask::canned::{CannedQuery, find_query};
use crate::app::ask::sql::TimeLimit;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::{CliError, Global};

/// Articles by a search or a canned query
#[derive(Debug, Clone, Args)]
pub(crate) struct SelectionOptions {
    /// What `presscut search` finds with these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// What this canned query gives, with the parameters of -p
    #[arg(long, value_name = "NAME")]
    query: Option<String>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// Give up finding them after this many seconds; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
}

/// What such options mean.
pub(crate) struct ChosenSelection {
    /// The words of a search.
    pub search: Option<String>,
    /// A query, and its parameters.
    pub query: Option<(CannedQuery, Vec<(String, String)>)>,
    /// How long both may take.
    pub time: TimeLimit,
}

impl SelectionOptions {
    /// What the options mean.
    ///
    /// # Errors
    /// Where there is no such query, or parameters are given without one.
    pub fn into_selection(self, global: &Global) -> Result<ChosenSelection, CliError> {
        let parameters = self.parameters.given()?;
        let query = match self.query {
            Some(name) => Some((find_query(&global.db, None, &name)?, parameters)),
            None if parameters.is_empty() => None,
            None => return Err(CliError::Usage("-p goes with --query NAME".into())),
        };
        Ok(ChosenSelection { search: self.search, query, time: time_limit(seconds(self.timeout)?) })
    }
}
