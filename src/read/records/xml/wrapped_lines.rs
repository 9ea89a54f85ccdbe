//! Paragraphs of a text whose lines were broken by whoever printed it: wire copy, press databases, SGML of the nineties.

/// How many blanks at a line's start begin a paragraph.
const MIN_INDENT: usize = 2;

/// The paragraphs of a text, each on one line. An empty line or an indented one begins a paragraph, unless most lines are
/// indented.
pub(crate) fn unwrap_lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let indented =
        lines.iter().filter(|line| !line.trim().is_empty() && indent_of(line) >= MIN_INDENT).count();
    let indents_count = indented * 3 < filled * 2 || filled == indented && filled < 2;
    let mut paragraphs: Vec<String> = Vec::new();
    let mut begins = true;
    for line in lines {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            begins = true;
            continue;
        }
        begins |= indents_count && indent_of(line) >= MIN_INDENT;
        match paragraphs.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.push(' ');
                last.push_str(&words);
            }
            None => paragraphs.push(words),
        }
        begins = false;
    }
    paragraphs
}

/// Blanks at a line's start; a tab counts as many.
fn indent_of(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::unwrap_lines;

    #[test]
    fn empty_and_indented_lines_begin_paragraphs() {
        assert_eq!(
            unwrap_lines("One two\nthree.\n    Four\nfive.\n\nSix."),
            ["One two three.", "Four five.", "Six."]
        );
        assert_eq!(unwrap_lines("   One\n   two.\n\n   Three\n   four."), ["One two.", "Three four."]);
        assert_eq!(unwrap_lines("\tOne.\n\tTwo."), ["One. Two."]);
    }
}
