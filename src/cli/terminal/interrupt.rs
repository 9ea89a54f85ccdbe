//! Ctrl-C in a command that changes the archive: it stops between two records, so that what was done stays whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::CliError;

/// A flag that the first interrupt sets; the second interrupt ends the program at once.
///
/// # Errors
/// Where the system does not let the program listen for interrupts.
pub(crate) fn stop_on_interrupt() -> Result<Arc<AtomicBool>, CliError> {
    let stop = Arc::new(AtomicBool::new(false));
    let requested = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if requested.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| CliError::Failed(format!("cannot listen for interrupts: {error}")))?;
    Ok(stop)
}
