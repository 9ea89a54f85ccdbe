//! Checks tables of forms: each row has a sentence with its expressions in brackets, and their values.

use chrono::NaiveDate;

use crate::Document;
use crate::dates::english::DATE_GRAMMAR;
use crate::dates::find_dates;
use crate::{DateMention, DateType};

/// A sentence with its expressions in brackets, and for each of them, separated by semicolons, its TIMEX3 value, which
/// may be followed by its type, `mod`, `quant` or `freq`, and its days ("2024-10-01..2024-10-31", or "-" for none).
pub type Row = (&'static str, &'static str);

/// Checks a table on a day of publication.
#[track_caller]
pub fn assert_dates(published: Option<&str>, table: &[Row]) {
    let anchor = published.map(|day| day.parse::<NaiveDate>().unwrap());
    let wrong: Vec<String> = table.iter().filter_map(|row| complaint(anchor, row)).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

fn complaint(anchor: Option<NaiveDate>, (marked, expected): &Row) -> Option<String> {
    let text = marked.replace(['[', ']'], "");
    let spans: Vec<&str> = marked.split('[').skip(1).map(|rest| rest.split(']').next().unwrap()).collect();
    let found = find_dates(&Document::new(&text), anchor, DATE_GRAMMAR);
    let values: Vec<&str> = expected.split(';').map(str::trim).filter(|value| !value.is_empty()).collect();
    assert_eq!(spans.len(), values.len(), "the row itself: {marked}");
    let right = found.len() == spans.len()
        && found
            .iter()
            .zip(&spans)
            .zip(&values)
            .all(|((date, span), value)| date.text == *span && is(date, value));
    let shown: Vec<String> = found.iter().map(shown).collect();
    (!right).then(|| format!("{marked}\n    expected {expected}\n    found    {}", shown.join("; ")))
}

fn shown(date: &DateMention) -> String {
    let days = match (date.earliest, date.latest) {
        (Some(earliest), Some(latest)) => format!("{earliest}..{latest}"),
        _ => "-".into(),
    };
    let rest =
        [&date.modifier, &date.quantifier, &date.frequency].map(|part| part.clone().unwrap_or_default());
    format!("[{}] {} {} {} {days}", date.text, date.value, date.kind.as_str(), rest.join(" "))
}

fn is(date: &DateMention, expected: &str) -> bool {
    let mut words = expected.split_whitespace();
    words.next() == Some(date.value.as_str()) && words.all(|word| has(date, word))
}

fn has(date: &DateMention, word: &str) -> bool {
    let parts = [&date.modifier, &date.quantifier, &date.frequency];
    match word {
        "DATE" => date.kind == DateType::Date,
        "TIME" => date.kind == DateType::Time,
        "DURATION" => date.kind == DateType::Duration,
        "SET" => date.kind == DateType::Set,
        "-" => date.earliest.is_none() && date.latest.is_none(),
        days if days.contains("..") => {
            let (earliest, latest) = days.split_once("..").unwrap();
            date.earliest.is_some_and(|day| day.to_string() == earliest)
                && date.latest.is_some_and(|day| day.to_string() == latest)
        }
        part => parts.iter().any(|own| own.as_deref() == Some(part)),
    }
}
