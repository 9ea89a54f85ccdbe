//! What a line can go on with: commands, tables, columns, functions, keywords, canned queries and their parameters.

use rusqlite::Connection;

use crate::cli::shell::commands::{COMMANDS, modes};
use crate::query::catalogue::user_queries::Folders;
use crate::query::sandbox::{lex, plan};
use crate::query::vocabulary;

/// The names of an archive, read once.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Tables and views, with their columns.
    tables: Vec<(String, Vec<String>)>,
    functions: Vec<String>,
    /// Canned queries, with their parameters.
    queries: Vec<(String, Vec<String>)>,
}

impl Vocabulary {
    /// Reads them.
    pub fn of(archive: &Connection, folders: &Folders) -> rusqlite::Result<Vocabulary> {
        let mut tables = Vec::new();
        for table in vocabulary::tables(archive)? {
            let columns = vocabulary::columns(archive, &table)?;
            tables.push((table, columns));
        }
        let listed = folders.list().unwrap_or_default().into_iter();
        let queries = listed.filter_map(|(name, listed)| Some((name, listed.query.ok()?.parameters))).map(
            |(name, parameters)| (name, parameters.into_iter().map(|parameter| parameter.name).collect()),
        );
        Ok(Vocabulary { tables, functions: vocabulary::functions(archive)?, queries: queries.collect() })
    }

    /// Where the word at the end of `before` begins, and what it can become.
    pub fn completions(&self, before: &str) -> (usize, Vec<String>) {
        let trimmed = before.trim_start();
        if trimmed.starts_with('.') { self.of_command(before) } else { self.of_sql(before) }
    }

    fn of_command(&self, before: &str) -> (usize, Vec<String>) {
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let typed = &before[start..];
        let mut words = before[..start].split_whitespace();
        let (command, first) = (words.next(), words.next());
        let known: Vec<String> = match (command, first) {
            (None, _) => COMMANDS.iter().map(|(name, ..)| name.to_string()).collect(),
            (Some(".schema"), None) => self.tables.iter().map(|(table, _)| table.clone()).collect(),
            (Some(".mode"), None) => modes().into_iter().map(str::to_string).collect(),
            (Some(".query"), None) => self.queries.iter().map(|(name, _)| name.clone()).collect(),
            (Some(".query"), Some(query)) => {
                let parameters = self.queries.iter().find(|(name, _)| name == query);
                parameters
                    .map_or(Vec::new(), |(_, names)| names.iter().map(|name| format!("{name}=")).collect())
            }
            (Some(".explain"), _) => return self.of_sql(before),
            _ => Vec::new(),
        };
        (start, beginning(typed, known))
    }

    fn of_sql(&self, before: &str) -> (usize, Vec<String>) {
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_' || *c == '.'))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let typed = &before[start..];
        let names: Vec<&String> = self.tables.iter().map(|(table, _)| table).collect();
        let aliases = plan::aliases(&names, before);
        let columns = |table: &str| {
            self.tables
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(table))
                .map(|(_, columns)| columns)
        };
        if let Some((alias, column)) = typed.rsplit_once('.') {
            let table = aliases.get(&alias.to_lowercase()).map_or(alias, String::as_str);
            let known = columns(table).map_or(Vec::new(), |columns| beginning(column, columns.clone()));
            return (start + alias.len() + 1, known);
        }
        let words: Vec<lex::Token> = lex::tokens(&before[..start])
            .into_iter()
            .filter(|token| !matches!(token.kind, lex::Kind::Space | lex::Kind::Comment))
            .collect();
        let after_table_word = words
            .last()
            .is_some_and(|last| ["FROM", "JOIN", "INTO", "UPDATE", "TABLE"].iter().any(|word| last.is(word)));
        let tables = self.tables.iter().map(|(table, _)| table.clone());
        if after_table_word {
            return (start, beginning(typed, tables.collect()));
        }
        if typed.is_empty() {
            return (start, Vec::new());
        }
        let mut named: Vec<&String> = aliases.values().collect();
        named.sort();
        named.dedup();
        let mut known: Vec<String> =
            named.iter().filter_map(|table| columns(table)).flatten().cloned().collect();
        if known.is_empty() {
            known = self.tables.iter().flat_map(|(_, columns)| columns).cloned().collect();
        }
        known.sort();
        known.dedup();
        known.extend(tables);
        known.extend(self.functions.iter().map(|name| format!("{name}(")));
        // In the case in which the user types.
        let small = typed.chars().all(char::is_lowercase);
        let cased = |word: &&str| if small { word.to_lowercase() } else { word.to_string() };
        known.extend(vocabulary::KEYWORDS.iter().map(cased));
        (start, beginning(typed, known))
    }
}

fn beginning(typed: &str, known: Vec<String>) -> Vec<String> {
    let typed = typed.to_lowercase();
    let mut fitting: Vec<String> = Vec::new();
    for name in known {
        if name.to_lowercase().starts_with(&typed) && !fitting.contains(&name) {
            fitting.push(name);
        }
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;

    fn completed(before: &str) -> Vec<String> {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        let (start, found) = Vocabulary::of(&archive, &Folders::of("none/presscut.db".as_ref(), None))
            .unwrap()
            .completions(before);
        found.into_iter().map(|name| format!("{}{name}", &before[..start])).collect()
    }

    #[test]
    fn names_are_completed_where_they_can_stand() {
        assert_eq!(completed(".sch"), [".schema"]);
        assert_eq!(completed(".schema quote_l"), [".schema quote_list"]);
        assert_eq!(completed(".query speakers-"), [".query speakers-by-source"]);
        assert_eq!(completed(".query quotes-by-speaker sp"), [".query quotes-by-speaker speaker="]);
        assert_eq!(
            completed("SELECT * FROM menti"),
            ["SELECT * FROM mentions", "SELECT * FROM mention_list"]
        );
        assert_eq!(completed("SELECT m.surf").len(), 0);
        let columns = completed("SELECT 1 FROM mentions m JOIN articles a WHERE m.su");
        assert_eq!(columns, ["SELECT 1 FROM mentions m JOIN articles a WHERE m.surface"]);
        assert!(completed("SELECT coun").contains(&"SELECT count(".to_string()));
        assert_eq!(completed("SELECT id FROM quotes WHERE speaker_ent").len(), 1);
        assert!(completed("sele").contains(&"select".to_string()));
    }
}
