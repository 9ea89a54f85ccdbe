//! Completions that clap does not know: names of queries, of their parameters, and the values of these.
//!
//! Values come out of the archive that the line names. Whatever is wrong (no archive, no such query) gives no candidates and
//! no words: nobody wants an error in the middle of a line. `-p NAME VALUE` is two words to presscut and three to
//! clap, so the words before the cursor are replaced by flags that mean nothing.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::StyledStr;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::app::ask::canned::{CannedQuery, Parameter, ParameterKind};
use crate::app::ask::completion::{complete_entities, complete_sources, complete_tags};
use crate::app::ask::listing::QueryFolders;

/// Days that can be said in words.
const DAYS: [&str; 8] =
    ["today", "yesterday", "this week", "last week", "this month", "last month", "last year", "-30d"];

/// A flag that replaces a word that clap need not see.
const PASSED: &str = "--quiet";

/// Arguments that are names: the command, the argument, and what it names.
const NAMED: &[(&[&str], &str, ParameterKind)] = &[
    (&["entities", "show"], "entity", ParameterKind::Entity),
    (&["entities", "merge"], "into", ParameterKind::Entity),
    (&["entities", "merge"], "others", ParameterKind::Entity),
    (&["entities", "split"], "entity", ParameterKind::Entity),
    (&["entities", "rename"], "entity", ParameterKind::Entity),
    (&["entities", "retype"], "entity", ParameterKind::Entity),
    (&["entities", "hide"], "entities", ParameterKind::Entity),
    (&["quotes", "fix"], "speaker", ParameterKind::Entity),
    (&["dossier"], "name", ParameterKind::Entity),
    (&["tag"], "entities", ParameterKind::Entity),
    (&["note"], "entities", ParameterKind::Entity),
    (&["tag"], "words", ParameterKind::Tag),
    (&["tags", "list"], "tag", ParameterKind::Tag),
    (&["tags", "rename"], "tag", ParameterKind::Tag),
    (&["tags", "remove"], "tag", ParameterKind::Tag),
    (&["tags", "export"], "tag", ParameterKind::Tag),
    (&["search"], "tag", ParameterKind::Tag),
];

/// The words of the command line up to the cursor.
#[derive(Debug, Clone)]
pub struct CommandLine {
    /// The last one is where the cursor is.
    words: Vec<String>,
    /// How many words the shell gave, and how many of them come after the cursor.
    after: usize,
}

/// What a word after `-p` is to be.
enum Wanted<'w> {
    /// A parameter's name, or name and value with `=` between them.
    Name,
    /// The value of this one.
    ValueOf(&'w str),
}

