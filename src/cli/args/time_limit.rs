//! `--timeout SECONDS` as a time limit.

use std::time::Duration;

use crate::app::ask::sql::TimeLimit;
use crate::cli::CliError;
use crate::cli::terminal::overdue::end_overdue_program;

/// A number of seconds as a time; 0 is no limit.
pub(crate) fn seconds(seconds: f64) -> Result<Option<Duration>, CliError> {
    if seconds == 0.0 {
        return Ok(None);
    }
    Duration::try_from_secs_f64(seconds).map(Some).map_err(|_| {
        CliError::Usage(format!("--timeout {seconds}: write a number of seconds, 0 for no limit"))
    })
}

/// A time as a limit; the program ends where a question cannot be stopped.
pub(crate) fn time_limit(time: Option<Duration>) -> TimeLimit {
    TimeLimit { time, on_overdue: end_overdue_program }
}
