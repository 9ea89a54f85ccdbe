//! The commands of the shell, lines that begin with a dot, parsed into data.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::ask::shell::did_you_mean;
use crate::cli::CliError;
use crate::cli::args::time_limit::seconds;
use crate::output::Format;
use crate::output::format::ChartForm;
use crate::output::registry::{FORMATS, format_named};

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
    (
        ".once",
        "[--force] FILE",
        "the next result goes to a file, in the format of its extension; --force overwrites it",
    ),
    (".read", "FILE", "run the SQL and commands of a file"),
    (".limit", "[ROWS]", "give at most this many rows of a result; alone: all"),
    (".timeout", "SECONDS", "stop a query after this many seconds; 0: never"),
    (".quit", "", "end; so does Ctrl-D"),
];

/// The file of the next result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceFile {
    /// Where it is.
    pub path: PathBuf,
    /// Whether a file that is there is overwritten.
    pub overwrite: bool,
}

/// A command, with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub enum ShellCommand {
    /// `.help`
    Help,
    /// `.tables`
    Tables,
    /// `.schema [TABLE]`
    Schema(Option<String>),
    /// `.functions`
    Functions,
    /// `.queries`
    Queries,
    /// `.query NAME [PARAMETER=VALUE …]`
    Query {
        /// The query's name.
        name: String,
        /// Names and values.
        parameters: Vec<(String, String)>,
    },
    /// `.search WORDS`
    Search(String),
    /// `.explain SQL`
    Explain(String),
    /// `.param`
    ShowParameters,
    /// `.param clear`
    ClearParameters,
    /// `.param NAME [VALUE]`
    SetParameter {
        /// Without its sign.
        name: String,
        /// `None` forgets the parameter.
        value: Option<String>,
    },
    /// `.mode`
    ShowMode,
    /// `.mode FORMAT`
    SetMode(&'static Format),
    /// `.once [--force] FILE`
    Once(OnceFile),
    /// `.read FILE`
    Read(String),
    /// `.limit [ROWS]`
    Limit(Option<u64>),
    /// `.timeout SECONDS`
    Timeout(Option<Duration>),
    /// `.quit`
    Quit,
}

impl ShellCommand {
    /// Parses a line that begins with a dot.
    ///
    /// # Errors
    /// A command that there is not, or wrong arguments.
    pub fn parse(line: &str) -> Result<ShellCommand, CliError> {
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let needed = |what: &str| match rest {
            "" => Err(CliError::Usage(format!("write {name} {what}"))),
            rest => Ok(rest.to_string()),
        };
        let given = (!rest.is_empty()).then_some(rest);
        Ok(match name {
            ".help" => ShellCommand::Help,
            ".tables" => ShellCommand::Tables,
            ".schema" => ShellCommand::Schema(given.map(str::to_string)),
            ".functions" => ShellCommand::Functions,
            ".queries" => ShellCommand::Queries,
            ".query" => parse_query(&needed("NAME, and PARAMETER=VALUE for each of its parameters")?)?,
            ".search" => ShellCommand::Search(needed("WORDS")?),
            ".explain" => ShellCommand::Explain(needed("SQL")?),
            ".param" | ".parameter" => parse_parameter(rest),
            ".mode" => given.map_or(Ok(ShellCommand::ShowMode), parse_mode)?,
            ".once" => ShellCommand::Once(parse_once(&needed("FILE, or --force FILE")?)?),
            ".read" => ShellCommand::Read(needed("FILE")?),
            ".limit" => {
                let wrong = |_| CliError::Usage(format!("{rest} is no number of rows"));
                ShellCommand::Limit(given.map(str::parse).transpose().map_err(wrong)?)
            }
            ".timeout" => {
                let wrong = |_| CliError::Usage(format!("{rest} is no number of seconds"));
                ShellCommand::Timeout(seconds(needed("SECONDS")?.parse().map_err(wrong)?)?)
            }
            ".quit" | ".exit" | ".q" => ShellCommand::Quit,
            _ => {
                let near = did_you_mean(name, COMMANDS.iter().map(|(name, ..)| *name));
                return Err(CliError::Usage(format!("there is no command {name}{near}: .help lists them")));
            }
        })
    }
}

