//! JSON that is not quite JSON: `NaN`, `Infinity`, Python's `None` and its quotation marks, commas too many, control characters
//! and halves of characters in strings. And values of that kind that were written into a cell of a table: `['Jane Roe', 'Tom Poe']`.
//!
//! serde_json reads what is correct, and is asked first; this is for what it refuses. The surprising decision: what is
//! ambiguous stays an error, such as a quotation mark in a string that is not escaped: it would be guessing.

use std::iter::Peekable;
use std::str::CharIndices;

use serde_json::{Map, Number, Value};

/// How deep values may be nested.
const MAX_DEPTH: usize = 64;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    /// A record of a file.
    Record,
    /// A cell of a table: numpy writes lists without commas, and tuples and sets have other brackets.
    Cell,
}

/// An object that is not quite JSON; `None` where it is something else, or broken.
pub(crate) fn parse_lenient_object(text: &str) -> Option<Map<String, Value>> {
    match LenientParser::new(text, Syntax::Record).parse_whole()? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// The list or object that a cell of a table holds as text; `None` where it is a text.
pub(crate) fn parse_cell_value(cell: &str) -> Option<Value> {
    let cell = cell.trim();
    let is_bracketed = matches!(
        (cell.as_bytes().first(), cell.as_bytes().last()),
        (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}')) | (Some(b'('), Some(b')'))
    );
    if !is_bracketed {
        return None;
    }
    let value = LenientParser::new(cell, Syntax::Cell).parse_whole()?;
    // A headline may be a year in brackets.
    let has_number = |items: &Vec<Value>| items.iter().any(|item| item.is_number() || item.is_boolean());
    (!value.as_array().is_some_and(has_number)).then_some(value)
}

struct LenientParser<'t> {
    text: &'t str,
    chars: Peekable<CharIndices<'t>>,
    syntax: Syntax,
}

impl<'t> LenientParser<'t> {
    fn new(text: &'t str, syntax: Syntax) -> LenientParser<'t> {
        LenientParser { text, chars: text.char_indices().peekable(), syntax }
    }

    /// The only value of the text.
    fn parse_whole(mut self) -> Option<Value> {
        let value = self.parse_value(0)?;
        self.next_token().is_none().then_some(value)
    }

    fn peek(&mut self) -> Option<char> {
        self.chars.peek().map(|(_, c)| *c)
    }

    /// Skips white space; the character that follows.
    fn next_token(&mut self) -> Option<char> {
        while self.chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        self.peek()
    }

    fn take(&mut self, wanted: char) -> bool {
        self.next_token() == Some(wanted) && self.chars.next().is_some()
    }

    fn parse_value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.next_token()? {
            '{' => self.parse_object(depth),
            '[' => self.parse_list(']', depth),
            '(' if self.syntax == Syntax::Cell => self.parse_list(')', depth),
            quote @ ('"' | '\'') => self.parse_string(quote).map(Value::String),
            _ => self.parse_word(),
        }
    }

    fn parse_object(&mut self, depth: usize) -> Option<Value> {
        self.chars.next();
        let mut object = Map::new();
        loop {
            if self.take('}') {
                return Some(Value::Object(object));
            }
            let quote = self.next_token().filter(|c| matches!(c, '"' | '\''))?;
            let name = self.parse_string(quote)?;
            if !self.take(':') {
                // Python's sets have the brackets of objects.
                let is_set = self.syntax == Syntax::Cell && object.is_empty();
                return is_set.then(|| self.parse_items('}', vec![Value::String(name)], depth)).flatten();
            }
            let value = self.parse_value(depth + 1)?;
            object.insert(name, value);
            if !self.take(',') && self.next_token() != Some('}') {
                return None;
            }
        }
    }

    fn parse_list(&mut self, end: char, depth: usize) -> Option<Value> {
        self.chars.next();
        if self.take(end) {
            return Some(Value::Array(Vec::new()));
        }
        let first = self.parse_value(depth + 1)?;
        self.parse_items(end, vec![first], depth)
    }

    /// The items after those that were parsed, up to the end of the list.
    fn parse_items(&mut self, end: char, mut items: Vec<Value>, depth: usize) -> Option<Value> {
        loop {
            let separated = self.take(',');
            if self.take(end) {
                return Some(Value::Array(items));
            }
            let is_string_next = matches!(self.next_token(), Some('\'' | '"'));
            let may_follow = separated || (self.syntax == Syntax::Cell && is_string_next);
            if !may_follow {
                return None;
            }
            items.push(self.parse_value(depth + 1)?);
        }
    }

