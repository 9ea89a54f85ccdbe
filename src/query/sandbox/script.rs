//! SQL as the user gave it, lexed once: its tokens, and the statements that semicolons separate.
//!
//! Everything that needs to know something of the SQL (which parameters it uses, how many results it has, where an error
//! is) asks this value; SQLite alone knows the grammar.

use std::ops::Range;

use crate::query::sandbox::lex::{Token, TokenKind, tokens};

/// SQL, lexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlScript<'s> {
    text: &'s str,
    tokens: Vec<Token<'s>>,
    statements: Vec<Span>,
}

/// Where a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    tokens: Range<usize>,
    /// In bytes.
    text: Range<usize>,
    ended: bool,
}

/// One statement of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement<'t, 's> {
    /// Without the semicolon at its end, and blanks and comments before it.
    pub text: &'s str,
    /// Where it begins in the script, in bytes.
    pub start: usize,
    /// Its tokens, blanks and comments among them.
    pub tokens: &'t [Token<'s>],
    /// Whether a semicolon ends it.
    pub ended: bool,
}

impl<'s> SqlScript<'s> {
    /// Lexes SQL. Never fails: what is no SQL is an error of SQLite's when the statement is prepared.
    pub fn parse(text: &'s str) -> SqlScript<'s> {
        let tokens = tokens(text);
        let statements = spans(&tokens);
        SqlScript { text, tokens, statements }
    }

    /// All of it, as given.
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// All tokens, in order, nothing left out.
    pub fn tokens(&self) -> &[Token<'s>] {
        &self.tokens
    }

    /// How many statements there are; blanks and comments alone are none.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is no statement in it.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The statements, in order.
    pub fn statements(&self) -> impl Iterator<Item = Statement<'_, 's>> {
        self.statements.iter().map(|span| Statement {
            text: &self.text[span.text.clone()],
            start: span.text.start,
            tokens: &self.tokens[span.tokens.clone()],
            ended: span.ended,
        })
    }

    /// The only statement; `None` where there are none or several.
    pub fn single(&self) -> Option<Statement<'_, 's>> {
        if self.len() == 1 { self.statements().next() } else { None }
    }

    /// Whether every text and comment is closed by its mark.
    pub fn is_closed(&self) -> bool {
        self.tokens.iter().all(|token| token.closed)
    }

    /// Whether nothing is open: every statement is ended by its semicolon, every text and comment by its mark.
    pub fn is_complete(&self) -> bool {
        self.is_closed() && self.statements.last().is_none_or(|last| last.ended)
    }
}

impl<'s> Statement<'_, 's> {
    /// The parameters that it uses, as written: with their sign, and as often as they are used.
    pub fn parameters(&self) -> impl Iterator<Item = &'s str> {
        self.tokens.iter().filter(|token| token.kind == TokenKind::Parameter).map(|token| token.text)
    }

    /// The tokens without blanks and comments.
    pub fn significant_tokens(&self) -> impl Iterator<Item = &Token<'s>> {
        self.tokens.iter().filter(|token| token.is_significant())
    }

    /// Whether a statement that may change something has a result.
    pub fn gives_rows(&self) -> bool {
        let reads = ["SELECT", "VALUES", "EXPLAIN"];
        self.tokens.first().is_some_and(|first| reads.iter().any(|word| first.is(word)))
            || self.tokens.iter().any(|token| token.is("RETURNING"))
    }
}

fn spans(tokens: &[Token]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut begun: Option<usize> = None;
    // The first significant tokens of the statement, and the last two of them that can end a trigger.
    let mut head: Vec<&Token> = Vec::new();
    let mut last = [None, None];
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        if !token.is_significant() {
            continue;
        }
        let semicolon = token.text == ";" && token.kind == TokenKind::Sign;
        if semicolon && (!is_trigger(&head) || last == [Some(";"), Some("end")]) {
            if let Some(first) = begun.take() {
                let text = tokens[first].start..token.start;
                spans.push(Span { tokens: first..at, text, ended: true });
            }
            head.clear();
            last = [None, None];
            continue;
        }
        begun.get_or_insert(at);
        end = at;
        if head.len() < 3 {
            head.push(token);
        }
        let this = if semicolon { Some(";") } else { token.is("end").then_some("end") };
        last = [last[1], this];
    }
    if let Some(first) = begun {
        let text = tokens[first].start..tokens[end].start + tokens[end].text.len();
        spans.push(Span { tokens: first..end + 1, text, ended: false });
    }
    spans
}

/// CREATE TRIGGER holds statements of its own.
fn is_trigger(head: &[&Token]) -> bool {
    let [first, rest @ ..] = head else { return false };
    let rest = match rest {
        [temp, rest @ ..] if temp.is("temp") || temp.is("temporary") => rest,
        rest => rest,
    };
    first.is("create") && rest.first().is_some_and(|word| word.is("trigger"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(sql: &str) -> Vec<&str> {
        SqlScript::parse(sql).statements().map(|statement| statement.text).collect()
    }

    #[test]
    fn statements_are_separated_outside_of_texts_and_comments() {
        assert_eq!(
            texts("SELECT ';' -- ;\n; /* ; */ SELECT \"a;b\" , 'it''s;' ;;"),
            ["SELECT ';' -- ;\n", "SELECT \"a;b\" , 'it''s;' "]
        );
        assert_eq!(texts("-- nothing\n ; "), [] as [&str; 0]);
        let trigger =
            "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 1; END";
        assert_eq!(texts(&format!("{trigger}; SELECT 2")), [trigger, "SELECT 2"]);
    }

    #[test]
    fn a_statement_knows_its_parameters_and_whether_it_gives_rows() {
        let script =
            SqlScript::parse("SELECT :a, ':b' -- :c\n; DELETE FROM t WHERE x = @d RETURNING x; DROP TABLE t");
        let each: Vec<(Vec<&str>, bool)> = script
            .statements()
            .map(|statement| (statement.parameters().collect(), statement.gives_rows()))
            .collect();
        assert_eq!(each, [(vec![":a"], true), (vec!["@d"], true), (vec![], false)]);
        assert_eq!(script.single(), None);
    }

    #[test]
    fn what_is_not_closed_is_not_complete() {
        for (sql, complete) in [
            ("SELECT 1;", true),
            ("SELECT 1", false),
            ("SELECT 'a;", false),
            ("SELECT 1; -- done", true),
            ("SELECT 1; /* not", false),
            ("", true),
        ] {
            assert_eq!(SqlScript::parse(sql).is_complete(), complete, "{sql}");
        }
    }

    proptest! {
        #[test]
        fn a_statement_is_where_it_says(sql in "[ -~\\n'\"\\[\\]`;:/*é台-]{0,80}") {
            for statement in SqlScript::parse(&sql).statements() {
                prop_assert_eq!(&sql[statement.start..statement.start + statement.text.len()], statement.text);
                prop_assert_eq!(statement.tokens.first().map(|token| token.start), Some(statement.start));
            }
        }
    }
}
