//! How long a command waits for another program that writes to the archive, and who hears of it.
//!
//! Takes the user's wish, once for the whole program; gives the waiting itself, for the lock of presscut's writers and for
//! SQLite's own. The surprising decision: the wish is a value of the program and not an argument, since SQLite asks from
//! inside any statement, through a function that can be given nothing.

use std::cell::Cell;
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// How long is waited where the user says nothing.
const DEFAULT_LIMIT: Duration = Duration::from_secs(10);

/// A shorter wait is not worth a word.
const MIN_REPORTED_WAIT: Duration = Duration::from_millis(500);

/// The time between two attempts.
const RETRY_INTERVAL: Duration = Duration::from_millis(50);

/// What the user wants of waiting.
#[derive(Debug, Clone, Copy)]
pub struct WaitPolicy {
    /// How long to wait at most, where the user says so.
    pub limit: Option<Duration>,
    /// Called once for each wait.
    pub report: fn(&Wait),
}

/// A wait that begins.
#[derive(Debug, Clone, Copy)]
pub struct Wait<'h> {
    /// The program that is waited for, as far as it is known.
    pub holder: &'h str,
    /// How long it is waited for at most.
    pub limit: Duration,
}

static POLICY: OnceLock<WaitPolicy> = OnceLock::new();

/// Sets what the user wants, before the first archive is opened; later calls change nothing.
pub fn set_wait_policy(policy: WaitPolicy) {
    let _ = POLICY.set(policy);
}

/// How long the user wants to wait; `None` where nothing was said.
pub(crate) fn chosen_limit() -> Option<Duration> {
    POLICY.get().and_then(|policy| policy.limit)
}

/// How long a command waits that is not meant to wait for long.
pub(super) fn limit() -> Duration {
    chosen_limit().unwrap_or(DEFAULT_LIMIT)
}

/// Reports that a wait begins.
pub(super) fn report(holder: &str) {
    if let Some(policy) = POLICY.get() {
        (policy.report)(&Wait { holder, limit: limit() });
    }
}

thread_local! {
    /// When this thread began to wait for SQLite's lock, and whether that was reported.
    static BEGUN: Cell<Option<(Instant, bool)>> = const { Cell::new(None) };
}

/// SQLite's busy handler: waits a little; gives whether to try again. `attempt` counts from 0 in each wait.
pub(super) fn wait_for_sqlite(attempt: i32) -> bool {
    let (begun, is_reported) = match BEGUN.get() {
        Some(begun) if attempt > 0 => begun,
        _ => (Instant::now(), false),
    };
    let waited = begun.elapsed();
    if waited >= limit() {
        return false;
    }
    let is_long = waited >= MIN_REPORTED_WAIT;
    if is_long && !is_reported {
        report("another program");
    }
    BEGUN.set(Some((begun, is_reported || is_long)));
    thread::sleep(RETRY_INTERVAL.min(limit()));
    true
}
