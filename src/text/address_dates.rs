//! The date in a page's address: "/2024/10/03/", "/2020/oct/02/", "/2024-10-03-", "/202410/t20241003_1.html", "/2014/04/".
//!
//! Takes an address, gives the date as ISO 8601 at the precision that the address has. A year alone counts only as the
//! first folder: further on it is a topic's ("/elections/2024/").

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::{Precision, Published};
use crate::text::calendar_words::month_number;
use crate::text::patterns::compile_pattern;
use crate::text::written_dates::parse_written_date;

/// A day: year, month and day apart; month and day as four digits; eight digits.
static DAY: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        compile_pattern(
            r"(?:^|[/._=-])(?P<year>(?:19|20)\d{2})[/._-](?P<month>\d{1,2}|[a-zA-Z]{3,9})[/._-](?P<day>\d{1,2})(?:$|[/._?&#-])",
        ),
        compile_pattern(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{2})(?P<day>\d{2})(?:$|[/._?#-])"),
        compile_pattern(
            r"(?:^|[/._=-]|[a-z])(?P<year>20[0-4]\d|19[89]\d)(?P<month>\d{2})(?P<day>\d{2})(?:$|[/._?&#-])",
        ),
    ]
});
static MONTH: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        compile_pattern(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{2}|[a-zA-Z]{3,9})/"),
        compile_pattern(r"/(?P<year>20[0-4]\d|19[89]\d)(?P<month>\d{2})/"),
    ]
});
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"^/(?P<year>(?:19[89]|20[0-4])\d)/[^/?#]{4,}"));

/// The date in an address, as ISO 8601: "2024-10-03", "2024-10", "2024".
pub fn date_in_address(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find('/').map(|at| &rest[at..])?;
    let whole = path.split('#').next().unwrap_or(path);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let day = DAY.iter().find_map(|form| {
        form.captures_iter(whole).find_map(|found| {
            let month = month_in(&found)?;
            let date = format!("{}-{month:02}-{:0>2}", &found["year"], &found["day"]);
            is_of(&date, Precision::Day).then_some(date)
        })
    });
    let month = || {
        MONTH.iter().find_map(|form| {
            let found = form.captures(path)?;
            let date = format!("{}-{:02}", &found["year"], month_in(&found)?);
            is_of(&date, Precision::Month).then_some(date)
        })
    };
    let year = || YEAR.captures(path).map(|found| found["year"].to_string());
    day.or_else(month).or_else(year)
}

fn month_in(found: &Captures<'_>) -> Option<u32> {
    let month = &found["month"];
    month.parse().ok().or_else(|| month_number(month)).filter(|month| (1..=12).contains(month))
}

fn is_of(date: &str, precision: Precision) -> bool {
    parse_written_date(date).is_ok_and(|written| written.certain.precision == precision)
}

/// Whether a time can be that of an address: its day or the one beside it, since an address may be in another zone.
pub fn agrees_with_address(published: &Published, address: &Published) -> bool {
    use chrono::Datelike;
    let day = published.local.date();
    let near = [day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten();
    let other = address.local.date();
    let mut near = near;
    near.any(|day| match address.precision {
        Precision::Year => day.year() == other.year(),
        Precision::Month => (day.year(), day.month()) == (other.year(), other.month()),
        Precision::Day | Precision::Minute => day == other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_the_date_at_the_precision_that_it_has() {
        for (address, date) in [
            ("https://echo.example/2024/10/03/wall", Some("2024-10-03")),
            ("https://echo.example/coast/2020/oct/02/wall", Some("2020-10-02")),
            ("https://echo.example/news/2024-10-03-wall-leaks", Some("2024-10-03")),
            ("https://echo.example/news/wall-2024-10-03.html", Some("2024-10-03")),
            ("https://echo.example/n1/2024/1003/c1004-40221.html", Some("2024-10-03")),
            ("https://echo.example/202410/t20241003_5791.html", Some("2024-10-03")),
            ("https://echo.example/wall?date=2024-10-03", Some("2024-10-03")),
            ("https://echo.example/2024/3/5/wall", Some("2024-03-05")),
            ("https://echo.example/2014/04/wall", Some("2014-04")),
            ("https://echo.example/coast/2014-04/wall", Some("2014-04")),
            ("https://echo.example/coast/2014/april/wall", Some("2014-04")),
            ("https://echo.example/coast/201404/wall.html", Some("2014-04")),
            ("https://echo.example/2014/wall-leaks", Some("2014")),
            ("https://echo.example/elections/2014/", None),
            ("https://echo.example/wall-2031-1-release", None),
            ("https://echo.example/wall-in-2014", None),
            ("https://echo.example/2014/13/wall", None),
            ("https://echo.example/article/20143104123", None),
            ("https://echo.example/story-10032024", None),
            ("https://2014.example/04/05", None),
        ] {
            assert_eq!(date_in_address(address).as_deref(), date, "{address}");
        }
    }
}
