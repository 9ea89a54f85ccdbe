//! `--import` and `--peek`, and what they mean together with a command's `--new`.

use std::ffi::OsString;

use crate::app::ask::scope::{AskScope, ImportChoice, WantedRows};
use crate::cli::{CliError, Global};

/// What of an answer is wanted
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ScopeOptions {
    /// Only what an import brought or changed: last, its number, or since DAY
    #[arg(long, value_name = "WHICH", value_parser = ImportChoice::parse)]
    import: Option<ImportChoice>,
    /// Like --new, and nothing is remembered
    #[arg(long)]
    peek: bool,
}

impl ScopeOptions {
    /// What the options mean, where `only_new` says whether --new was given.
    pub fn scope(&self, only_new: bool, global: &Global) -> AskScope {
        let rows = match (self.peek, only_new) {
            (true, _) => WantedRows::NewUnremembered,
            (false, true) => WantedRows::New,
            (false, false) => WantedRows::All,
        };
        let min_confidence = global.settings.min_confidence.value.map(|share| share.to_string());
        AskScope { imports: self.import.clone(), rows, min_confidence }
    }

    /// Whether one of them was given.
    pub fn is_given(&self) -> bool {
        self.peek || self.import.is_some()
    }
}

/// What of an answer is wanted that is drawn, or one of several
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ImportOption {
    /// Only what an import brought or changed: last, its number, or since DAY
    #[arg(long, value_name = "WHICH", value_parser = ImportChoice::parse)]
    import: Option<ImportChoice>,
    /// Taken in order to say why there is none.
    #[arg(long, hide = true)]
    new: bool,
}

impl ImportOption {
    /// What the option means for a command of this name.
    ///
    /// # Errors
    /// Where new rows are asked for.
    pub fn scope(&self, command: &str, global: &Global) -> Result<AskScope, CliError> {
        if self.new {
            return Err(CliError::Usage(format!(
                "{command} has no --new: it shows sums, of which a part is not new rows. --import last limits it to what the last \
                 import brought, and `presscut query NAME --new` gives the rows that are new"
            )));
        }
        let scope = ScopeOptions { import: self.import.clone(), peek: false };
        Ok(scope.scope(false, global))
    }
}

/// Makes one argument of `--import since DAY`, which an option with one value cannot take by itself.
pub fn join_import_days(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let is_since = argument == "since" && joined.last().is_some_and(|before| before == "--import")
            || argument == "--import=since";
        joined.push(argument);
        if is_since
            && let Some(day) = rest.next()
            && let Some(since) = joined.last_mut()
        {
            since.push(" ");
            since.push(day);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_since_is_part_of_the_option() {
        let joined = |words: &str| {
            let words = join_import_days(words.split(' ').map(OsString::from));
            words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(joined("news --import since 2031-03 -q"), ["news", "--import", "since 2031-03", "-q"]);
        assert_eq!(joined("news --import=since monday"), ["news", "--import=since monday"]);
        assert_eq!(joined("search since --import last"), ["search", "since", "--import", "last"]);
    }
}
