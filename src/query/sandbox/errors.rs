//! SQLite's errors in words that say what to do: where in the SQL, and what was probably meant.

use rusqlite::{Connection, ErrorCode};

use crate::query::command_instead::command_instead;
use crate::query::sandbox::lex::{Token, TokenKind};
use crate::query::sandbox::script::Statement;
use crate::query::suggest::{did_you_mean, nearest};
use crate::query::{QueryError, vocabulary};

/// What SQL may do, for an error that says what it may not: on an archive that is open for reading, or for `--write`.
fn allowed(archive: &Connection) -> &'static str {
    match archive.is_readonly("main") {
        Ok(false) => {
            "`--write` changes rows and makes tables of your own; it reaches no other file and no setting, and neither drops \
             nor alters presscut's own tables"
        }
        _ => "`presscut sql` reads the archive; it changes nothing, and reaches no other file",
    }
}

/// An error of SQLite's for the SQL that gave it.
pub(crate) fn explain(archive: &Connection, statement: &Statement, error: &rusqlite::Error) -> QueryError {
    let (code, message) = match error {
        rusqlite::Error::SqlInputError { error, msg, offset, .. } => {
            let near = match msg.strip_prefix("near \"") {
                Some(_) => meant_keyword(statement, *offset),
                None => meant_name(archive, statement, msg),
            };
            (Some(error.code), format!("{msg}{near}{}", marked(statement.text, *offset)))
        }
        rusqlite::Error::SqliteFailure(error, message) => {
            let message = message.clone().unwrap_or_else(|| error.to_string());
            let near = meant_name(archive, statement, &message);
            (Some(error.code), message + &near)
        }
        rusqlite::Error::MultipleStatement => return QueryError::SeveralStatements,
        other => (None, other.to_string()),
    };
    QueryError::Sql(match code {
        Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly) => {
            format!("this is not allowed: {}", allowed(archive))
        }
        Some(ErrorCode::OutOfMemory) => {
            "the query needs more memory than it may have (512 MB): ask for less at a time".into()
        }
        Some(ErrorCode::TooBig) => "a text in the query is longer than it may be (64 MB)".into(),
        Some(ErrorCode::DatabaseCorrupt) => {
            format!("{message}: the archive's file is damaged; `presscut check` says more")
        }
        Some(ErrorCode::ConstraintViolation) if message.starts_with("FOREIGN KEY") => {
            let tables: Vec<String> =
                statement.tokens.iter().filter_map(Token::name).map(str::to_lowercase).collect();
            let instead = command_instead(tables.iter().map(String::as_str));
            format!(
                "{message}: other rows refer to the row that would go, or it refers to one that is not there. {instead}"
            )
        }
        _ => message,
    })
}

/// "no such column: quots" → " (did you mean quotes?)".
fn meant_name(archive: &Connection, statement: &Statement, message: &str) -> String {
    let none = String::new;
    let Some((what, name)) = message.split_once(": ") else { return none() };
    let bare = name.rsplit('.').next().unwrap_or(name);
    match what {
        "no such table" => {
            let tables = vocabulary::tables(archive).unwrap_or_default();
            did_you_mean(bare, tables.iter().map(String::as_str))
        }
        "no such column" => meant_column(archive, statement, bare),
        "no such function" => {
            let functions = vocabulary::functions(archive).unwrap_or_default();
            did_you_mean(bare, functions.iter().map(String::as_str))
        }
        _ => none(),
    }
}

/// The nearest column of a table that the SQL names, and the table or view that has just this column; else the nearest
/// column of any.
fn meant_column(archive: &Connection, statement: &Statement, name: &str) -> String {
    let words: Vec<&str> = statement.tokens.iter().filter_map(Token::name).collect();
    let tables = vocabulary::tables(archive).unwrap_or_default();
    let (named, others): (Vec<&String>, Vec<&String>) =
        tables.iter().partition(|table| words.iter().any(|word| word.eq_ignore_ascii_case(table)));
    let columns_of = |tables: &[&String]| {
        let mut columns: Vec<String> =
            tables.iter().flat_map(|table| vocabulary::columns(archive, table).unwrap_or_default()).collect();
        columns.sort();
        columns.dedup();
        columns
    };
    let nearest_of = |tables: &[&String]| did_you_mean(name, columns_of(tables).iter().map(String::as_str));
    let (near, elsewhere) = (nearest_of(&named), where_column_is(archive, &named, &others, name));
    match (near.strip_suffix("?)"), elsewhere) {
        (Some(near), Some(place)) => format!("{near}? {place} has {name})"),
        (None, Some(place)) => format!(" ({place} has it)"),
        (Some(_), None) => near,
        (None, None) => nearest_of(&others),
    }
}

/// The table or view that has a column of this name: the view for people of a table that the SQL names before others.
fn where_column_is(
    archive: &Connection,
    named: &[&String],
    others: &[&String],
    name: &str,
) -> Option<String> {
    let has = |table: &&&String| {
        let columns = vocabulary::columns(archive, table).unwrap_or_default();
        columns.iter().any(|column| column.eq_ignore_ascii_case(name))
    };
    // articles → article_list
    let view_of = |table: &String| format!("{}_list", table.strip_suffix('s').unwrap_or(table));
    let is_for_people =
        |other: &&&String| named.iter().any(|table| view_of(table).eq_ignore_ascii_case(other));
    if let Some(view) = others.iter().filter(is_for_people).find(has) {
        return Some(format!("the view {view}"));
    }
    let having: Vec<&str> = others.iter().filter(has).map(|table| table.as_str()).collect();
    match having[..] {
        [] => None,
        [one] => Some(one.to_string()),
        // A column that many have, such as an id, says nothing.
        [one, other] => Some(format!("{one}, and {other},")),
        _ => None,
    }
}

/// The keyword that a word at the place of a syntax error was meant to be; or the word before, which SQLite took for a name:
/// after "FORM articles" it is surprised by "articles".
fn meant_keyword(statement: &Statement, offset: i32) -> String {
    let Ok(offset) = usize::try_from(offset) else { return String::new() };
    let words: Vec<&Token> =
        statement.significant_tokens().take_while(|token| token.start - statement.start <= offset).collect();
    for token in words.iter().rev().take(2) {
        let is_keyword = vocabulary::KEYWORDS.iter().any(|word| token.is(word));
        if token.kind != TokenKind::Word || is_keyword || token.text.len() < 3 {
            continue;
        }
        if let [nearest, ..] = nearest(token.text, vocabulary::KEYWORDS.iter().copied())[..] {
            return format!(" (did you mean {nearest} instead of {}?)", token.text);
        }
    }
    String::new()
}

/// The line of the SQL with a mark under the place.
fn marked(sql: &str, offset: i32) -> String {
    let Some(offset) = usize::try_from(offset).ok().filter(|&offset| sql.is_char_boundary(offset)) else {
        return String::new();
    };
    let start = sql[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = sql[offset..].find('\n').map_or(sql.len(), |at| offset + at);
    // Of a long line, the part around the place.
    let from = sql[start..offset].char_indices().rev().nth(50).map_or(start, |(at, _)| start + at);
    let to = sql[offset..end].char_indices().nth(40).map_or(end, |(at, _)| offset + at);
    let before = &sql[from..offset];
    let blank: String = before
        .chars()
        .flat_map(|c| {
            let width = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if c == '\t' { vec!['\t'] } else { vec![' '; width] }
        })
        .collect();
    format!("\n  {}\n  {blank}^ here", &sql[from..to])
}
