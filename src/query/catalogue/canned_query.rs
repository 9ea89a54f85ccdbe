//! CannedQuery queries: SQL with a head of comments that gives its title, what it is for, and its parameters.
//!
//! ```sql
//! -- title: Quotes by speaker
//! -- about: What somebody said, oldest first, and where it was printed.
//! -- chart: none (see speakers): each row is a quote
//! -- parameter: speaker (entity, example Jane Roe): whose words, by any of their names
//! -- parameter: from (date, default none): published on this day or later
//! -- note: what a reader of the figures has to know
//! -- effort: what takes long in a large archive, and how long
//! ```
//!
//! A parameter without a default has to be given. `chart` says how the rows are drawn: see [`chart_header`]. The head ends at the first line that is no comment, and is checked
//! when the query is read: an unknown type, a default that its type does not take, a parameter that the SQL does not
//! use, or uses and does not declare, is an error with its line. Whether the SQL prepares, an archive says: see
//! [`CannedQuery::check`].

use rusqlite::Connection;

use crate::output::chart::declaration::DeclaredChart;
use crate::query::catalogue::bad_query::{BadQuery, place_of};
use crate::query::catalogue::chart_header::{self, parse_chart};
use crate::query::catalogue::parameters::{DefaultValue, Parameter};
use crate::query::catalogue::placeholders;
use crate::query::sandbox::script::SqlScript;

pub use crate::query::catalogue::bad_query::QueryOrigin;

/// A canned query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedQuery {
    /// As `presscut query` takes it.
    pub name: String,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub about: String,
    /// What a reader of its figures has to know, if anything.
    pub note: Option<String>,
    /// What of it takes long in a large archive: for who runs it, and not for who reads its figures.
    pub effort: Option<String>,
    /// How its rows are drawn, if its head says so.
    pub chart: Option<DeclaredChart>,
    /// In the order of the head.
    pub parameters: Vec<Parameter>,
    /// All of it, head and SQL.
    pub sql: String,
    /// Where it comes from.
    pub origin: QueryOrigin,
}

/// What the head says, each with its line.
#[derive(Default)]
struct Head {
    title: String,
    about: String,
    note: String,
    effort: String,
    chart: Option<(usize, DeclaredChart)>,
    parameters: Vec<(usize, Parameter)>,
    /// How many lines it has.
    lines: usize,
}

/// Which of them a comment of more lines goes on with.
enum Last {
    Nothing,
    About,
    Note,
    Effort,
}