/// `.once --force FILE`
fn parse_once(rest: &str) -> Result<OnceFile, CliError> {
    let (path, overwrite) = match rest.strip_prefix("--force") {
        Some("") => return Err(CliError::Usage("write .once --force FILE".into())),
        Some(path) if path.starts_with(char::is_whitespace) => (path.trim_start(), true),
        _ => (rest, false),
    };
    Ok(OnceFile { path: path.into(), overwrite })
}

/// `.query NAME a=b "c=d e"`
fn parse_query(rest: &str) -> Result<ShellCommand, CliError> {
    let mut words = split_words(rest).into_iter();
    let name = words.next().unwrap_or_default();
    let pair = |pair: String| match pair.split_once('=') {
        Some((name, value)) => Ok((name.to_string(), value.to_string())),
        None => Err(CliError::Usage(format!("{pair}: write PARAMETER=VALUE"))),
    };
    Ok(ShellCommand::Query { name, parameters: words.map(pair).collect::<Result<_, _>>()? })
}

fn parse_parameter(rest: &str) -> ShellCommand {
    let words = split_words(rest);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        [] | ["list"] => ShellCommand::ShowParameters,
        ["clear"] => ShellCommand::ClearParameters,
        ["set", name, value @ ..] | [name, value @ ..] => ShellCommand::SetParameter {
            name: name.trim_start_matches([':', '@', '$']).to_string(),
            value: (!value.is_empty()).then(|| value.join(" ")),
        },
    }
}

fn parse_mode(name: &str) -> Result<ShellCommand, CliError> {
    match format_named(name).filter(|format| !format.is_binary) {
        Some(format) => Ok(ShellCommand::SetMode(format)),
        None => {
            let near = did_you_mean(name, modes());
            Err(CliError::Usage(format!("there is no mode {name}{near}: there is {}", modes().join(", "))))
        }
    }
}

/// The formats that a screen can show.
pub fn modes() -> Vec<&'static str> {
    let shown = |format: &&&Format| {
        let is_page = |form: ChartForm| form.is_picture() || form == ChartForm::Page;
        !format.is_binary && !format.chart.is_some_and(is_page)
    };
    FORMATS.iter().filter(shown).map(|format| format.name).collect()
}

/// Words, separated at blanks that are not between marks.
fn split_words(text: &str) -> Vec<String> {
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
    fn words_are_separated_outside_of_marks() {
        assert_eq!(split_words("a  speaker=\"Jane Roe\" 'b c'd \"\""), ["a", "speaker=Jane Roe", "b cd", ""]);
    }

    #[test]
    fn a_line_becomes_a_command_with_its_arguments() {
        let parsed = |line: &str| ShellCommand::parse(line).map_err(|error| error.to_string());
        let parameters = vec![("speaker".to_string(), "Jane Roe".to_string())];
        for (line, command) in [
            (".schema", ShellCommand::Schema(None)),
            (".schema quotes", ShellCommand::Schema(Some("quotes".into()))),
            (".query q speaker=\"Jane Roe\"", ShellCommand::Query { name: "q".into(), parameters }),
            (".param", ShellCommand::ShowParameters),
            (".param clear", ShellCommand::ClearParameters),
            (".param set :n a b", ShellCommand::SetParameter { name: "n".into(), value: Some("a b".into()) }),
            (".param n", ShellCommand::SetParameter { name: "n".into(), value: None }),
            (".mode", ShellCommand::ShowMode),
            (".limit", ShellCommand::Limit(None)),
            (".once a b.csv", ShellCommand::Once(OnceFile { path: "a b.csv".into(), overwrite: false })),
            (".once --force a.csv", ShellCommand::Once(OnceFile { path: "a.csv".into(), overwrite: true })),
            (".limit 5", ShellCommand::Limit(Some(5))),
            (".timeout 0", ShellCommand::Timeout(None)),
            (".q", ShellCommand::Quit),
        ] {
            assert_eq!(parsed(line), Ok(command), "{line}");
        }
        for (line, says) in [
            (".search", "write .search WORDS"),
            (".once --force", "write .once --force FILE"),
            (".query q speaker", "speaker: write PARAMETER=VALUE"),
            (".limit many", "many is no number of rows"),
            (
                ".mode xlsx",
                "there is no mode xlsx: there is table, vertical, csv, tsv, json, jsonl, markdown",
            ),
            (".tabels", "there is no command .tabels (did you mean .tables?): .help lists them"),
        ] {
            assert_eq!(parsed(line), Err(says.into()), "{line}");
        }
    }
}
