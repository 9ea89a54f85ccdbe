//! The commands of the shell: lines that begin with a stop.

use clap::ValueEnum;

use crate::cli::CliError;
use crate::cli::commands::query::seconds;
use crate::cli::commands::schema;
use crate::cli::shell::session::{Session, Step};
use crate::cli::shell::told;
use crate::output::Format;
use crate::query::catalogue::parameters;
use crate::query::catalogue::user_queries::Listed;
use crate::query::sandbox::{lex, plan, run};
use crate::query::search;
use crate::query::search::hit_marks::Marks;
use crate::query::search::parser::Typed;
use crate::query::search::rows::{Shape, Shown};
use crate::query::search::{Filters, Target};
use crate::query::suggest::did_you_mean;
use crate::query::vocabulary;

/// A command's name, what comes after it, and what it does.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    (".help", "", "this list"),
    (".tables", "", "tables and views"),
    (".schema", "[TABLE]", "their columns"),
    (".functions", "", "functions beyond SQLite's own"),
    (".queries", "", "the canned queries"),
    (".query", "NAME [PARAMETER=VALUE …]", "run one of them"),
    (".search", "WORDS", "find articles by their words"),
    (".explain", "SQL", "how it would be answered: which index is used, what is read whole"),
    (".param", "[NAME VALUE]", "give :NAME a value; alone: show them; `.param clear` forgets them"),
    (".mode", "[FORMAT]", "table, csv, tsv, json, jsonl or markdown"),
    (".once", "FILE", "the next result goes to a file, in the format of its extension"),
    (".read", "FILE", "run the SQL and commands of a file"),
    (".limit", "[ROWS]", "give at most so many rows of a result; alone: all"),
    (".timeout", "SECONDS", "stop a query after so many seconds; 0: never"),
    (".quit", "", "end; so does Ctrl-D"),
];

/// Does what a line says that begins with a stop.
pub fn run(session: &mut Session, line: &str) -> Result<Step, CliError> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let needed = |what: &str| match rest {
        "" => Err(CliError::Usage(format!("write {name} {what}"))),
        rest => Ok(rest.to_string()),
    };
    match name {
        ".help" => session.show(&help()),
        ".tables" => {
            session.clock.start(None);
            let tables = vocabulary::tables(&session.archive)?;
            session.show(&lines(&tables))
        }
        ".schema" => {
            session.clock.start(None);
            let table = schema::known(&session.archive, (!rest.is_empty()).then_some(rest))?;
            session.question(&schema::sql(), &[("table".into(), table.into())])
        }
        ".functions" => {
            let (sql, values) = schema::functions();
            session.question(&sql, &values)
        }
        ".queries" => queries(session),
        ".query" => query(session, &needed("NAME, and PARAMETER=VALUE for each of its parameters")?),
        ".search" => find(session, &needed("WORDS")?),
        ".explain" => explain(session, &needed("SQL")?),
        ".param" | ".parameter" => parameter(session, rest),
        ".mode" => mode(session, rest),
        ".once" => {
            session.once = Some(needed("FILE")?.into());
            Ok(Step::Next)
        }
        ".read" => {
            let path = needed("FILE")?;
            let script = std::fs::read_to_string(&path)
                .map_err(|error| CliError::Failed(format!("{path} cannot be read: {error}")))?;
            session.script(&script)
        }
        ".limit" => {
            let wrong = |_| CliError::Usage(format!("{rest} is no number of rows"));
            session.limit = if rest.is_empty() { None } else { Some(rest.parse().map_err(wrong)?) };
            Ok(Step::Next)
        }
        ".timeout" => {
            let wrong = |_| CliError::Usage(format!("{rest} is no number of seconds"));
            session.time = seconds(needed("SECONDS")?.parse().map_err(wrong)?)?;
            Ok(Step::Next)
        }
        ".quit" | ".exit" | ".q" => Ok(Step::Quit),
        _ => {
            let near = did_you_mean(name, COMMANDS.iter().map(|(name, ..)| *name));
            Err(CliError::Usage(format!("there is no command {name}{near}: .help lists them")))
        }
    }
}

fn lines(each: &[String]) -> String {
    each.iter().map(|line| format!("{line}\n")).collect()
}

fn help() -> String {
    let form = |(name, rest, _): &(&str, &str, &str)| format!("{name} {rest}");
    let widest = COMMANDS.iter().map(|command| form(command).chars().count()).max().unwrap_or(0);
    let mut text: String =
        COMMANDS.iter().map(|command| format!("{:widest$}  {}\n", form(command), command.2)).collect();
    text.push_str("\nAnything else is SQL, up to a semicolon; it reads the archive and changes nothing.\n");
    text.push_str(
        "Tab completes names, the arrows go through the history, Ctrl-C stops a query or drops a line.\n",
    );
    text
}

