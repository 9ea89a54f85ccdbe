//! Cells that hold a list as text: `['Jane Roe', "Tom O'Neil"]` as Python prints it, `["Jane Roe"]` as JSON has it, `[]`.
//!
//! Takes a cell, gives the items, or `None` where the cell is no list. The surprising decision: commas between items may be
//! missing, since arrays of numpy are printed without.

/// The items of a list that a cell holds as text; of objects, their `name`. `None` where the cell holds no such list.
pub fn list_items(cell: &str) -> Option<Vec<String>> {
    let mut reader = LiteralReader { rest: cell.trim() };
    let close = reader.opening()?;
    let mut items = Vec::new();
    reader.read_items(close, &mut items)?;
    reader.rest.trim().is_empty().then_some(items)
}

/// Reads the literals of Python and JSON.
struct LiteralReader<'t> {
    rest: &'t str,
}

/// Lists in lists are read as deep.
const CLOSINGS: [(char, char); 3] = [('[', ']'), ('(', ')'), ('{', '}')];

impl<'t> LiteralReader<'t> {
    /// Goes past the bracket that opens a list or a tuple; gives the one that closes it.
    fn opening(&mut self) -> Option<char> {
        let first = self.rest.chars().next()?;
        let (_, close) = CLOSINGS.iter().find(|(open, _)| *open == first)?;
        // "(Jane Roe)" and "{…}" in a text are no lists: an item, or the end, has to follow.
        let after = self.rest[1..].trim_start();
        let is_list = after.starts_with(['\'', '"'])
            || after.starts_with(*close) && first == '['
            || (first == '[' && after.starts_with(['{', 'N', 'n', 'u']));
        if !is_list {
            return None;
        }
        self.rest = &self.rest[1..];
        Some(*close)
    }

    fn read_items(&mut self, close: char, items: &mut Vec<String>) -> Option<()> {
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let first = self.rest.chars().next()?;
            if first == close {
                self.rest = &self.rest[first.len_utf8()..];
                return Some(());
            }
            match first {
                '\'' | '"' => items.push(self.read_string(first)?),
                '{' => items.extend(self.read_object()?),
                _ => self.skip_word()?,
            }
        }
    }

    /// `None`, `null`, `nan`: no item.
    fn skip_word(&mut self) -> Option<()> {
        let end = self.rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        self.rest = &self.rest[end..];
        matches!(word.to_lowercase().as_str(), "none" | "null" | "nan").then_some(())
    }

    /// The `name` in an object; its other values are strings or words.
    fn read_object(&mut self) -> Option<Option<String>> {
        self.rest = &self.rest[1..];
        let mut name = None;
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let first = self.rest.chars().next()?;
            if first == '}' {
                self.rest = &self.rest[1..];
                return Some(name);
            }
            let key = self.read_string(first)?;
            self.rest = self.rest.trim_start().strip_prefix(':')?.trim_start();
            let first = self.rest.chars().next()?;
            if matches!(first, '\'' | '"') {
                let value = self.read_string(first)?;
                if key == "name" {
                    name = Some(value);
                }
            } else {
                let end = self.rest.find([',', '}'])?;
                self.rest = &self.rest[end..];
            }
        }
    }

    fn read_string(&mut self, quote: char) -> Option<String> {
        if !matches!(quote, '\'' | '"') {
            return None;
        }
        let mut text = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next()?.1 {
                    'n' | 't' | 'r' => text.push(' '),
                    'u' => text.push(read_hex(&mut chars, 4)?),
                    'x' => text.push(read_hex(&mut chars, 2)?),
                    other => text.push(other),
                },
                c if c == quote => {
                    self.rest = &self.rest[at + c.len_utf8()..];
                    return Some(text);
                }
                other => text.push(other),
            }
        }
        None
    }
}

fn read_hex(chars: &mut impl Iterator<Item = (usize, char)>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + chars.next()?.1.to_digit(16)?;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::list_items;

    #[test]
    fn lists_of_python_and_json_are_read() {
        for (cell, items) in [
            ("['Jane Roe', 'Tom Poe']", &["Jane Roe", "Tom Poe"] as &[&str]),
            (r#"["Ana O'Neil"]"#, &["Ana O'Neil"]),
            (r#"['Ana O\'Neil', "Jane \"Jay\" Roe"]"#, &["Ana O'Neil", "Jane \"Jay\" Roe"]),
            (r#"["H\u00e9l\u00e8ne Roux"]"#, &["Hélène Roux"]),
            ("['Jane Roe' 'Tom Poe']", &["Jane Roe", "Tom Poe"]),
            ("('Jane Roe',)", &["Jane Roe"]),
            ("{\"Jane Roe\",\"Tom Poe\"}", &["Jane Roe", "Tom Poe"]),
            ("[{'name': 'Jane Roe', 'id': 3}, {'id': 4, 'name': 'Tom Poe'}]", &["Jane Roe", "Tom Poe"]),
            ("[None, 'Jane Roe']", &["Jane Roe"]),
            ("[]", &[]),
            ("[ ]", &[]),
        ] {
            assert_eq!(
                list_items(cell).as_deref(),
                Some(items.iter().map(|item| item.to_string()).collect::<Vec<_>>()).as_deref(),
                "{cell}"
            );
        }
    }

    #[test]
    fn other_cells_are_no_lists() {
        for cell in ["Jane Roe", "[Jane Roe]", "(Jane Roe)", "['Jane", "['Jane'] and more", "", "{x}", "[1]"]
        {
            assert_eq!(list_items(cell), None, "{cell}");
        }
    }
}