impl CommandLine {
    /// Takes a shell's words, of which some leave quotation marks on.
    pub fn parse(words: &[OsString]) -> CommandLine {
        let given = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|at| at.parse::<usize>().ok());
        let at = given.unwrap_or(words.len().saturating_sub(1));
        let mut before: Vec<String> =
            words.iter().take(at + 1).map(|word| unquoted(&word.to_string_lossy())).collect();
        // zsh leaves out the empty word under the cursor.
        if !words.is_empty() && before.len() <= at {
            before.push(String::new());
        }
        CommandLine { after: words.len().saturating_sub(before.len()), words: before }
    }

    /// The words as clap can read them, as many as there were.
    pub fn plain_words(&self) -> Vec<OsString> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let last = words.len().saturating_sub(1);
        let mut at = 1;
        while at < last {
            if !is_parameter(words[at]) || at + 1 == last || words[at + 1].contains('=') {
                at += if is_parameter(words[at]) { 2 } else { 1 };
            } else if at + 2 == last {
                (words[at], words[at + 1]) = (PASSED, "-p");
                at = last;
            } else {
                (words[at], words[at + 1], words[at + 2]) = (PASSED, PASSED, PASSED);
                at += 3;
            }
        }
        let after = std::iter::repeat_n(PASSED, self.after);
        words.into_iter().chain(after).map(OsString::from).collect()
    }

    /// The command line's definition, with candidates for what this line can go on with.
    pub fn fitted(&self, command: clap::Command) -> clap::Command {
        let (names, parameters, sources) = (self.clone(), self.clone(), self.clone());
        let has_source =
            |command: &clap::Command| command.get_arguments().any(|argument| argument.get_id() == "source");
        let search = command.find_subcommand("search").is_some_and(has_source);
        let command = command.mut_subcommand("query", |query| {
            query
                .mut_arg("name", |argument| {
                    argument.add(ArgValueCompleter::new(move |current: &OsStr| names.queries(&text(current))))
                })
                .mut_arg("parameter", |argument| {
                    argument.add(ArgValueCompleter::new(move |current: &OsStr| {
                        parameters.after_p(&text(current))
                    }))
                })
        });
        let command = self.with_names(command);
        if !search {
            return command;
        }
        command.mut_subcommand("search", |search| {
            search.mut_arg("source", |argument| {
                argument.add(ArgValueCompleter::new(move |current: &OsStr| {
                    sources.values(&ParameterKind::Source, &text(current))
                }))
            })
        })
    }

    /// The definition with the names of entities, and of tags, where commands take them.
    fn with_names(&self, command: clap::Command) -> clap::Command {
        let mut command = command;
        for (path, argument, kind) in NAMED {
            command = self.with_values(command, path, argument, kind.clone());
        }
        command
    }

    /// The definition with values of a kind for one argument of a command.
    fn with_values(
        &self,
        command: clap::Command,
        path: &[&'static str],
        argument: &'static str,
        kind: ParameterKind,
    ) -> clap::Command {
        let [first, rest @ ..] = path else {
            // All of them in place: changing one alone would put it last, and positions count.
            return command.mut_args(|known| match known.get_id() == argument {
                true => {
                    let (line, kind) = (self.clone(), kind.clone());
                    let complete = move |current: &OsStr| line.values(&kind, &text(current));
                    known.add(ArgValueCompleter::new(complete))
                }
                false => known,
            });
        };
        if command.find_subcommand(first).is_none() {
            return command;
        }
        command.mut_subcommand(first, |below| self.with_values(below, rest, argument, kind))
    }

    /// The value of an option, in one word or two.
    fn option(&self, name: &str) -> Option<&str> {
        let pairs = self.words.iter().zip(self.words.iter().skip(1));
        let apart = pairs.filter(|(word, _)| *word == name).map(|(_, value)| value.as_str());
        let joined = self.words.iter().filter_map(|word| word.strip_prefix(name)?.strip_prefix('='));
        apart.chain(joined).last()
    }

    fn db(&self) -> PathBuf {
        let given =
            self.option("--db").map(home).or_else(|| std::env::var_os("PRESSCUT_DB").map(PathBuf::from));
        given.unwrap_or_else(|| PathBuf::from("presscut.db"))
    }

    fn folders(&self) -> QueryFolders {
        QueryFolders::for_archive(&self.db(), self.option("--queries").map(home).as_deref())
    }

    /// The query that the line names.
    fn query(&self) -> Option<CannedQuery> {
        let listed = self.folders().list().ok()?;
        let command = self.words.iter().position(|word| word == "query")?;
        let name =
            self.words[command + 1..self.words.len() - 1].iter().find(|word| listed.contains_key(*word))?;
        listed.get(name)?.query.as_ref().ok().cloned()
    }

    fn queries(&self, begun: &str) -> Vec<CompletionCandidate> {
        let Ok(listed) = self.folders().list() else { return Vec::new() };
        let fitting = listed.into_iter().filter(|(name, _)| name.starts_with(begun));
        fitting
            .map(|(name, listed)| {
                CompletionCandidate::new(name)
                    .help(listed.query.ok().map(|query| StyledStr::from(query.title)))
            })
            .collect()
    }

    /// What can follow `-p`, or, where that is a name alone, the name.
    fn after_p(&self, begun: &str) -> Vec<CompletionCandidate> {
        let Some(query) = self.query() else { return Vec::new() };
        let of = |name: &str| query.parameters.iter().find(|parameter| parameter.name == name);
        match self.wanted() {
            Wanted::ValueOf(name) => {
                of(name).map_or_else(Vec::new, |parameter| self.values(&parameter.kind, begun))
            }
            Wanted::Name => match begun.split_once('=') {
                Some((name, begun)) => of(name)
                    .map_or_else(Vec::new, |parameter| self.values(&parameter.kind, begun))
                    .into_iter()
                    .map(|candidate| candidate.add_prefix(format!("{name}=")))
                    .collect(),
                None => {
                    let fitting =
                        query.parameters.iter().filter(|parameter| parameter.name.starts_with(begun));
                    fitting.map(parameter_candidate).collect()
                }
            },
        }
    }

    fn wanted(&self) -> Wanted<'_> {
        let mut at = 1;
        let last = self.words.len().saturating_sub(1);
        while at < last {
            if !is_parameter(&self.words[at]) {
                at += 1;
            } else if at + 1 < last && !self.words[at + 1].contains('=') {
                if at + 2 == last {
                    return Wanted::ValueOf(&self.words[at + 1]);
                }
                at += 3;
            } else {
                at += 2;
            }
        }
        Wanted::Name
    }

    fn values(&self, kind: &ParameterKind, begun: &str) -> Vec<CompletionCandidate> {
        let fixed = |words: &[&str]| {
            let fitting = words.iter().filter(|word| word.starts_with(begun));
            fitting.map(|word| CompletionCandidate::new(*word)).collect()
        };
        match kind {
            ParameterKind::Choice(choices) => fixed(&choices.iter().map(String::as_str).collect::<Vec<_>>()),
            ParameterKind::Bool => fixed(&["yes", "no"]),
            ParameterKind::Date => fixed(&DAYS),
            ParameterKind::Int | ParameterKind::Share | ParameterKind::Text => Vec::new(),
            ParameterKind::Entity => complete_entities(&self.db(), begun)
                .into_iter()
                .map(|(name, kind)| CompletionCandidate::new(name).help(Some(StyledStr::from(kind))))
                .collect(),
            ParameterKind::Tag => {
                complete_tags(&self.db(), begun).into_iter().map(CompletionCandidate::new).collect()
            }
            ParameterKind::Source => {
                complete_sources(&self.db(), begun).into_iter().map(CompletionCandidate::new).collect()
            }
        }
    }
}

