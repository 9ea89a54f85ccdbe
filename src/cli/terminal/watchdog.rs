//! Ends the program when a question goes on after its time, in a place where SQLite does not look at the clock.
//!
//! SQLite looks at the clock between two steps of its machine, and some steps are long: a single function over a text of
//! many megabytes. A question only reads, so ending the program in its midst harms nothing.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::query::sandbox::Clock;

/// How long after its time a question may still go on.
const GRACE: Duration = Duration::from_secs(2);

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Watches until it is dropped.
pub struct Watchdog {
    /// Its end is the end of the watch.
    _watch: Sender<()>,
}

impl Watchdog {
    /// Watches a clock.
    pub fn over(clock: &Clock) -> Watchdog {
        let clock = clock.clone();
        let (watch, ended) = mpsc::channel();
        thread::spawn(move || {
            while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                if clock.is_late_by(GRACE) {
                    eprintln!("time was up: give it more with --timeout SECONDS, or ask for less");
                    std::process::exit(4);
                }
            }
        });
        Watchdog { _watch: watch }
    }
}
