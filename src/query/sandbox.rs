//! A connection on which a question can do no harm: it reads this one archive, for a limited time, in limited memory.
//!
//! Three walls, each enough by itself against writing: the file is opened read-only, SQLite is told `query_only`, and an
//! authorizer lets through nothing but reading tables and calling functions that touch neither files nor settings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use super::QueryError;

/// How many steps of SQLite's machine lie between two looks at the clock: well under a millisecond.
const STEPS: i32 = 2_000;

/// The most memory that one question may take.
const MEMORY: i64 = 512 << 20;

/// Functions that reach out of the archive, or into SQLite itself.
const FORBIDDEN: &[&str] =
    &["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_dbpage"];

/// Tells whether time was up.
#[derive(Debug, Clone)]
pub struct Clock(Arc<AtomicBool>);

impl Clock {
    /// Whether SQLite was stopped because time was up.
    pub fn is_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Closes a connection in, and starts the clock.
///
/// # Errors
/// Where SQLite does not take a setting.
pub fn close_in(archive: &mut Connection, time: Option<Duration>) -> Result<Clock, QueryError> {
    archive.pragma_update(None, "query_only", true)?;
    archive.pragma_update(None, "trusted_schema", false)?;
    archive.pragma_update(None, "hard_heap_limit", MEMORY)?;
    archive.pragma_update(None, "cell_size_check", true)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 500),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
    ] {
        archive.set_limit(limit, most)?;
    }
    archive.authorizer(Some(authorize))?;
    let clock = Clock(Arc::new(AtomicBool::new(false)));
    if let Some(time) = time {
        let (start, up) = (Instant::now(), Arc::clone(&clock.0));
        archive.progress_handler(
            STEPS,
            Some(move || {
                let late = start.elapsed() > time;
                if late {
                    up.store(true, Ordering::Relaxed);
                }
                late
            }),
        )?;
    }
    Ok(clock)
}

fn authorize(context: AuthContext) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } => {
            let forbidden = FORBIDDEN.iter().any(|name| name.eq_ignore_ascii_case(function_name));
            if forbidden { Authorization::Deny } else { Authorization::Allow }
        }
        // What tells of the schema changes nothing; and full-text search asks for the data's version by itself.
        AuthAction::Pragma { pragma_name, .. } => match pragma_name.to_lowercase().as_str() {
            "table_info" | "table_xinfo" | "table_list" | "index_list" | "index_info"
            | "foreign_key_list" | "data_version" | "function_list" | "compile_options" => {
                Authorization::Allow
            }
            _ => Authorization::Deny,
        },
        _ => Authorization::Deny,
    }
}
