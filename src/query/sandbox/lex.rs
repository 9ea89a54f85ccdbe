//! SQL cut into tokens, without knowing its grammar: enough to part statements, to colour a line, to see whether it is at
//! its end, and to find the names in it.
//!
//! Never fails: what cannot be SQL is a sign, and what is not closed goes to the end and says so.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Blanks.
    Space,
    /// `-- …` or `/* … */`.
    Comment,
    /// A keyword or a name.
    Word,
    /// `'…'`
    Text,
    /// A name in marks: `"…"`, `[…]` or `` `…` ``.
    Quoted,
    /// A number.
    Number,
    /// `:name`, `@name`, `$name` or `?1`.
    Parameter,
    /// Anything else, one character.
    Sign,
}

/// A piece of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'s> {
    /// What it is.
    pub kind: Kind,
    /// As it stands.
    pub text: &'s str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether it ends as it should: a text without its closing mark does not.
    pub closed: bool,
}

impl<'s> Token<'s> {
    /// Whether it is this word, in whatever case.
    pub fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// The name that it is, without marks.
    pub fn name(&self) -> Option<&'s str> {
        match self.kind {
            Kind::Word => Some(self.text),
            Kind::Quoted if self.closed && self.text.len() >= 2 => Some(&self.text[1..self.text.len() - 1]),
            _ => None,
        }
    }
}

/// All of it, in order, nothing left out.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < sql.len() {
        let (kind, length, closed) = token(&sql[start..]);
        tokens.push(Token { kind, text: &sql[start..start + length], start, closed });
        start += length;
    }
    tokens
}

/// The first token: what it is, how long, whether it is closed.
fn token(rest: &str) -> (Kind, usize, bool) {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return (Kind::Space, 0, true) };
    let second = chars.next();
    let while_true = |from: usize, is: fn(char) -> bool| {
        rest[from..].find(|c: char| !is(c)).map_or(rest.len(), |at| from + at)
    };
    match first {
        c if c.is_whitespace() => (Kind::Space, while_true(0, char::is_whitespace), true),
        '-' if second == Some('-') => (Kind::Comment, rest.find('\n').unwrap_or(rest.len()), true),
        '/' if second == Some('*') => match rest[2..].find("*/") {
            Some(at) => (Kind::Comment, at + 4, true),
            None => (Kind::Comment, rest.len(), false),
        },
        '\'' => in_marks(rest, '\'', Kind::Text),
        '"' | '`' => in_marks(rest, first, Kind::Quoted),
        '[' => match rest.find(']') {
            Some(at) => (Kind::Quoted, at + 1, true),
            None => (Kind::Quoted, rest.len(), false),
        },
        '0'..='9' => (Kind::Number, while_true(0, |c| c.is_alphanumeric() || c == '.'), true),
        ':' | '@' | '$' if second.is_some_and(is_word) => (Kind::Parameter, while_true(1, is_word), true),
        '?' => (Kind::Parameter, while_true(1, |c| c.is_ascii_digit()), true),
        c if is_word(c) => (Kind::Word, while_true(0, is_word), true),
        c => (Kind::Sign, c.len_utf8(), true),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// What stands between two marks; the mark twice is the mark.
fn in_marks(rest: &str, mark: char, kind: Kind) -> (Kind, usize, bool) {
    let mut at = 1;
    while let Some(found) = rest[at..].find(mark) {
        at += found + 1;
        if !rest[at..].starts_with(mark) {
            return (kind, at, true);
        }
        at += 1;
    }
    (kind, rest.len(), false)
}

/// One statement of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement<'s> {
    /// Without the semicolon at its end, and blanks and comments before it.
    pub text: &'s str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether a semicolon ends it.
    pub ended: bool,
}

/// The statements; what holds nothing but blanks and comments is none.
pub fn statements(sql: &str) -> Vec<Statement<'_>> {
    let mut statements = Vec::new();
    // Tokens of the statement at hand that count, the last few of them for the end of a trigger.
    let mut begun: Option<usize> = None;
    let mut head: Vec<Token> = Vec::new();
    let mut last = [None, None];
    let mut end = 0;
    for token in tokens(sql) {
        if matches!(token.kind, Kind::Space | Kind::Comment) {
            continue;
        }
        let semicolon = token.text == ";" && token.kind == Kind::Sign;
        if semicolon && (!is_trigger(&head) || last == [Some(";"), Some("end")]) {
            if let Some(start) = begun.take() {
                statements.push(Statement { text: &sql[start..token.start], start, ended: true });
            }
            head.clear();
            last = [None, None];
            continue;
        }
        begun.get_or_insert(token.start);
        end = token.start + token.text.len();
        if head.len() < 3 {
            head.push(token);
        }
        let this = if semicolon { Some(";") } else { token.is("end").then_some("end") };
        last = [last[1], this];
    }
    if let Some(start) = begun {
        statements.push(Statement { text: &sql[start..end], start, ended: false });
    }
    statements
}

/// CREATE TRIGGER holds statements of its own.
fn is_trigger(head: &[Token]) -> bool {
    let [first, rest @ ..] = head else { return false };
    let rest = match rest {
        [temp, rest @ ..] if temp.is("temp") || temp.is("temporary") => rest,
        rest => rest,
    };
    first.is("create") && rest.first().is_some_and(|word| word.is("trigger"))
}

/// Whether all that was typed is ended: every statement by its semicolon, every text and comment by its mark.
pub fn is_complete(sql: &str) -> bool {
    tokens(sql).iter().all(|token| token.closed) && statements(sql).last().is_none_or(|last| last.ended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(sql: &str) -> Vec<&str> {
        statements(sql).iter().map(|statement| statement.text).collect()
    }

    #[test]
    fn statements_are_parted_outside_of_texts_and_comments() {
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
    fn what_is_not_closed_is_not_complete() {
        for (sql, complete) in [
            ("SELECT 1;", true),
            ("SELECT 1", false),
            ("SELECT 'a;", false),
            ("SELECT 1; -- done", true),
            ("SELECT 1; /* not", false),
            ("", true),
        ] {
            assert_eq!(is_complete(sql), complete, "{sql}");
        }
    }

    proptest! {
        #[test]
        fn tokens_are_all_of_the_sql(sql in "[ -~\\n'\"\\[\\]`;:/*é台-]{0,80}") {
            let tokens = tokens(&sql);
            prop_assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), sql.clone());
            for statement in statements(&sql) {
                prop_assert_eq!(&sql[statement.start..statement.start + statement.text.len()], statement.text);
            }
        }
    }
}