impl CannedQuery {
    /// Reads a query.
    ///
    /// # Errors
    /// Where its head is wrong or does not go with its SQL, with the line.
    pub fn parse(name: &str, origin: QueryOrigin, text: &str) -> Result<CannedQuery, BadQuery> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let bad = |line: usize, reason: String| BadQuery { place: place_of(name, &origin), line, reason };
        let head = Head::parse(&text).map_err(|(line, reason)| bad(line, reason))?;
        if head.title.is_empty() || head.about.is_empty() {
            let start = "begin the file with `-- title: …` and `-- about: …`";
            return Err(bad(1, format!("the head needs a title and an about: {start}")));
        }
        let sql = text.lines().skip(head.lines).collect::<Vec<_>>().join("\n");
        if sql.trim().is_empty() {
            return Err(bad(head.lines.max(1), "there is no SQL under the head".into()));
        }
        let used = placeholders::placeholders_of(&SqlScript::parse(&sql))
            .map_err(|wrong| bad(wrong.line + head.lines, wrong.reason.into()))?;
        if let Some((line, unused)) =
            head.parameters.iter().find(|(_, declared)| !used.iter().any(|used| used.name == declared.name))
        {
            return Err(bad(*line, format!("the SQL does not use :{}", unused.name)));
        }
        if let Some(undeclared) =
            used.iter().find(|used| !head.parameters.iter().any(|(_, p)| p.name == used.name))
        {
            let (line, name) = (undeclared.line + head.lines, &undeclared.name);
            return Err(bad(line, format!("the SQL uses :{name}, which the head does not declare")));
        }
        if let Some((line, reason)) = head.chart_parameter_unknown() {
            return Err(bad(line, reason));
        }
        let chart = head.chart.map(|(_, chart)| chart);
        let parameters = head.parameters.into_iter().map(|(_, parameter)| parameter).collect();
        let note = Some(head.note).filter(|note| !note.is_empty());
        let effort = Some(head.effort).filter(|effort| !effort.is_empty());
        let (title, about) = (head.title, head.about);
        Ok(CannedQuery {
            name: name.into(),
            title,
            about,
            note,
            effort,
            chart,
            parameters,
            sql: text,
            origin,
        })
    }

    /// Lets SQLite read the SQL, with an archive's tables before it.
    ///
    /// # Errors
    /// SQLite's words, with the line.
    pub fn check(&self, archive: &Connection) -> Result<(), BadQuery> {
        let error = match archive.prepare(&self.sql) {
            Ok(statement) if statement.column_count() > 0 => {
                return self.check_chart(&statement.column_names().collect::<Vec<_>>());
            }
            Ok(_) => return Err(self.bad(1, "it is no SELECT: there is nothing to show".into())),
            Err(error) => error,
        };
        Err(match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                self.bad(self.line(usize::try_from(offset).ok()), msg)
            }
            // Of a table that is not there SQLite gives the name alone.
            rusqlite::Error::SqliteFailure(_, Some(msg)) if msg.starts_with("no such table: ") => {
                self.bad(self.line(msg.rsplit(": ").next().and_then(|name| self.sql.find(name))), msg)
            }
            rusqlite::Error::MultipleStatement => {
                self.bad(1, "there is more than one statement in it: a query is one SELECT".into())
            }
            rusqlite::Error::SqliteFailure(error, _)
                if error.code == rusqlite::ErrorCode::AuthorizationForStatementDenied =>
            {
                self.bad(1, "a query reads the archive; it changes nothing, and reaches no other file".into())
            }
            other => self.bad(1, other.to_string()),
        })
    }

    /// Whether the SQL gives the columns that the chart names.
    fn check_chart(&self, columns: &[&str]) -> Result<(), BadQuery> {
        let Some(chart) = self.chart.as_ref().and_then(DeclaredChart::drawn) else { return Ok(()) };
        let is_there = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
        let Some((part, name)) = chart.columns().find(|(_, name)| !is_there(name)) else { return Ok(()) };
        let line = self.sql.lines().position(|line| line.starts_with("-- chart:")).map_or(1, |at| at + 1);
        let given = columns.join(", ");
        Err(self.bad(line, format!("{part} {name}: the SQL gives no such column, but {given}")))
    }

    /// The line of a place in the SQL; the first where it is not known.
    fn line(&self, place: Option<usize>) -> usize {
        let before = place.and_then(|at| self.sql.get(..at));
        before.map_or(1, |before| 1 + before.matches('\n').count())
    }

    fn bad(&self, line: usize, reason: String) -> BadQuery {
        BadQuery { place: place_of(&self.name, &self.origin), line, reason }
    }

    /// The SQL without the head.
    pub fn statement(&self) -> &str {
        let mut rest = self.sql.as_str();
        while rest.starts_with("--") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        }
        rest.trim()
    }

    /// "speaker (entity), from (date, optional)": for errors and help.
    pub fn parameter_list(&self) -> String {
        if self.parameters.is_empty() {
            return "none".into();
        }
        let each = self.parameters.iter().map(|parameter| {
            let default = match &parameter.default {
                DefaultValue::Required => ", needed".to_string(),
                DefaultValue::Null => String::new(),
                DefaultValue::Text(value) => format!(", {value} by default"),
            };
            format!("{} ({}{default})", parameter.name, parameter.kind.describe())
        });
        each.collect::<Vec<_>>().join(", ")
    }

    /// A command that runs it: with what it needs, or with the first of what has an example.
    pub fn example(&self) -> String {
        let with_example = |parameter: &&Parameter| parameter.example.is_some();
        let needed: Vec<&Parameter> = self.parameters.iter().filter(|p| p.default.is_required()).collect();
        let shown = match needed.is_empty() {
            true => self.parameters.iter().find(with_example).into_iter().collect(),
            false => needed,
        };
        let example = |parameter: &Parameter| parameter.example.clone().unwrap_or_else(|| "VALUE".into());
        let given: Vec<(String, String)> =
            shown.into_iter().map(|parameter| (parameter.name.clone(), example(parameter))).collect();
        self.command(&given)
    }

    /// The command that asks this query with these values of parameters.
    pub fn command(&self, given: &[(String, String)]) -> String {
        let mut command = format!("presscut query {}", self.name);
        for (name, value) in given {
            let plain = value.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
            let mark = if plain { "" } else { "\"" };
            command.push_str(&format!(" -p {name} {mark}{value}{mark}"));
        }
        command
    }
}

impl Head {
    fn parse(text: &str) -> Result<Head, (usize, String)> {
        let mut head = Head::default();
        let mut last = Last::Nothing;
        for (number, line) in (1..).zip(text.lines()) {
            let Some(comment) = line.strip_prefix("--") else { break };
            head.lines = number;
            match comment.trim().split_once(": ") {
                Some(("title", text)) => head.title = text.trim().to_string(),
                Some(("about", text)) => {
                    head.about = text.trim().to_string();
                    last = Last::About;
                }
                Some(("note", text)) => {
                    head.note = text.trim().to_string();
                    last = Last::Note;
                }
                Some(("effort", text)) => {
                    head.effort = text.trim().to_string();
                    last = Last::Effort;
                }
                Some(("parameter", text)) => {
                    let parameter = Parameter::parse(text).map_err(|reason| (number, reason))?;
                    if head.parameters.iter().any(|(_, known)| known.name == parameter.name) {
                        return Err((number, format!("{} is declared twice", parameter.name)));
                    }
                    head.parameters.push((number, parameter));
                    last = Last::Nothing;
                }
                Some(("chart", text)) => {
                    let chart = parse_chart(text.trim()).map_err(|reason| (number, reason))?;
                    if head.chart.replace((number, chart)).is_some() {
                        return Err((number, "a query has one chart: it is declared twice".into()));
                    }
                    last = Last::Nothing;
                }
                // A comment of more lines goes on with the last thing said.
                _ if comment.starts_with("   ") && !matches!(last, Last::Nothing) => {
                    let said = match last {
                        Last::About => &mut head.about,
                        Last::Effort => &mut head.effort,
                        Last::Note | Last::Nothing => &mut head.note,
                    };
                    said.push(' ');
                    said.push_str(comment.trim());
                }
                _ if comment.trim().is_empty() => {}
                _ => {
                    let reason = "neither title, about, chart, note, effort nor parameter: put other comments below a blank line";
                    return Err((number, reason.into()));
                }
            }
        }
        Ok(head)
    }

