//! Ctrl-C in a command that changes the archive: it stops between two records, so that what was done stays whole. And in one
//! that writes a file: it ends at once, and removes what it has written so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::CliError;
use crate::output::remove_unfinished_files;

/// A flag that the first interrupt sets; the second interrupt ends the program at once.
///
/// # Errors
/// Where the system does not let the program listen for interrupts.
pub(crate) fn stop_on_interrupt() -> Result<Arc<AtomicBool>, CliError> {
    let stop = Arc::new(AtomicBool::new(false));
    let requested = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if requested.swap(true, Ordering::Relaxed) {
            remove_unfinished_files();
            std::process::exit(130);
        }
    })
    .map_err(|error| CliError::Failed(format!("cannot listen for interrupts: {error}")))?;
    Ok(stop)
}

/// Lets an interrupt end the program without leaving a file that is not whole.
pub(crate) fn remove_files_on_interrupt() {
    // Where a command listens for interrupts already, it ends well by itself.
    let _ = ctrlc::set_handler(|| {
        remove_unfinished_files();
        std::process::exit(130);
    });
}