    fn parse_string(&mut self, quote: char) -> Option<String> {
        self.chars.next();
        let mut string = String::new();
        loop {
            match self.chars.next()?.1 {
                c if c == quote => return Some(string),
                '\\' => match self.chars.next()?.1 {
                    'n' => string.push('\n'),
                    't' => string.push('\t'),
                    'r' => string.push('\r'),
                    'b' => string.push('\u{8}'),
                    'f' => string.push('\u{c}'),
                    'u' => {
                        let unit = self.parse_hex(4)?;
                        string.push(self.char_of_unit(unit));
                    }
                    'x' if self.syntax == Syntax::Cell || quote == '\'' => {
                        string.push(char::from_u32(self.parse_hex(2)?)?);
                    }
                    other => string.push(other),
                },
                c => string.push(c),
            }
        }
    }

    fn parse_hex(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| Some(number * 16 + self.chars.next()?.1.to_digit(16)?))
    }

    /// The character of a UTF-16 unit and, if it is the first half of one, of the unit after it. A half without the other is
    /// no character.
    fn char_of_unit(&mut self, unit: u32) -> char {
        if let 0xd800..=0xdbff = unit {
            let mut ahead = self.chars.clone();
            let is_escape =
                ahead.next().is_some_and(|(_, c)| c == '\\') && ahead.next().is_some_and(|(_, c)| c == 'u');
            let second = (0..4).try_fold(0, |number, _| Some(number * 16 + ahead.next()?.1.to_digit(16)?));
            if let (true, Some(second @ 0xdc00..=0xdfff)) = (is_escape, second) {
                self.chars = ahead;
                let code = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// A number, or a word of JSON, JavaScript or Python.
    fn parse_word(&mut self) -> Option<Value> {
        let start = self.chars.peek()?.0;
        while self.chars.next_if(|(_, c)| c.is_ascii_alphanumeric() || "+-._".contains(*c)).is_some() {}
        let end = self.chars.peek().map_or(self.text.len(), |(at, _)| *at);
        match &self.text[start..end] {
            "null" | "None" | "NaN" | "nan" | "NaT" | "undefined" | "Infinity" | "-Infinity" | "inf"
            | "-inf" => Some(Value::Null),
            "true" | "True" => Some(Value::Bool(true)),
            "false" | "False" => Some(Value::Bool(false)),
            number => {
                let whole = number.parse::<i64>().ok().map(Number::from);
                whole.or_else(|| Number::from_f64(number.parse().ok()?)).map(Value::Number)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_programs_write_for_json_is_read() {
        for (text, value) in [
            ("{\"a\": NaN, \"b\": -Infinity, \"c\": Infinity}", json!({"a": null, "b": null, "c": null})),
            ("{'a': None, 'b': True, \"c\": \"it's\"}", json!({"a": null, "b": true, "c": "it's"})),
            ("{\"a\": [1, 2.5, ], \"b\": \"x\ty\",}", json!({"a": [1, 2.5], "b": "x\ty"})),
            (
                "{\"a\": \"\\ud83d\\ude00 \\ud83d\", \"b\": \"it\\'s\"}",
                json!({"a": "😀 \u{fffd}", "b": "it's"}),
            ),
        ] {
            assert_eq!(parse_lenient_object(text).map(Value::Object), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_broken_stays_broken() {
        for text in [
            "{\"a\": \"it was \"said\" so\"}",
            "{\"a\": \"never closed}",
            "{\"a\": 1",
            "{\"a\" 1}",
            "{\"a\": 1} x",
            "{\"a\": word}",
            "[\"a\" \"b\"]",
            "",
        ] {
            assert_eq!(parse_lenient_object(text), None, "{text}");
        }
    }

    #[test]
    fn cells_that_hold_lists_are_told_from_texts() {
        for (cell, value) in [
            ("['Jane Roe', \"Ana O'Neil\"]", json!(["Jane Roe", "Ana O'Neil"])),
            ("['Jane Roe' 'Tom Poe']", json!(["Jane Roe", "Tom Poe"])),
            ("('Jane Roe',)", json!(["Jane Roe"])),
            ("{'Jane Roe'}", json!(["Jane Roe"])),
            ("[]", json!([])),
            ("{'id': None, 'name': 'Island Echo'}", json!({"id": null, "name": "Island Echo"})),
            ("[{\"name\": \"Jane Roe\"}]", json!([{"name": "Jane Roe"}])),
        ] {
            assert_eq!(parse_cell_value(cell), Some(value), "{cell}");
        }
        for cell in [
            "[Editor’s note] The hall.",
            "[Editor’s note]",
            "(AP)",
            "(1984)",
            "[2]",
            "Jane Roe",
            "['Jane] and 'Tom'",
        ] {
            assert_eq!(parse_cell_value(cell), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn correct_objects_mean_the_same(name in ".{0,10}", text in ".{0,40}", number in any::<i32>()) {
            let object = json!({name: [text, {"n": number}, null, true]});
            prop_assert_eq!(parse_lenient_object(&object.to_string()).map(Value::Object), Some(object));
        }

        #[test]
        fn any_text_is_read(text in "[\\[\\]{}()'\",:a-zN0-9\\\\ ]{0,60}") {
            let _ = (parse_lenient_object(&text), parse_cell_value(&text));
        }
    }
}
