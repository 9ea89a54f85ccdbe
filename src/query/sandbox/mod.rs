//! A connection on which a question can do no harm: it reads this one archive, for a limited time, in limited memory.
//!
//! Three walls, each enough by itself against writing: the file is opened read-only, SQLite is told `query_only`, and an
//! authorizer lets through nothing but reading tables and calling functions that touch neither files nor settings.
//! The clock counts the time that SQLite takes and not that of whoever reads the rows: a pager may be open for hours.

pub(crate) mod errors;
pub mod lex;
pub mod plan;
pub mod run;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use crate::query::{QueryError, functions};

/// How many steps of SQLite's machine lie between two looks at the clock: well under a millisecond.
const STEPS: i32 = 2_000;

/// The most memory that one question may take.
const MEMORY: i64 = 512 << 20;

/// Functions that reach out of the archive, or into SQLite itself.
const FORBIDDEN: &[&str] =
    &["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_dbpage"];

/// Why a question was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
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
    /// When time is up, in nanoseconds after `made`; [`NEVER`] where there is no limit or the clock stands.
    deadline: AtomicU64,
    /// What is left while the clock stands.
    left: AtomicU64,
    stopped: AtomicU8,
}

const NEVER: u64 = u64::MAX;
const BY_TIME: u8 = 1;
const BY_USER: u8 = 2;

impl Clock {
    fn new() -> Clock {
        let (deadline, left) = (AtomicU64::new(NEVER), AtomicU64::new(NEVER));
        Clock(Arc::new(State { made: Instant::now(), deadline, left, stopped: AtomicU8::new(0) }))
    }

    /// Winds it up for a question of at most so long; what stopped the last one is forgotten.
    pub fn start(&self, time: Option<Duration>) {
        self.0.stopped.store(0, Ordering::Relaxed);
        self.0.left.store(time.map_or(NEVER, nanoseconds), Ordering::Relaxed);
        self.resume();
    }

    /// Lets it go on.
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

    /// Whether time was up so long ago, and the question still goes on.
    pub fn is_late_by(&self, grace: Duration) -> bool {
        let deadline = self.0.deadline.load(Ordering::Relaxed);
        deadline != NEVER && self.now() > deadline.saturating_add(nanoseconds(grace))
    }

    /// Why SQLite was stopped, if it was.
    pub fn stopped(&self) -> Option<Stop> {
        match self.0.stopped.load(Ordering::Relaxed) {
            BY_TIME => Some(Stop::Time),
            BY_USER => Some(Stop::User),
            _ => None,
        }
    }

    fn now(&self) -> u64 {
        nanoseconds(self.0.made.elapsed())
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(NEVER - 1)
}

/// Closes a connection in, and starts the clock.
///
/// # Errors
/// Where SQLite does not take a setting.
pub fn close_in(archive: &mut Connection, time: Option<Duration>) -> Result<Clock, QueryError> {
    archive.pragma_update(None, "query_only", true)?;
    let clock = bound(archive, time)?;
    archive.authorizer(Some(reading))?;
    Ok(clock)
}

/// The limits that hold for reading and writing: memory, lengths, time; and the functions that keep to them.
pub(crate) fn bound(archive: &mut Connection, time: Option<Duration>) -> Result<Clock, QueryError> {
    let clock = Clock::new();
    archive.pragma_update(None, "hard_heap_limit", MEMORY)?;
    archive.pragma_update(None, "cell_size_check", true)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // "x" is a column and never a text: a slip is an error and not the same word in every row.
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false)?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 500),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        archive.set_limit(limit, most)?;
    }
    functions::register(archive, &clock)?;
    let watched = clock.clone();
    archive.progress_handler(STEPS, Some(move || watched.is_up()))?;
    clock.start(time);
    Ok(clock)
}

fn reading(context: AuthContext) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } => function(function_name),
        AuthAction::Pragma { pragma_name, pragma_value } => pragma(pragma_name, pragma_value),
        _ => Authorization::Deny,
    }
}

/// Whether a function may be called.
pub(crate) fn function(name: &str) -> Authorization {
    let forbidden = FORBIDDEN.iter().any(|other| other.eq_ignore_ascii_case(name));
    if forbidden { Authorization::Deny } else { Authorization::Allow }
}

/// What tells of the schema changes nothing; and full-text search asks for the data's version by itself.
pub(crate) fn pragma(name: &str, value: Option<&str>) -> Authorization {
    match name.to_lowercase().as_str() {
        "table_info" | "table_xinfo" | "table_list" | "index_list" | "index_info" | "index_xinfo"
        | "foreign_key_list" | "function_list" | "compile_options" => Authorization::Allow,
        "data_version" | "user_version" | "application_id" if value.is_none() => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_does_not_run_down() {
        let clock = Clock::new();
        clock.start(Some(Duration::from_millis(30)));
        clock.pause();
        std::thread::sleep(Duration::from_millis(60));
        assert!(!clock.is_up());
        clock.resume();
        assert!(!clock.is_up());
        std::thread::sleep(Duration::from_millis(60));
        assert!(clock.is_late_by(Duration::from_millis(1)) && clock.is_up());
        assert_eq!(clock.stopped(), Some(Stop::Time));
        clock.start(None);
        assert_eq!((clock.is_up(), clock.stopped()), (false, None));
        clock.interrupt();
        assert_eq!((clock.is_up(), clock.stopped()), (true, Some(Stop::User)));
    }
}
