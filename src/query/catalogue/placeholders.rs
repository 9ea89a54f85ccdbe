//! The parameters that SQL uses: a colon and a name, outside of strings, names in quotes and comments.
//!
//! SQLite would tell their names too, and not their lines; and SQL that it cannot prepare still has parameters.

/// A parameter as the SQL uses it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Without the colon.
    pub name: String,
    /// Of the SQL, from 1.
    pub line: usize,
}

/// A parameter that has no name, or another sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameless {
    /// Of the SQL, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// The parameters of SQL, each once, in the order of their first use.
///
/// # Errors
/// `?`, `@name` and `$name`: other engines do not take them, and canned queries are to run there too.
pub fn of(sql: &str) -> Result<Vec<Used>, Nameless> {
    let mut found: Vec<Used> = Vec::new();
    let (mut rest, mut line) = (sql, 1);
    while let Some(c) = rest.chars().next() {
        let next = match c {
            '\'' | '"' | '`' => rest[1..].find(c).map_or(rest.len(), |at| at + 2),
            '[' => rest.find(']').map_or(rest.len(), |at| at + 1),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |at| at + 4),
            ':' => {
                let name = word(&rest[1..]);
                if !name.is_empty() && !found.iter().any(|known| known.name == name) {
                    found.push(Used { name: name.to_string(), line });
                }
                1 + name.len()
            }
            '?' => return Err(Nameless { line, reason: "give parameters names: `:name`, not `?`" }),
            '@' | '$' => return Err(Nameless { line, reason: "write a parameter as `:name`" }),
            _ if c.is_alphabetic() || c == '_' => word(rest).len(),
            _ => c.len_utf8(),
        };
        let (passed, after) = rest.split_at(next.min(rest.len()));
        line += passed.matches('\n').count();
        rest = after;
    }
    Ok(found)
}

/// The letters, digits and underlines that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_names_and_comments_hold_none() {
        let sql =
            "SELECT ':a', \":b\", [:c], `:d` -- :e 'it\n/* :f\n ' */ , :g, x.\"y\" || :h\n, :g, 'it''s :i'";
        let used = of(sql).unwrap();
        let pairs: Vec<(&str, usize)> = used.iter().map(|used| (used.name.as_str(), used.line)).collect();
        assert_eq!(pairs, [("g", 3), ("h", 3)]);
        assert_eq!(of("SELECT 1\n= ?").unwrap_err().line, 2);
        assert!(of("SELECT $x").is_err() && of("SELECT @x").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(sql in "\\PC*") {
            let _ = of(&sql);
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
                let ours: Vec<String> = of(&sql).unwrap().into_iter().map(|used| used.name).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
