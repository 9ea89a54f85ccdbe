//! The time that decisions and runs are dated with.

use chrono::{SecondsFormat, Utc};

/// Now in UTC, ISO 8601 to the second: "2024-10-02T21:00:00Z".
pub(crate) fn utc_now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}
