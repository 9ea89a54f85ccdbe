//! Canned queries: SQL with a head of comments that gives its title, what it is for, and its parameters.
//!
//! ```sql
//! -- title: Quotes by speaker
//! -- about: What somebody said, oldest first, and where it was printed.
//! -- parameter: speaker (entity): whose words, by any of their names
//! -- parameter: from (date, default none): published on this day or later
//! ```
//!
//! A parameter without a default has to be given. The head is checked when the query is read: an unknown type, a
//! parameter that the SQL does not use, or uses and does not declare, is an error with its line.

use super::parameters::Parameter;

/// A canned query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canned {
    /// As it is asked for.
    pub name: String,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub about: String,
    /// In the order of the head.
    pub parameters: Vec<Parameter>,
    /// All of it, head and SQL.
    pub sql: String,
}

/// Why a file is no canned query.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("query {name}, line {line}: {reason}")]
pub struct BadQuery {
    name: String,
    line: usize,
    reason: String,
}

impl Canned {
    /// Reads a query.
    ///
    /// # Errors
    /// Where its head is wrong, with the line.
    pub fn read(name: &str, text: &str) -> Result<Canned, BadQuery> {
        let bad = |line: usize, reason: String| BadQuery { name: name.into(), line, reason };
        let (mut title, mut about, mut parameters) = (String::new(), String::new(), Vec::new());
        let mut body = 0;
        for (number, line) in (1..).zip(text.lines()) {
            let Some(comment) = line.strip_prefix("--") else { break };
            body += line.len() + 1;
            match comment.trim().split_once(": ") {
                Some(("title", text)) => title = text.trim().to_string(),
                Some(("about", text)) => about = text.trim().to_string(),
                Some(("parameter", text)) => {
                    parameters.push((number, Parameter::read(text).map_err(|reason| bad(number, reason))?));
                }
                // A comment of more lines goes on with the last thing said.
                _ if comment.starts_with("   ") && !about.is_empty() => {
                    about.push(' ');
                    about.push_str(comment.trim());
                }
                _ => return Err(bad(number, "neither title, about nor parameter".into())),
            }
        }
        let sql = text.get(body..).unwrap_or_default();
        if title.is_empty() || about.is_empty() {
            return Err(bad(1, "the head needs a title and an about".into()));
        }
        let used = parameters_of(sql);
        if let Some((line, unused)) = parameters.iter().find(|(_, declared)| !used.contains(&declared.name)) {
            return Err(bad(*line, format!("the SQL does not use :{}", unused.name)));
        }
        if let Some(undeclared) = used.iter().find(|used| !parameters.iter().any(|(_, p)| p.name == **used)) {
            return Err(bad(1, format!("the SQL uses :{undeclared}, which the head does not declare")));
        }
        let parameters = parameters.into_iter().map(|(_, parameter)| parameter).collect();
        Ok(Canned { name: name.into(), title, about, parameters, sql: text.into() })
    }

    /// "speaker (entity), from (date, optional)": for errors and help.
    pub fn parameter_list(&self) -> String {
        if self.parameters.is_empty() {
            return "none".into();
        }
        let each = self.parameters.iter().map(|parameter| {
            let default = match &parameter.default {
                None => ", needed".to_string(),
                Some(None) => String::new(),
                Some(Some(value)) => format!(", {value} by default"),
            };
            format!("{} ({}{default})", parameter.name, parameter.kind.describe())
        });
        each.collect::<Vec<_>>().join(", ")
    }
}

/// The names of the parameters in SQL, each once: a colon and letters, outside of strings and comments.
fn parameters_of(sql: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let next = match c {
            '\'' | '"' => rest[1..].find(c).map_or(rest.len(), |at| at + 2),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            ':' => {
                let length =
                    rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len() - 1);
                let name = &rest[1..1 + length];
                if !name.is_empty() && !names.iter().any(|known| known == name) {
                    names.push(name.to_string());
                }
                1 + length
            }
            _ => c.len_utf8(),
        };
        rest = &rest[next.min(rest.len())..];
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read() {
        let text = "-- title: Words\n-- about: All words,\n--    of all.\n-- parameter: speaker (entity): whose\n\
                    -- parameter: order (choice(old, new), default old): which first\nSELECT ':no' WHERE :speaker = :order -- :none\n";
        let query = Canned::read("words", text).unwrap();
        assert_eq!((query.title.as_str(), query.about.as_str()), ("Words", "All words, of all."));
        assert_eq!(query.parameter_list(), "speaker (entity, needed), order (old|new, old by default)");
    }

    #[test]
    fn a_wrong_head_is_an_error_with_its_line() {
        let read = |head: &str| {
            Canned::read("q", &format!("-- title: t\n-- about: a\n{head}\nSELECT :x")).unwrap_err()
        };
        assert_eq!(read("").to_string(), "query q, line 1: the SQL uses :x, which the head does not declare");
        assert_eq!(
            read("-- parameter: x (number): a").to_string(),
            "query q, line 3: unknown type number: text, int, bool, date, entity, source or choice(a, b)"
        );
        assert_eq!(
            read("-- parameter: x (int): a\n-- parameter: y (int): b").to_string(),
            "query q, line 4: the SQL does not use :y"
        );
    }
}
