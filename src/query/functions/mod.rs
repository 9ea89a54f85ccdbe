//! What analysts miss in SQLite, as functions of its SQL; and what SQLite has, made safe.
//!
//! [`FUNCTIONS`] is the one place that names them: `presscut schema --functions`, the shell's completion and the test that
//! each example gives the result beside it all read it. The surprising part is `bounded`: SQLite's own LIKE, GLOB,
//! instr and replace can take hours on a text that somebody made for it, and no limit of SQLite's reaches into them.

pub(crate) mod bounded;
pub(crate) mod dates;
pub(crate) mod numbers;
pub(crate) mod patterns;
pub(crate) mod text;
pub(crate) mod vocabulary;

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::query::sandbox::clock::Clock;

/// What a function is, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called.
    pub form: &'static str,
    /// What it gives.
    pub about: &'static str,
    /// A call.
    pub example: &'static str,
    /// What that gives.
    pub gives: &'static str,
}

const fn function(
    name: &'static str,
    form: &'static str,
    about: &'static str,
    example: &'static str,
    gives: &'static str,
) -> Function {
    Function { name, form, about, example, gives }
}

/// Every function beyond SQLite's own.
pub const FUNCTIONS: &[Function] = &[
    function(
        "regexp",
        "text REGEXP pattern",
        "1 where a regular expression is found in the text; (?i) at its head: in any case",
        "'Harbour Bridge' REGEXP '(?i)bridge$'",
        "1",
    ),
    function(
        "regexp_extract",
        "regexp_extract(text, pattern [, group])",
        "the first place that matches, or a group of it; null where none does",
        "regexp_extract('paid £1,200 to', '£([0-9,]+)', 1)",
        "1,200",
    ),
    function(
        "regexp_replace",
        "regexp_replace(text, pattern, with)",
        "every place that matches, replaced; $1 is the first group",
        "regexp_replace('Lind, Marek', '(\\w+), (\\w+)', '$2 $1')",
        "Marek Lind",
    ),
    function(
        "regexp_count",
        "regexp_count(text, pattern)",
        "in how many places it matches",
        "regexp_count('the ferry and the pier', '\\bthe\\b')",
        "2",
    ),
    function(
        "date_bucket",
        "date_bucket(unit, date)",
        "the day, week, month, quarter or year of a date; null where the date does not say",
        "date_bucket('quarter', '2024-10-03')",
        "2024-Q4",
    ),
    function(
        "days_between",
        "days_between(from, to)",
        "how many days lie between two days",
        "days_between('2024-02-28', '2024-03-01')",
        "2",
    ),
    function("weekday", "weekday(date)", "the name of its day", "weekday('2024-10-03')", "Thursday"),
    function(
        "median",
        "median(number)",
        "of a group's numbers, the one in the middle",
        "(SELECT median(value) FROM json_each('[3,1,10]'))",
        "3.0",
    ),
    function(
        "percentile",
        "percentile(number, percent)",
        "the number below which this many per cent of a group's numbers are, in between by proportion",
        "(SELECT percentile(value, 90) FROM json_each('[1,2,3,4,5,6,7,8,9,10,11]'))",
        "10.0",
    ),
    function(
        "stdev",
        "stdev(number)",
        "the standard deviation of a sample; null for fewer than two",
        "(SELECT stdev(value) FROM json_each('[1,2,3]'))",
        "1.0",
    ),
    function(
        "variance",
        "variance(number)",
        "the variance of a sample; null for fewer than two",
        "(SELECT variance(value) FROM json_each('[1,3]'))",
        "2.0",
    ),
    function(
        "initcap",
        "initcap(text)",
        "every word with a capital, the rest small",
        "initcap('MARIE-LUISE o''neil')",
        "Marie-Luise O'neil",
    ),
    function(
        "unaccent",
        "unaccent(text)",
        "without marks over and under letters",
        "unaccent('Škoda Łódź naïve Ærø')",
        "Skoda Lodz naive AEro",
    ),
    function(
        "fold",
        "fold(text)",
        "small and without marks, in all scripts: to compare by",
        "fold('ÉCLAIR Straße')",
        "eclair strasse",
    ),
    function(
        "levenshtein",
        "levenshtein(a, b)",
        "how many letters have to be added, taken away or changed",
        "levenshtein('Solheim', 'Solhiem')",
        "2",
    ),
    function(
        "similarity",
        "similarity(a, b)",
        "how alike two names are, 0 to 1 (Jaro-Winkler)",
        "round(similarity('Solheim', 'Solhjem'), 2)",
        "0.94",
    ),
    function(
        "word_count",
        "word_count(text)",
        "its words",
        "word_count('The ferry — a wooden one — sank.')",
        "6",
    ),
    function(
        "word_counts",
        "word_counts(text)",
        "its words in small letters and how often each is there, as JSON: for json_each",
        "word_counts('The ferry, the captain''s ferry')",
        "{\"captain\":1,\"ferry\":2,\"the\":2}",
    ),
    function(
        "log_likelihood",
        "log_likelihood(uses, words, other_uses, other_words)",
        "how surely one side uses a word more than another; above 10.8 it is chance once in a thousand",
        "round(log_likelihood(20, 1000, 5, 1000), 2)",
        "9.64",
    ),
    function(
        "split_part",
        "split_part(text, separator, number)",
        "the first, second … piece of a text; from the end with -1, -2 …",
        "split_part('Jane Roe; Tom Dow', '; ', 2)",
        "Tom Dow",
    ),
    function(
        "around",
        "around(body, start, end, letters)",
        "a mention, quote or date with this many letters before and after it",
        "around('The old ferry ran.', 8, 13, 4)",
        "old ferry ran",
    ),
    function(
        "url_host",
        "url_host(url)",
        "the host of an address, without www.",
        "url_host('https://www.ArdenPost.example/a?b')",
        "ardenpost.example",
    ),
    function(
        "url_path",
        "url_path(url)",
        "the path of an address",
        "url_path('https://ardenpost.example/2031/03/strike?b')",
        "/2031/03/strike",
    ),
];

