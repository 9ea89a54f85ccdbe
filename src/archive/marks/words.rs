//! What a tag and a note may be, and the form in which they are kept.
//!
//! A tag is in lower case with single spaces, so that *Follow-up* and *follow-up* are one. It has no comma, since a cell of
//! a spreadsheet lists tags with commas between them; and it is no number, since `presscut tag 12 15 budget` takes numbers
//! for articles. A note is one paragraph, since a cell of a spreadsheet has one on each line.

use unicode_normalization::UnicodeNormalization;

/// Letters that a tag has at most.
const MAX_TAG_CHARACTERS: usize = 60;

/// Letters that a note has at most.
const MAX_NOTE_CHARACTERS: usize = 10_000;

/// What is wrong with a tag or a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// There is no letter in it.
    #[error("{0:?} is no tag: it needs a letter, since a number alone is that of an article")]
    NoLetter(String),
    /// It has a comma or a semicolon.
    #[error("{0:?} is no tag: a comma or a semicolon separates two tags; give each as a word of its own")]
    Separator(String),
    /// It has something that cannot be seen.
    #[error("{0:?} has a character that cannot be seen: write it without")]
    Invisible(String),
    /// It begins with a hyphen.
    #[error("{0:?} is no tag: it begins with a hyphen, as options do")]
    Hyphen(String),
    /// It is too long.
    #[error("the tag {text:?} has {characters} letters: at most {MAX_TAG_CHARACTERS}; a note can be longer")]
    LongTag {
        /// Its beginning.
        text: String,
        /// How long it is.
        characters: usize,
    },
    /// It is too long.
    #[error("the note has {0} letters: at most {MAX_NOTE_CHARACTERS}")]
    LongNote(usize),
    /// There is nothing in it.
    #[error("the note is empty")]
    EmptyNote,
}

/// A tag in the form in which it is kept.
///
/// # Errors
/// What is wrong with it.
pub fn tag(text: &str) -> Result<String, WordsError> {
    let tag = tag_key(text);
    let given = || text.to_string();
    if tag.chars().any(is_invisible) {
        return Err(WordsError::Invisible(given()));
    }
    if tag.contains([',', ';']) {
        return Err(WordsError::Separator(given()));
    }
    if tag.starts_with('-') {
        return Err(WordsError::Hyphen(given()));
    }
    if !tag.chars().any(char::is_alphabetic) {
        return Err(WordsError::NoLetter(given()));
    }
    match tag.chars().count() {
        characters if characters > MAX_TAG_CHARACTERS => {
            Err(WordsError::LongTag { text: tag.chars().take(20).collect::<String>() + "…", characters })
        }
        _ => Ok(tag),
    }
}

/// A text in the form in which tags are kept, whether or not it can be one: for comparing.
pub fn tag_key(text: &str) -> String {
    one_paragraph(&text.nfc().collect::<String>().to_lowercase())
}

/// A note in the form in which it is kept.
///
/// # Errors
/// What is wrong with it.
pub fn note(text: &str) -> Result<String, WordsError> {
    let note = one_paragraph(&text.nfc().collect::<String>());
    if note.is_empty() {
        return Err(WordsError::EmptyNote);
    }
    if note.chars().any(is_invisible) {
        return Err(WordsError::Invisible(note.chars().take(40).collect()));
    }
    match note.chars().count() {
        characters if characters > MAX_NOTE_CHARACTERS => Err(WordsError::LongNote(characters)),
        _ => Ok(note),
    }
}

fn one_paragraph(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls, marks of direction, spaces without width: two tags that look alike would not be. The joiners that Persian and
/// Indian scripts and pictures need are no such thing.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fffd}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_kept_in_one_form() {
        for (text, kept) in [
            ("Follow-Up", "follow-up"),
            ("  harbour   fees ", "harbour fees"),
            ("STRASSE", "strasse"),
            ("Cafe\u{301}", "caf\u{e9}"),
            ("預算", "預算"),
            ("2031-budget", "2031-budget"),
            ("a/b's #1!", "a/b's #1!"),
        ] {
            assert_eq!(tag(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused_with_the_reason() {
        for (text, reason) in [
            ("12", "it needs a letter"),
            ("", "it needs a letter"),
            ("#!", "it needs a letter"),
            ("a,b", "a comma or a semicolon"),
            ("a;b", "a comma or a semicolon"),
            ("-remove", "begins with a hyphen"),
            ("follow\u{200b}up", "cannot be seen"),
            ("a\u{202e}b", "cannot be seen"),
            ("a\u{1b}[31m", "cannot be seen"),
        ] {
            let error = tag(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text:?}: {error}");
        }
        assert!(tag(&"a".repeat(60)).is_ok());
        assert!(tag(&"a".repeat(61)).unwrap_err().to_string().contains("has 61 letters"));
    }

    #[test]
    fn a_note_is_one_paragraph() {
        assert_eq!(note(" Ask the clerk,\n\n 2 pm. ").as_deref(), Ok("Ask the clerk, 2 pm."));
        assert_eq!(note(" \n"), Err(WordsError::EmptyNote));
        assert_eq!(note(&"é".repeat(10_001)), Err(WordsError::LongNote(10_001)));
    }
}