fn queries(session: &Session) -> Result<Step, CliError> {
    let listed = session.folders().list().map_err(told)?;
    let widest = listed.keys().map(String::len).max().unwrap_or(0);
    let line = |(name, listed): (&String, &Listed)| match &listed.query {
        Ok(query) => format!("{name:widest$}  {}", query.about),
        Err(error) => format!("{name:widest$}  (cannot be used: {error})"),
    };
    session.show(&lines(&listed.iter().map(line).collect::<Vec<_>>()))
}

/// `.query NAME a=b "c=d e"`
fn query(session: &mut Session, rest: &str) -> Result<Step, CliError> {
    let words = words(rest);
    let Some((name, given)) = words.split_first() else { return Ok(Step::Next) };
    let query = session.folders().named(name).map_err(told)?;
    let given: Vec<(String, String)> = given
        .iter()
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => Ok((name.to_string(), value.to_string())),
            None => Err(CliError::Usage(format!("{pair}: write PARAMETER=VALUE"))),
        })
        .collect::<Result<_, _>>()?;
    session.clock.start(None);
    let values = parameters::values(&query, &given, &session.archive).map_err(told)?;
    session.question(&query.sql, &values)
}

fn find(session: &mut Session, typed: &str) -> Result<Step, CliError> {
    let typed = Typed::read(typed);
    if typed.is_empty() {
        return Err(CliError::Usage("there is no word to look for".into()));
    }
    let found = search::found(&typed, Target::Articles, &Filters::default());
    let question = search::ranked(&found, Target::Articles);
    let marks = Marks::of(&typed);
    session.answer(1, |session, sink| {
        let mut shown = Shown::new(sink, &marks, Shape::Snippet(16), None);
        run::run(&session.archive, &question.sql, &question.values, session.limit, &session.clock, &mut shown)
    })
}

fn explain(session: &mut Session, sql: &str) -> Result<Step, CliError> {
    session.clock.start(None);
    let values: Vec<_> = lex::tokens(sql)
        .iter()
        .filter(|token| token.kind == lex::Kind::Parameter)
        // The way does not depend on the values.
        .map(|token| (token.text[1..].to_string(), rusqlite::types::Value::Null))
        .collect();
    let mut steps = Vec::new();
    for one in lex::statements(sql) {
        steps.extend(plan::in_words(&session.archive, one.text, &values).map_err(told)?);
    }
    session.show(&lines(&steps))
}

fn parameter(session: &mut Session, rest: &str) -> Result<Step, CliError> {
    let words = words(rest);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        [] | ["list"] => {
            let each: Vec<String> =
                session.parameters.iter().map(|(name, value)| format!(":{name} = {value}")).collect();
            return session.show(&lines(&each));
        }
        ["clear"] => session.parameters.clear(),
        ["set", name, value @ ..] | [name, value @ ..] => {
            let name = name.trim_start_matches([':', '@', '$']).to_string();
            session.parameters.retain(|(known, _)| *known != name);
            if !value.is_empty() {
                session.parameters.push((name, value.join(" ")));
            }
        }
    }
    Ok(Step::Next)
}

fn mode(session: &mut Session, rest: &str) -> Result<Step, CliError> {
    if rest.is_empty() {
        return session.show(&format!("{:?}\n", session.mode).to_lowercase());
    }
    match Format::from_str(rest, true) {
        Ok(Format::Xlsx) | Err(_) => {
            let near = did_you_mean(rest, modes());
            Err(CliError::Usage(format!("there is no mode {rest}{near}: there is {}", modes().join(", "))))
        }
        Ok(format) => {
            session.mode = format;
            Ok(Step::Next)
        }
    }
}

/// The formats that a screen can show.
pub fn modes() -> Vec<&'static str> {
    vec!["table", "csv", "tsv", "json", "jsonl", "markdown"]
}

/// Words, parted at blanks that do not stand between marks.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut within: Option<char> = None;
    for c in text.chars() {
        match (c, within) {
            (c, Some(mark)) if c == mark => within = None,
            ('"' | '\'', None) => {
                within = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_outside_of_marks() {
        assert_eq!(words("a  speaker=\"Jane Roe\" 'b c'd \"\""), ["a", "speaker=Jane Roe", "b cd", ""]);
    }
}
