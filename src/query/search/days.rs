//! Days in a search: a day, a month or a year, for its first day.

use chrono::NaiveDate;

/// The first day of "2024-10-03", "2024-10" or "2024".
pub(crate) fn first_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize| -> Option<u32> {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (year, month, day) = match parts[..] {
        [year] => (year, "01", "01"),
        [year, month] => (year, month, "01"),
        [year, month, day] => (year, month, day),
        _ => return None,
    };
    let year = i32::try_from(number(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?).map(|day| day.to_string())
}
