//! What a line can go on with: commands, tables, columns, functions, keywords, canned queries and their parameters.

use crate::app::ask::shell::KEYWORDS;
use crate::app::ask::shell::{Names, table_aliases};
use crate::app::ask::sql::lex;
use crate::cli::shell::command::{COMMANDS, modes};

/// What completion knows of an archive, read once.
#[derive(Debug, Default)]
pub struct Vocabulary(pub Names);

impl Vocabulary {
    /// Where the word at the end of `before` begins, and what it can become.
    pub fn completions(&self, before: &str) -> (usize, Vec<String>) {
        let trimmed = before.trim_start();
        if trimmed.starts_with('.') { self.complete_command(before) } else { self.complete_sql(before) }
    }

    fn complete_command(&self, before: &str) -> (usize, Vec<String>) {
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let begun = &before[start..];
        let mut words = before[..start].split_whitespace();
        let (command, first) = (words.next(), words.next());
        let known: Vec<String> = match (command, first) {
            (None, _) => COMMANDS.iter().map(|(name, ..)| name.to_string()).collect(),
            (Some(".schema"), None) => self.0.tables.iter().map(|(table, _)| table.clone()).collect(),
            (Some(".mode"), None) => modes().into_iter().map(str::to_string).collect(),
            (Some(".query"), None) => self.0.queries.iter().map(|(name, _)| name.clone()).collect(),
            (Some(".query"), Some(query)) => {
                let parameters = self.0.queries.iter().find(|(name, _)| name == query);
                parameters
                    .map_or(Vec::new(), |(_, names)| names.iter().map(|name| format!("{name}=")).collect())
            }
            (Some(".explain"), _) => return self.complete_sql(before),
            _ => Vec::new(),
        };
        (start, names_beginning(begun, known))
    }

    fn complete_sql(&self, before: &str) -> (usize, Vec<String>) {
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_' || *c == '.'))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let begun = &before[start..];
        let names: Vec<&String> = self.0.tables.iter().map(|(table, _)| table).collect();
        let aliases = table_aliases(&names, &lex::tokens(before));
        let columns = |table: &str| {
            self.0
                .tables
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(table))
                .map(|(_, columns)| columns)
        };
        if let Some((alias, column)) = begun.rsplit_once('.') {
            let table = aliases.get(&alias.to_lowercase()).map_or(alias, String::as_str);
            let known = columns(table).map_or(Vec::new(), |columns| names_beginning(column, columns.clone()));
            return (start + alias.len() + 1, known);
        }
        let words: Vec<lex::Token> =
            lex::tokens(&before[..start]).into_iter().filter(lex::Token::is_significant).collect();
        let after_table_word = words
            .last()
            .is_some_and(|last| ["FROM", "JOIN", "INTO", "UPDATE", "TABLE"].iter().any(|word| last.is(word)));
        let tables = self.0.tables.iter().map(|(table, _)| table.clone());
        if after_table_word {
            return (start, names_beginning(begun, tables.collect()));
        }
        if begun.is_empty() {
            return (start, Vec::new());
        }
        let mut named: Vec<&String> = aliases.values().collect();
        named.sort();
        named.dedup();
        let mut known: Vec<String> =
            named.iter().filter_map(|table| columns(table)).flatten().cloned().collect();
        if known.is_empty() {
            known = self.0.tables.iter().flat_map(|(_, columns)| columns).cloned().collect();
        }
        known.sort();
        known.dedup();
        known.extend(tables);
        known.extend(self.0.functions.iter().map(|name| format!("{name}(")));
        // In the case that the user writes.
        let small = begun.chars().all(char::is_lowercase);
        let cased = |word: &&str| if small { word.to_lowercase() } else { word.to_string() };
        known.extend(KEYWORDS.iter().map(cased));
        (start, names_beginning(begun, known))
    }
}

fn names_beginning(begun: &str, known: Vec<String>) -> Vec<String> {
    let begun = begun.to_lowercase();
    let mut fitting: Vec<String> = Vec::new();
    for name in known {
        if name.to_lowercase().starts_with(&begun) && !fitting.contains(&name) {
            fitting.push(name);
        }
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ask::shell::ShellArchive;
    use crate::app::ask::sql::TimeLimit;
    use crate::archive::schema::open;

    fn completed(before: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("presscut.db");
        open::close(open::writing(&path).unwrap()).unwrap();
        let limit = TimeLimit { time: None, on_overdue: || {} };
        let names = ShellArchive::open(&path, limit).unwrap().names();
        let (start, found) = Vocabulary(names).completions(before);
        found.into_iter().map(|name| format!("{}{name}", &before[..start])).collect()
    }

    #[test]
    fn names_are_completed_where_they_can_be() {
        assert_eq!(completed(".sch"), [".schema"]);
        assert_eq!(completed(".schema quote_l"), [".schema quote_list"]);
        assert_eq!(completed(".query speakers-"), [".query speakers-about", ".query speakers-by-source"]);
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
