//! The program's own two streams, for what people read: text from outside goes out printable.
//!
//! All that is said on stderr goes through [`say_line`], and every page of text through `page_out`. Rows and records that
//! other programs read go out as they are, but where stdout is a terminal.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::output::printable::{PrintableWriter, printable};

/// Writes a line to stderr. That nobody can read it is no reason to end what is being done.
pub fn say_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// Stdout for a page that people read.
pub(crate) fn page_out() -> BufWriter<PrintableWriter<StdoutLock<'static>>> {
    BufWriter::new(PrintableWriter::new(io::stdout().lock()))
}

/// Stdout for records: as they are, unless a terminal shows them.
pub(crate) fn record_out() -> Box<dyn Write> {
    match io::stdout().is_terminal() {
        true => Box::new(page_out()),
        false => Box::new(io::stdout().lock()),
    }
}

/// Whether what is said on stderr goes between the rows of stdout, into one file or pipe (`2>&1`), where a program reads both.
pub(crate) fn streams_are_one_file() -> bool {
    let both = (same_file::Handle::stdout(), same_file::Handle::stderr());
    !io::stdout().is_terminal() && matches!(both, (Ok(out), Ok(err)) if out == err)
}
