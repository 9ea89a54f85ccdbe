//! The time that a question has left, and whether it was stopped: by its limit, or by the user from another thread.
//!
//! The clock counts the time that SQLite takes and not that of whoever reads the rows: a pager may be open for hours.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Why a question was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoppedBy {
    /// Time was up.
    Time,
    /// The user wanted it.
    User,
}

/// The time that a question has left, and whether it was stopped. Clones are one clock.
#[derive(Debug, Clone)]
pub struct Clock(Arc<State>);

#[derive(Debug)]
struct State {
    made: Instant,
    /// When time is up, in nanoseconds after `made`; [`NEVER`] where there is no limit or the clock is paused.
    deadline: AtomicU64,
    /// What is left while the clock is paused.
    left: AtomicU64,
    stopped: AtomicU8,
}

const NEVER: u64 = u64::MAX;
const BY_TIME: u8 = 1;
const BY_USER: u8 = 2;

impl Clock {
    pub(crate) fn new() -> Clock {
        let (deadline, left) = (AtomicU64::new(NEVER), AtomicU64::new(NEVER));
        Clock(Arc::new(State { made: Instant::now(), deadline, left, stopped: AtomicU8::new(0) }))
    }

    /// Starts it for a question of at most `time`; what stopped the last one is forgotten.
    pub fn start(&self, time: Option<Duration>) {
        self.0.stopped.store(0, Ordering::Relaxed);
        self.0.left.store(time.map_or(NEVER, nanoseconds), Ordering::Relaxed);
        self.resume();
    }

    /// Continues after [`Clock::pause`].
    pub fn resume(&self) {
        let left = self.0.left.load(Ordering::Relaxed);
        self.0.deadline.store(self.now().saturating_add(left), Ordering::Relaxed);
    }

    /// Stops it until [`Clock::resume`]: somebody else's time.
    pub fn pause(&self) {
        let deadline = self.0.deadline.swap(NEVER, Ordering::Relaxed);
        if deadline != NEVER {
            self.0.left.store(deadline.saturating_sub(self.now()), Ordering::Relaxed);
        }
    }

    /// Stops the question, from any thread.
    pub fn interrupt(&self) {
        self.0.stopped.store(BY_USER, Ordering::Relaxed);
    }

    /// Whether the question has to stop now.
    pub fn is_up(&self) -> bool {
        if self.stopped().is_some() {
            return true;
        }
        let late = self.is_late_by(Duration::ZERO);
        if late {
            self.0.stopped.store(BY_TIME, Ordering::Relaxed);
        }
        late
    }

    /// Whether time was up `grace` ago, and the question is still running.
    pub fn is_late_by(&self, grace: Duration) -> bool {
        let deadline = self.0.deadline.load(Ordering::Relaxed);
        deadline != NEVER && self.now() > deadline.saturating_add(nanoseconds(grace))
    }

    /// Why SQLite was stopped, if it was.
    pub fn stopped(&self) -> Option<StoppedBy> {
        match self.0.stopped.load(Ordering::Relaxed) {
            BY_TIME => Some(StoppedBy::Time),
            BY_USER => Some(StoppedBy::User),
            _ => None,
        }
    }

    /// Whether the user stopped the last question.
    pub fn was_interrupted(&self) -> bool {
        self.stopped() == Some(StoppedBy::User)
    }

    fn now(&self) -> u64 {
        nanoseconds(self.0.made.elapsed())
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(NEVER - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paused_clock_does_not_run_down() {
        let clock = Clock::new();
        clock.start(Some(Duration::from_millis(30)));
        clock.pause();
        std::thread::sleep(Duration::from_millis(60));
        assert!(!clock.is_up());
        clock.resume();
        assert!(!clock.is_up());
        std::thread::sleep(Duration::from_millis(60));
        assert!(clock.is_late_by(Duration::from_millis(1)) && clock.is_up());
        assert_eq!(clock.stopped(), Some(StoppedBy::Time));
        clock.start(None);
        assert_eq!((clock.is_up(), clock.stopped()), (false, None));
        clock.interrupt();
        assert_eq!((clock.is_up(), clock.stopped()), (true, Some(StoppedBy::User)));
    }
}
