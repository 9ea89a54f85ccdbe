//! Notices a question that is still running after its time, where SQLite does not look at the clock.
//!
//! SQLite looks at the clock between two steps of its machine, and some steps are long: a single function over a text of
//! many megabytes. Nothing can stop such a step from within, so the watchdog calls whoever can: the command line ends
//! the program, which harms nothing, since a question only reads.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::query::sandbox::clock::Clock;

/// How long after its time a question may still be running.
const GRACE: Duration = Duration::from_secs(2);

/// How often the clock is checked.
const CHECK_INTERVAL: Duration = Duration::from_millis(200);

/// Watches until it is dropped.
pub struct Watchdog {
    /// Dropping this ends the watch.
    _watch: Sender<()>,
}

impl Watchdog {
    /// Watches a clock, and calls `on_overdue` from a thread of its own, as long as the question is overdue.
    pub fn over(clock: &Clock, on_overdue: fn()) -> Watchdog {
        let clock = clock.clone();
        let (watch, ended) = mpsc::channel();
        thread::spawn(move || {
            while ended.recv_timeout(CHECK_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                if clock.is_late_by(GRACE) {
                    on_overdue();
                }
            }
        });
        Watchdog { _watch: watch }
    }
}