fn parameter_candidate(parameter: &Parameter) -> CompletionCandidate {
    CompletionCandidate::new(&parameter.name).help(Some(StyledStr::from(parameter.help.clone())))
}

fn is_parameter(word: &str) -> bool {
    word == "-p" || word == "--parameter"
}

fn text(current: &OsStr) -> String {
    current.to_string_lossy().into_owned()
}

/// `~/news.db` is in the home folder: the shell has not said so yet.
fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// A word without the quotation marks and backslashes that a shell reads.
fn unquoted(word: &str) -> String {
    let mut plain = String::new();
    let mut open = None;
    let mut letters = word.chars();
    while let Some(c) = letters.next() {
        match (c, open) {
            ('\\', None | Some('"')) => plain.extend(letters.next()),
            ('"' | '\'', None) => open = Some(c),
            (c, Some(mark)) if c == mark => open = None,
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(line: &[&str]) -> Vec<String> {
        let words: Vec<OsString> = line.iter().map(OsString::from).collect();
        CommandLine::parse(&words).plain_words().into_iter().map(|word| word.into_string().unwrap()).collect()
    }

    #[test]
    fn parameters_in_two_words_are_one_to_clap() {
        assert_eq!(
            plain(&["presscut", "query", "q", "-p", "speaker", "Ing"]),
            ["presscut", "query", "q", "--quiet", "-p", "Ing"]
        );
        assert_eq!(
            plain(&["presscut", "query", "q", "-p", "a", "b", "-p", "c=d", "-p", "e"]),
            ["presscut", "query", "q", "--quiet", "--quiet", "--quiet", "-p", "c=d", "-p", "e"]
        );
        assert_eq!(plain(&["presscut", "query", "q", "-p", ""]), ["presscut", "query", "q", "-p", ""]);
    }

    #[test]
    fn quotation_marks_are_taken_off() {
        for (word, means) in [
            ("\"Ingrid So", "Ingrid So"),
            ("Ingrid\\ So", "Ingrid So"),
            ("'a\\b'c", "a\\bc"),
            ("O\\'Neil", "O'Neil"),
            ("\\", ""),
        ] {
            assert_eq!(unquoted(word), means);
        }
    }
}