    /// A parameter in the chart's title that is not declared.
    fn chart_parameter_unknown(&self) -> Option<(usize, String)> {
        let (line, chart) = self.chart.as_ref()?;
        let unknown = chart_header::parameters_in(&chart.drawn()?.title)
            .find(|name| !self.parameters.iter().any(|(_, parameter)| parameter.name == *name))?;
        Some((*line, format!("the chart's title uses :{unknown}, which the head does not declare")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CannedQuery, BadQuery> {
        CannedQuery::parse("q", QueryOrigin::Catalogue, text)
    }

    #[test]
    fn a_head_is_read() {
        let text = "-- title: Words\n-- about: All words,\n--    of all.\n-- parameter: speaker (entity, example Jane Roe): whose\n\
                    -- parameter: order (choice(old, new), default old): which first\n-- note: of words\n--    alone\n\
                    -- effort: a word takes\n--    a second\n\
                    SELECT ':no' WHERE :speaker = :order -- :none\n";
        let query = read(text).unwrap();
        assert_eq!((query.title.as_str(), query.about.as_str()), ("Words", "All words, of all."));
        assert_eq!(query.note.as_deref(), Some("of words alone"));
        assert_eq!(query.effort.as_deref(), Some("a word takes a second"));
        assert_eq!(query.parameter_list(), "speaker (entity, needed), order (old|new, old by default)");
        assert_eq!(query.example(), "presscut query q -p speaker \"Jane Roe\"");
        assert_eq!(query.statement(), "SELECT ':no' WHERE :speaker = :order -- :none");
        let windows = read(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
        assert_eq!(windows, query);
    }

    #[test]
    fn a_wrong_head_is_an_error_with_its_line() {
        let wrong = |head: &str| {
            read(&format!("-- title: t\n-- about: a\n{head}\nSELECT 1,\n:x")).unwrap_err().to_string()
        };
        assert_eq!(wrong(""), "query q, line 5: the SQL uses :x, which the head does not declare");
        assert_eq!(
            wrong("-- parameter: x (number): a"),
            "query q, line 3: unknown type number: text, int, share, bool, date, entity, source, tag or choice(a, b)"
        );
        assert_eq!(
            wrong("-- parameter: x (int): a\n-- parameter: y (int): b"),
            "query q, line 4: the SQL does not use :y"
        );
        assert_eq!(
            wrong("-- parameter: x (int): a\n-- parameter: x (int): b"),
            "query q, line 4: x is declared twice"
        );
        assert_eq!(
            wrong("-- parameter: x (int, default many): a"),
            "query q, line 3: the default \"many\" is not a whole number"
        );
        assert_eq!(
            wrong("-- chart: bars (x a, y id): T; u"),
            "query q, line 3: y id: a column that is an id cannot be a value of a chart"
        );
        assert_eq!(
            wrong("-- chart: bars (x a, y n): T of :z; u\n-- parameter: x (int): a"),
            "query q, line 3: the chart's title uses :z, which the head does not declare"
        );
        assert!(wrong("-- paramter: x (int): a").starts_with("query q, line 3: neither title, about"));
        let error = |text: &str| read(text).unwrap_err().to_string();
        assert!(error("SELECT 1").starts_with("query q, line 1: the head needs a title and an about"));
        assert_eq!(error("-- title: t\n-- about: a\n\n"), "query q, line 2: there is no SQL under the head");
        assert!(error("-- title: t\n-- about: a\nSELECT 1,\n?").starts_with("query q, line 4: "));
    }

    #[test]
    fn sql_that_sqlite_cannot_read_is_an_error_with_its_line() {
        let archive = Connection::open_in_memory().unwrap();
        let check = |sql: &str| {
            let query = read(&format!("-- title: t\n-- about: a\n{sql}")).unwrap();
            query.check(&archive).unwrap_err().to_string()
        };
        assert_eq!(check("SELECT 1,\n  nought"), "query q, line 4: no such column: nought");
        assert_eq!(check("SELECT 1\nFROM nowhere"), "query q, line 4: no such table: nowhere");
        assert_eq!(
            check("-- chart: bars (x a, y b): T; u\nSELECT 1 AS a, 2 AS c"),
            "query q, line 3: y b: the SQL gives no such column, but a, c"
        );
        assert!(check("SELECT 1; SELECT 2").contains("more than one statement"));
        assert!(check("CREATE TABLE t (a)").contains("no SELECT"));
    }
}
