//! A plain text as blocks between empty lines, and hard-wrapped blocks as paragraphs.
//!
//! Databases wrap lines at some 70 to 90 characters. The surprising decision: a block is joined if no line of it is longer than a
//! wrapped one can be, whatever the rest of the file looks like; one paragraph per line is known by its long lines.

/// A line that is longer was not wrapped.
const MAX_WRAPPED_CHARS: usize = 110;

/// A centred line has at least as many spaces before it.
const MIN_CENTRING_SPACES: usize = 4;

/// A line, without the spaces around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextLine<'t> {
    /// Its text.
    pub text: &'t str,
    /// Whether it is centred or indented.
    pub is_centred: bool,
}

/// The blocks between empty lines; a rule of signs is a line like any other.
pub(crate) fn blocks(text: &str) -> Vec<Vec<TextLine<'_>>> {
    let mut blocks: Vec<Vec<TextLine<'_>>> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            is_open = false;
            continue;
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let line = TextLine { text: trimmed, is_centred: indent >= MIN_CENTRING_SPACES };
        match blocks.last_mut().filter(|_| is_open) {
            Some(block) => block.push(line),
            None => blocks.push(vec![line]),
        }
        is_open = true;
    }
    blocks
}

/// The paragraphs of a block: one, if its lines were wrapped; otherwise each line.
pub(crate) fn paragraphs(lines: &[&str]) -> Vec<String> {
    let is_wrapped = lines.iter().all(|line| line.chars().count() <= MAX_WRAPPED_CHARS);
    match is_wrapped {
        true => vec![join_wrapped(lines)],
        false => lines.iter().map(|line| (*line).to_string()).collect(),
    }
}

/// Wrapped lines as one.
pub(crate) fn join_wrapped(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_long_ones_are_paragraphs() {
        let text = "The tram came\nlate.\n\n        1st Edition\n";
        let found = blocks(text);
        assert_eq!(found.len(), 2);
        assert!(found[1][0].is_centred && !found[0][0].is_centred);
        assert_eq!(paragraphs(&["The tram came", "late."]), ["The tram came late."]);
        let long = "word ".repeat(40);
        assert_eq!(paragraphs(&[&long, "Late."]).len(), 2);
    }
}
