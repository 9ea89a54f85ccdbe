//! The parameters that SQL uses: a colon and a name, outside of strings, names in quotes and comments.
//!
//! SQLite would tell their names too, but not their lines; and SQL that it cannot prepare still has parameters.

use crate::query::sandbox::lex::TokenKind;
use crate::query::sandbox::script::SqlScript;

/// A parameter, at its first use in the SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Without the colon.
    pub name: String,
    /// Of the SQL, from 1.
    pub line: usize,
}

/// A parameter that has no name, or another sign than a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotPortable {
    /// Of the SQL, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// The parameters of SQL, each once, in the order of their first use.
///
/// # Errors
/// `?`, `@name` and `$name`: other engines do not take them, and canned queries are to run there too.
pub fn placeholders_of(script: &SqlScript) -> Result<Vec<Placeholder>, NotPortable> {
    let mut found: Vec<Placeholder> = Vec::new();
    let mut line = 1;
    for token in script.tokens() {
        let reason = match (token.kind, token.text.chars().next()) {
            (TokenKind::Parameter, Some('?')) => Some("give parameters names: `:name`, not `?`"),
            (TokenKind::Parameter | TokenKind::Sign, Some('@' | '$')) => Some("write a parameter as `:name`"),
            _ => None,
        };
        if let Some(reason) = reason {
            return Err(NotPortable { line, reason });
        }
        if token.kind == TokenKind::Parameter {
            let name = &token.text[1..];
            if !found.iter().any(|known| known.name == name) {
                found.push(Placeholder { name: name.to_string(), line });
            }
        }
        line += token.text.matches('\n').count();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_names_and_comments_hold_none() {
        let sql =
            "SELECT ':a', \":b\", [:c], `:d` -- :e 'it\n/* :f\n ' */ , :g, x.\"y\" || :h\n, :g, 'it''s :i'";
        let used = placeholders_of(&SqlScript::parse(sql)).unwrap();
        let pairs: Vec<(&str, usize)> = used.iter().map(|used| (used.name.as_str(), used.line)).collect();
        assert_eq!(pairs, [("g", 3), ("h", 3)]);
        assert_eq!(placeholders_of(&SqlScript::parse("SELECT 1\n= ?")).unwrap_err().line, 2);
        assert!(
            placeholders_of(&SqlScript::parse("SELECT $x")).is_err()
                && placeholders_of(&SqlScript::parse("SELECT @x")).is_err()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(sql in "\\PC*") {
            let _ = placeholders_of(&SqlScript::parse(&sql));
        }

        #[test]
        fn what_sqlite_takes_for_parameters_are_these(
            parts in prop::collection::vec(prop::sample::select(vec![
                ":a", ":b_1", "'x:c'", "\"d:e\"", "--:f\n", "/*:g*/", " ", "1", ",", "''", "\n"
            ]), 0..12),
        ) {
            let sql = format!("SELECT {}", parts.join(" || ").replace("|| --", "--"));
            let archive = rusqlite::Connection::open_in_memory().unwrap();
            if let Ok(statement) = archive.prepare(&sql) {
                let theirs: Vec<String> = (1..=statement.parameter_count())
                    .map(|at| statement.parameter_name(at).unwrap()[1..].to_string())
                    .collect();
                let ours: Vec<String> = placeholders_of(&SqlScript::parse(&sql)).unwrap().into_iter().map(|used| used.name).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