/// Makes all of them known to a connection.
pub(crate) fn register(archive: &Connection, clock: &Clock) -> rusqlite::Result<()> {
    patterns::register(archive)?;
    dates::register(archive)?;
    numbers::register(archive)?;
    text::register(archive)?;
    vocabulary::register(archive)?;
    bounded::register(archive, clock)
}

/// Same arguments, same result, and no harm: may be used in a view.
fn pure() -> FunctionFlags {
    FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS
}

/// What a function says where it cannot answer.
fn wrong(message: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(message.into().into())
}

/// An argument as text, as SQLite would write it; `None` for null.
fn text_of<'c>(context: &'c Context, at: usize) -> Option<std::borrow::Cow<'c, str>> {
    match context.get_raw(at) {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string().into()),
        ValueRef::Real(number) => Some(format!("{number:?}").into()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes)),
    }
}

/// An argument as a number; `None` for null and for what is none.
fn number_of(context: &Context, at: usize) -> Option<f64> {
    match context.get_raw(at) {
        ValueRef::Integer(number) => Some(number as f64),
        ValueRef::Real(number) => Some(number),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok()?.trim().parse().ok(),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::sandbox::restrict_to_reading;

    #[test]
    fn every_example_gives_the_result_beside_it() {
        let mut archive = Connection::open_in_memory().unwrap();
        restrict_to_reading(&mut archive, None).unwrap();
        for function in FUNCTIONS {
            let sql = format!("SELECT CAST(({}) AS TEXT)", function.example);
            let given: String = archive.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(given, function.gives, "{}", function.example);
            let name = format!("{}(", function.name);
            assert!(function.form.contains(&name) || function.name == "regexp", "{}", function.form);
            let known: bool = archive
                .query_row(
                    "SELECT count(*) > 0 FROM pragma_function_list WHERE name = ?1",
                    [function.name],
                    |row| row.get(0),
                )
                .unwrap();
            assert!(known, "{}", function.name);
        }
    }

    #[test]
    fn null_gives_null_and_nonsense_an_error_in_words() {
        let mut archive = Connection::open_in_memory().unwrap();
        restrict_to_reading(&mut archive, None).unwrap();
        let text = |sql: &str| {
            archive.query_row(&format!("SELECT CAST(({sql}) AS TEXT)"), [], |row| {
                row.get::<_, Option<String>>(0)
            })
        };
        for null in [
            "NULL REGEXP 'a'",
            "'a' REGEXP NULL",
            "date_bucket('month', '2024')",
            "date_bucket('month', NULL)",
            "date_bucket('day', 'soon')",
            "median(NULL)",
            "stdev(1)",
            "url_host('no address')",
            "NULL LIKE 'a'",
            "'a' GLOB NULL",
            "instr(NULL, 'a')",
            "replace('a', NULL, 'b')",
            "split_part('a,b', ',', 3)",
        ] {
            assert_eq!(text(null).unwrap(), None, "{null}");
        }
        for (sql, says) in [
            ("'a' REGEXP '('", "unclosed group"),
            ("date_bucket('moon', '2024')", "day, week, month, quarter or year"),
            ("percentile(1, 101)", "from 0 to 100"),
            ("regexp_extract('a', 'a', 2)", "has no group 2"),
        ] {
            let error = text(sql).unwrap_err().to_string();
            assert!(error.contains(says), "{sql}: {error}");
        }
    }
}
