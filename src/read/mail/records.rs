//! Mail as records: messages, the stories that they list, and the records of their attachments.

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::Arc;

use tempfile::SpooledTempFile;

use crate::model::Origin;
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive, PartOpener};
use crate::read::mail::listed_stories::{ListedStoryParser, record_of_story};
use crate::read::mail::mailbox::{MessageSplitter, is_header_line, is_separator};
use crate::read::mail::message::{BodyContents, MessageContents, read_contents};
use crate::read::mail::story::MessageStoryParser;
use crate::read::record::{Limits, ParsableRecord, Record, RecordSource};

/// EML and mbox.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "mail",
    description: "Newsletters and alerts: a message (EML) or a mailbox (mbox)",
    // Before pages with their pictures, which are built like messages.
    precedence: 38,
    kind: FormatKind::Parts { recognise: looks_like_mail, open },
};

/// The name of the part that is a message's body, where it gives other records than one story.
const BODY_NAME: &str = "body";

/// Whether bytes begin as a message or a mailbox does, and not as a page that a browser saved.
fn looks_like_mail(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
    if lines.peek().is_some_and(|line| is_separator(line)) {
        lines.next();
    }
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        // The last line may be cut by the end of what is looked at.
        if !is_header_line(line) {
            return false;
        }
        let line = String::from_utf8_lossy(line);
        let Some((name, value)) = line.split_once(':') else { return false };
        let name = name.to_ascii_lowercase();
        let value = value.trim_start_matches([' ', '"', '<']).to_ascii_lowercase();
        if name == "snapshot-content-location" || (name == "from" && value.starts_with("saved by")) {
            return false;
        }
        names.push(name);
    }
    let has = |wanted: &[&str]| wanted.iter().any(|wanted| names.iter().any(|name| name == wanted));
    has(&["from"])
        && has(&["date", "subject"])
        && has(&["message-id", "mime-version", "received", "return-path", "delivered-to", "to"])
}

fn open<'s>(
    stream: Box<dyn BufRead + 's>,
    template: Origin,
    limits: Limits,
    parts: Box<dyn PartOpener>,
) -> Box<dyn RecordSource + 's> {
    Box::new(MailRecords {
        messages: MessageSplitter::new(stream, template.clone(), limits),
        template,
        parts,
        waiting: VecDeque::new(),
        attachments: None,
        skipped: 0,
    })
}

/// The records of a mailbox.
struct MailRecords<'s> {
    messages: MessageSplitter<Box<dyn BufRead + 's>>,
    template: Origin,
    parts: Box<dyn PartOpener>,
    /// Records of the last message that were not given yet.
    waiting: VecDeque<ParsableRecord>,
    /// The last message's attachments.
    attachments: Option<Box<dyn RecordSource>>,
    skipped: u64,
}

impl MailRecords<'_> {
    fn take_message(&mut self, message: Record) {
        let number = message.origin.record;
        let is_in_mailbox = message.bytes.starts_with(b"From ");
        let contents = match message.too_long {
            true => MessageContents::default(),
            false => read_contents(&message.bytes, |body| self.parts.is_of_own_format(body)),
        };
        self.skipped += contents.passed_over;
        let folder = is_in_mailbox.then(|| format!("message {number}"));
        let folder = match (&self.template.member, folder) {
            (Some(outer), Some(folder)) => Some(format!("{outer}/{folder}")),
            (outer, folder) => folder.or_else(|| outer.clone()),
        };
        let mut files = contents.attachments;
        match contents.body {
            BodyContents::Story => {
                self.waiting.push_back((message, Arc::new(MessageStoryParser)));
            }
            BodyContents::Stories(stories) => {
                let member =
                    folder.as_ref().map_or(BODY_NAME.to_string(), |folder| format!("{folder}/{BODY_NAME}"));
                for (record, story) in (1..).zip(stories) {
                    let origin = Origin {
                        member: Some(member.clone()),
                        record,
                        byte_offset: 0,
                        ..self.template.clone()
                    };
                    let record = record_of_story(&story, origin);
                    self.waiting.push_back((record, Arc::new(ListedStoryParser(story))));
                }
            }
            BodyContents::Export(bytes) => files.insert(0, (BODY_NAME.to_string(), bytes)),
            BodyContents::Note => self.skipped += 1,
        }
        if !files.is_empty() {
            let archive = OpenedArchive {
                format: Format::of_spec(&FORMAT),
                members: Box::new(Attachments(files)),
                member_format: None,
                facts: None,
            };
            let template = Origin { member: folder, byte_offset: 0, ..self.template.clone() };
            self.attachments = Some(self.parts.open_files(archive, template));
        }
    }
}

impl RecordSource for MailRecords<'_> {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        loop {
            if let Some(record) = self.waiting.pop_front() {
                return Some(Ok(record));
            }
            if let Some(attachments) = &mut self.attachments {
                if let Some(record) = attachments.next_record() {
                    return Some(record);
                }
                self.skipped += attachments.skipped();
                self.attachments = None;
            }
            match self.messages.next_message()? {
                Ok(message) => self.take_message(message),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped + self.attachments.as_ref().map_or(0, |records| records.skipped())
    }
}

/// The attachments of a message: names and bytes.
struct Attachments(Vec<(String, Vec<u8>)>);

impl ArchiveMembers for Attachments {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn name(&self, number: usize) -> String {
        self.0[number].0.clone()
    }

    fn is_ignored(&self, _: &str) -> bool {
        false
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        io::Write::write_all(into, &self.0[number].1)
    }
}

#[cfg(test)]
mod tests {
    use super::looks_like_mail;

    #[test]
    fn mail_is_known_by_its_header() {
        for mail in [
            "From: a@b.example\nTo: c@d.example\nSubject: Ferry\n\nText",
            "From a@b.example Tue May  6 07:30:00 2031\nReturn-Path: <a@b.example>\nDate: x\n folded\nFrom: a@b.example\n\nText",
        ] {
            assert!(looks_like_mail(mail.as_bytes()), "{mail}");
        }
        for other in [
            "From: \"Saved by a browser\"\nSubject: Ferry\nMIME-Version: 1.0\n\n",
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nSubject: Ferry\nMIME-Version: 1.0\n\n",
            "From: here\nto there we went\nSubject: x\nTo: y\n\n",
            "Title: Ferry\nDate: 2031-03-14\n\nText",
            "From the start, the ferry was late.",
        ] {
            assert!(!looks_like_mail(other.as_bytes()), "{other}");
        }
    }
}
