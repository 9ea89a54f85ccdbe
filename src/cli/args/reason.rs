//! `--why` and `--by`: who decides, and why. One meaning for every command that decides something.

use crate::app::entities::curate::Reason;

/// Who decides, and why
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReasonOptions {
    /// Why, for those who read the history
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    #[command(flatten)]
    who: WhoOptions,
}

/// Who decides
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct WhoOptions {
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl ReasonOptions {
    /// What the options mean.
    pub fn into_reason(self) -> Reason {
        Reason { by: self.who.into_name(), why: self.why }
    }
}

/// Who decides where neither an option nor the computer says.
const NOBODY_KNOWN: &str = "unknown";

impl WhoOptions {
    /// The name of who decides.
    pub fn into_name(self) -> String {
        self.by.filter(|name| !name.trim().is_empty()).unwrap_or_else(user_or_unknown)
    }
}

/// The user's name on this computer.
pub(crate) fn user_or_unknown() -> String {
    let given = |variable: &&str| std::env::var(variable).ok().filter(|name| !name.trim().is_empty());
    ["USER", "LOGNAME", "USERNAME"].iter().find_map(given).unwrap_or_else(|| NOBODY_KNOWN.into())
}
