//! Digits alone: the seconds, milliseconds, microseconds or nanoseconds since 1970.

use std::ops::Range;

use chrono::{DateTime, FixedOffset};

use crate::model::{Precision, Published};

/// The Unix times that are read as dates: 1990 to 2099.
const UNIX_SECONDS: Range<i64> = 631_152_000..4_102_444_800;

/// Reads a Unix time from 1990 to 2099; also as ASP.NET writes it in JSON, `/Date(1727931600000+0200)/`.
pub(super) fn read_unix_time(text: &str) -> Option<Published> {
    let inner = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/"));
    let text = inner.map_or(text, |inner| inner.split(['+', '-']).next().unwrap_or(inner));
    let digits = text.split('.').next()?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let per_second = match digits.len() {
        9 | 10 => 1,
        13 => 1_000,
        16 => 1_000_000,
        19 => 1_000_000_000,
        _ => return None,
    };
    let seconds = digits.parse::<i64>().ok()? / per_second;
    let time = DateTime::from_timestamp(seconds, 0).filter(|_| UNIX_SECONDS.contains(&seconds))?;
    Some(Published {
        local: time.naive_utc(),
        offset: FixedOffset::east_opt(0),
        precision: Precision::Minute,
    })
}
