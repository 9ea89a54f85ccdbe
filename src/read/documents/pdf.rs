//! PDF with text in it: one file is one article.
//!
//! Takes the whole file as one record. The title is a heading on the first page; the day is only what the text says, because the
//! file's own dates are those of printing. The surprising decision: the interpreter runs on a thread of its own, which is waited for
//! only so long, and whose panics are faults of the file.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Once, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::model::Scrape;
use crate::read::documents::pdf_glyphs::{PdfFault, read_glyphs};
use crate::read::documents::pdf_layout::{PdfText, lay_out};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::record::{Parser, Record};
use crate::read::records::whole_stream::WholeStreamSplitter;

/// PDF.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "pdf",
    description: "One article as PDF, with text in it",
    precedence: 22,
    kind: FormatKind::Bytes {
        recognise: |head| head.starts_with(b"%PDF-"),
        open: |stream, template, limits| {
            (Box::new(WholeStreamSplitter::new(stream, template, limits)), Arc::new(PdfParser))
        },
    },
};

/// A file that takes longer is not read.
const MAX_TIME: Duration = Duration::from_secs(60);

/// The stack of the interpreter, which calls itself for every drawing in a drawing.
const STACK_BYTES: usize = 32 << 20;

/// What the interpreter's threads are called.
const THREAD_NAME: &str = "pdf";

/// Fewer letters a page are the stamp of a scanner, not a text.
const MIN_LETTERS_OF_PAGE: usize = 25;

/// Parses a record that is a PDF file.
struct PdfParser;

impl Parser for PdfParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let (PdfText { text, title, url }, pages) =
            read_text(record.bytes.clone(), MAX_TIME).map_err(|fault| reject_of(&fault))?;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < MIN_LETTERS_OF_PAGE * pages.max(1) {
            return Err(Unreadable::new(
                "scan",
                "is a scan: it has no text; run OCR first (for example ocrmypdf), and import what that writes",
            ));
        }
        Ok(Scrape { origin: record.origin.clone(), text, title, url, is_page: true, ..Scrape::default() })
    }
}

fn reject_of(fault: &PdfFault) -> Unreadable {
    match fault {
        PdfFault::Encrypted => Unreadable::new(
            "encrypted",
            "is a PDF file with a password: open it, print it to a PDF file without one, and import that",
        ),
        PdfFault::Damaged(reason) => Unreadable::new(
            "damaged PDF",
            format!("is a damaged PDF file ({reason}): download it again, or print it to a PDF file anew"),
        ),
        PdfFault::TooLarge => Unreadable::new(
            "PDF too large",
            "is a PDF file that takes too long or unpacks to too much: print the article's pages to a file of their own",
        ),
    }
}

/// The text of a file and how many pages it has.
fn read_text(bytes: Vec<u8>, max_time: Duration) -> Result<(PdfText, usize), PdfFault> {
    silence_panics();
    let deadline = Instant::now() + max_time;
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = move || {
        let read = panic::catch_unwind(AssertUnwindSafe(|| {
            let document = read_glyphs(&bytes, deadline)?;
            Ok((lay_out(&document), document.pages.len()))
        }));
        let damaged = |_| Err(PdfFault::Damaged("its objects are not as the format asks for".to_string()));
        // Whoever waited has given up if nobody receives it.
        let _ = sender.send(read.unwrap_or_else(damaged));
    };
    let thread = thread::Builder::new().name(THREAD_NAME.to_string()).stack_size(STACK_BYTES).spawn(work);
    if thread.is_err() {
        return Err(PdfFault::TooLarge);
    }
    receiver.recv_timeout(max_time + Duration::from_secs(1)).unwrap_or(Err(PdfFault::TooLarge))
}

/// A panic of the interpreter becomes a reject, and nothing on standard error.
fn silence_panics() {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(THREAD_NAME) {
                others(panic);
            }
        }));
    });
}
