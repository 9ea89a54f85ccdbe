//! Text from outside as a terminal may show it: the one place where it is decided what is left out.
//!
//! Takes text, or bytes on their way to a terminal; gives the same without what commands the terminal or turns the order of
//! what is read. A page's site name, a file's name and an argument may hold escape sequences, which set colours, titles and
//! the clipboard, and controls of writing direction, which make a line look like another. Each of these characters becomes
//! U+FFFD, so that a reader sees that something was there. The surprising decision: no sequence of colours is let through as
//! harmless. Code that colours its own output makes the text in it printable first, and writes past this.

use std::borrow::Cow;
use std::io::{self, Write};

/// What is shown where something was left out.
const REPLACEMENT: char = '\u{fffd}';

/// Whether a terminal takes a character for a command, or for a change of the writing direction. Line breaks and tabs are text.
pub(crate) fn is_unprintable(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Embeddings, overrides and isolates (Unicode Annex 9), line and paragraph separators, tags.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

/// A text as a terminal may show it.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    // A line break of Windows is a line break.
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(|c| if is_unprintable(c) { REPLACEMENT } else { c }).collect())
}

/// A text on one line, as a terminal may show it.
pub(crate) fn printable_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || is_unprintable(c) { REPLACEMENT } else { c }).collect()
}

/// Lets only printable text through to a writer.
#[derive(Debug)]
pub(crate) struct PrintableWriter<W: Write> {
    inner: W,
    /// The first bytes of a character whose last ones have not come yet; at most three.
    begun: Vec<u8>,
}

impl<W: Write> PrintableWriter<W> {
    /// Writes to `inner`.
    pub fn new(inner: W) -> PrintableWriter<W> {
        PrintableWriter { inner, begun: Vec::new() }
    }

    fn write_text(&mut self, bytes: &[u8]) -> io::Result<()> {
        for chunk in bytes.utf8_chunks() {
            self.inner.write_all(printable(chunk.valid()).as_bytes())?;
            if !chunk.invalid().is_empty() {
                write!(self.inner, "{REPLACEMENT}")?;
            }
        }
        Ok(())
    }
}

/// How many bytes at the end of `bytes` are the beginning of a character.
fn begun_character_bytes(bytes: &[u8]) -> usize {
    let last = bytes.utf8_chunks().last();
    let unfinished = last.map(|chunk| chunk.invalid()).unwrap_or_default();
    match unfinished.first() {
        Some(0xc2..=0xf4) if bytes.ends_with(unfinished) => {
            let length = match unfinished[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                _ => 4,
            };
            if unfinished.len() < length { unfinished.len() } else { 0 }
        }
        _ => 0,
    }
}

impl<W: Write> Write for PrintableWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let whole = all.len() - begun_character_bytes(&all);
        self.begun = all.split_off(whole);
        self.write_text(&all)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write> Drop for PrintableWriter<W> {
    fn drop(&mut self) {
        // A character that was never finished: what is left of it is shown as left out.
        if !self.begun.is_empty() {
            let _ = write!(self.inner, "{REPLACEMENT}");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn commands_and_changes_of_direction_are_shown_as_left_out() {
        assert_eq!(printable("The Arden\tPost\n“Éclair” עברית"), "The Arden\tPost\n“Éclair” עברית");
        assert_eq!(
            printable("a\u{1b}[31mb\u{9b}2Jc\u{202e}d\re\u{7}\r\n"),
            "a\u{fffd}[31mb\u{fffd}2Jc\u{fffd}d\u{fffd}e\u{fffd}\n"
        );
        assert_eq!(printable_line("a\nb"), "a\u{fffd}b");
    }

    proptest! {
        #[test]
        fn what_is_written_in_pieces_is_what_is_written_at_once(
            text in "[a\u{1b}é\u{202e}文😀\n]{0,20}",
            cut in 0usize..80,
        ) {
            let bytes = text.as_bytes();
            let mut written = Vec::new();
            let mut writer = PrintableWriter::new(&mut written);
            let cut = cut.min(bytes.len());
            writer.write_all(&bytes[..cut]).unwrap();
            writer.write_all(&bytes[cut..]).unwrap();
            drop(writer);
            prop_assert_eq!(String::from_utf8(written).unwrap(), printable(&text).into_owned());
        }
    }
}
