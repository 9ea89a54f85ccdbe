//! A connection on which a question can do no harm: it reads this one archive, for a limited time, in limited memory.
//!
//! Three walls, each enough by itself against writing: the file is opened read-only, SQLite's `query_only` is set, and an
//! authorizer lets through nothing but reading tables and calling functions that touch neither files nor settings.

pub(crate) mod clock;
pub(crate) mod errors;
pub mod lex;
pub mod plan;
pub mod run;
pub mod script;
pub mod watchdog;

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use crate::query::{QueryError, functions};

pub use clock::{Clock, StoppedBy};

/// Steps of SQLite's virtual machine between two checks of the clock: well under a millisecond.
const STEPS_BETWEEN_CHECKS: i32 = 2_000;

/// The memory that one question may use at most.
const MAX_MEMORY_BYTES: i64 = 512 << 20;

/// Functions that reach out of the archive, or into SQLite itself.
const FORBIDDEN_FUNCTIONS: &[&str] =
    &["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_dbpage"];

/// Restricts a connection to reading, within limits, and starts the clock.
///
/// # Errors
/// Where SQLite does not take a setting.
pub fn restrict_to_reading(archive: &mut Connection, time: Option<Duration>) -> Result<Clock, QueryError> {
    archive.pragma_update(None, "query_only", true)?;
    let clock = set_limits(archive, time)?;
    archive.authorizer(Some(authorize_reading))?;
    Ok(clock)
}

/// The limits that hold for reading and writing: memory, lengths, time; and the functions that keep to them.
pub(crate) fn set_limits(archive: &mut Connection, time: Option<Duration>) -> Result<Clock, QueryError> {
    let clock = Clock::new();
    archive.pragma_update(None, "hard_heap_limit", MAX_MEMORY_BYTES)?;
    archive.pragma_update(None, "cell_size_check", true)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // "x" is a column and never a text: a slip is an error and not the same word in every row.
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false)?;
    archive.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false)?;
    for (limit, highest) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 500),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        archive.set_limit(limit, highest)?;
    }
    functions::register(archive, &clock)?;
    let watched = clock.clone();
    archive.progress_handler(STEPS_BETWEEN_CHECKS, Some(move || watched.is_up()))?;
    clock.start(time);
    Ok(clock)
}

fn authorize_reading(context: AuthContext) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } => authorize_function(function_name),
        AuthAction::Pragma { pragma_name, pragma_value } => authorize_pragma(pragma_name, pragma_value),
        _ => Authorization::Deny,
    }
}

/// Whether a function may be called.
pub(crate) fn authorize_function(name: &str) -> Authorization {
    let forbidden = FORBIDDEN_FUNCTIONS.iter().any(|other| other.eq_ignore_ascii_case(name));
    if forbidden { Authorization::Deny } else { Authorization::Allow }
}

/// Whether a pragma may be read: what describes the schema changes nothing; and full-text search asks for the data's version by itself.
pub(crate) fn authorize_pragma(name: &str, value: Option<&str>) -> Authorization {
    match name.to_lowercase().as_str() {
        "table_info" | "table_xinfo" | "table_list" | "index_list" | "index_info" | "index_xinfo"
        | "foreign_key_list" | "function_list" | "compile_options" => Authorization::Allow,
        "data_version" | "user_version" | "application_id" if value.is_none() => Authorization::Allow,
        _ => Authorization::Deny,
    }
}
