//! A mailbox (mbox, RFC 4155) split into its messages; a single message (EML) is a mailbox of one.
//!
//! A message begins at a line `From sender date` after an empty line, with a line of a header below it. mail-parser has an
//! iterator for mailboxes too; this one keeps offsets and bytes, so that a message can be found again, and does not take a
//! sentence that begins with “From” for a new message.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use crate::model::Origin;
use crate::read::record::{Limits, Record};

/// How many bytes of a line are looked at.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// Gives the messages of a mailbox.
pub(crate) struct MessageSplitter<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    message: u64,
    offset: u64,
    /// Lines that were read and belong to the next message.
    ahead: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> MessageSplitter<R> {
    /// Over a stream; `template` is the origin of the messages, except number and offset.
    pub fn new(stream: R, template: Origin, limits: Limits) -> MessageSplitter<R> {
        let offset = template.byte_offset;
        MessageSplitter { stream, template, limits, message: 0, offset, ahead: Vec::new(), ended: false }
    }

    /// The next message, with its number in the mailbox; `None` at the end.
    pub fn next_message(&mut self) -> Option<io::Result<Record>> {
        if self.ended {
            return None;
        }
        let mut bytes = std::mem::take(&mut self.ahead);
        let (mut length, mut after_empty) = (bytes.len(), false);
        loop {
            let line = match self.read_line() {
                Ok(line) => line,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            };
            if line.is_empty() {
                self.ended = true;
                break;
            }
            if after_empty && is_separator(&line) {
                match self.read_line() {
                    Ok(below) if is_header_line(&below) => {
                        self.ahead = [line, below].concat();
                        break;
                    }
                    // An error shows again when the next line is read.
                    below => {
                        length += line.len();
                        keep(&mut bytes, &line, self.limits);
                        self.ahead_or_keep(below.unwrap_or_default(), &mut bytes, &mut length);
                        after_empty = false;
                        continue;
                    }
                }
            }
            after_empty = line.trim_ascii().is_empty();
            length += line.len();
            keep(&mut bytes, &line, self.limits);
        }
        let byte_offset = self.offset;
        self.offset += length as u64;
        if bytes.trim_ascii().is_empty() {
            return None;
        }
        self.message += 1;
        let origin = Origin { record: self.message, byte_offset, ..self.template.clone() };
        Some(Ok(Record { origin, bytes, too_long: length > self.limits.record, ..Record::default() }))
    }

    fn ahead_or_keep(&self, line: Vec<u8>, bytes: &mut Vec<u8>, length: &mut usize) {
        *length += line.len();
        keep(bytes, &line, self.limits);
    }

    fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.stream.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

/// Adds a line, as far as a record may be long.
fn keep(bytes: &mut Vec<u8>, line: &[u8], limits: Limits) {
    let room = limits.record.saturating_sub(bytes.len());
    bytes.extend_from_slice(&line[..line.len().min(room)]);
}

/// Whether a line is `From sender date`: it ends with a year, or with one and a time zone.
pub(crate) fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words: Vec<&[u8]> =
        rest.trim_ascii().split(|byte| *byte == b' ').filter(|word| !word.is_empty()).collect();
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| word.contains(&b':') && word[0].is_ascii_digit();
    words.len() >= 4
        && words.iter().rev().take(3).any(|word| is_year(word))
        && words.iter().any(|word| is_time(word))
}

/// Whether a line is one of a header: `Name: value`.
pub(crate) fn is_header_line(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
    colon > 0
        && line[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_')
}

/// A message as its sender wrote it: without the line that separates it, and without the marks that a mailbox puts before
/// lines that begin with “From”.
pub(crate) fn message_bytes(record: &[u8]) -> Cow<'_, [u8]> {
    if !is_separator(record.split(|byte| *byte == b'\n').next().unwrap_or_default()) {
        return Cow::Borrowed(record);
    }
    let start = record.iter().position(|byte| *byte == b'\n').map_or(record.len(), |at| at + 1);
    let message = &record[start..];
    let is_marked = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        marks > 0 && line[marks..].starts_with(b"From ")
    };
    if !message.split(|byte| *byte == b'\n').any(is_marked) {
        return Cow::Borrowed(message);
    }
    let lines = message.split_inclusive(|byte| *byte == b'\n');
    Cow::Owned(lines.flat_map(|line| if is_marked(line) { &line[1..] } else { line }).copied().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn messages(mailbox: &str) -> Vec<(u64, String)> {
        let mut splitter = MessageSplitter::new(mailbox.as_bytes(), Origin::default(), Limits::default());
        let mut found = Vec::new();
        while let Some(Ok(record)) = splitter.next_message() {
            found.push((record.origin.byte_offset, String::from_utf8(record.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn a_sentence_that_begins_with_from_is_no_new_message() {
        let mailbox = "From a@b.example Tue May  6 07:30:00 2031\nSubject: One\n\nFrom there they went on.\n\nFrom Tarn at 7:00 in 2031\nthey went.\n\n\
                       From MAILER-DAEMON Tue May  6 07:30:00 2031\nSubject: Two\n\n>From the start.\n";
        let found = messages(mailbox);
        assert_eq!(found.len(), 2);
        for (offset, message) in &found {
            assert!(mailbox[*offset as usize..].starts_with(message.as_str()));
        }
        assert_eq!(&*message_bytes(found[1].1.as_bytes()), b"Subject: Two\n\nFrom the start.\n");
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(mailbox in "(From a@b Tue May 6 07:30:00 2031\n|Subject: x\n|\n|[a-z>é ]{0,9}\n){0,14}") {
            let found = messages(&mailbox);
            let joined: String = found.iter().map(|(_, message)| message.as_str()).collect();
            prop_assert!(mailbox.starts_with(&joined) && mailbox[joined.len()..].trim().is_empty());
        }
    }
}
