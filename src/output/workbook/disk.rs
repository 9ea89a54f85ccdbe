//! A full disk, given as an error where the libraries below would panic or print.
//!
//! rust_xlsxwriter panics when its temporary file cannot be written, and the zip crate prints a line of its own when what it
//! writes to fails: neither is for a user's eyes.

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use rust_xlsxwriter::XlsxError;

use crate::output::Out;

/// What rust_xlsxwriter says when it panics for want of room.
const PANIC: &str = "Couldn't write to xml file";

/// An error of rust_xlsxwriter's as one of writing.
pub(crate) fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::ZipError(zip::result::ZipError::Io(error)) => error,
        other => io::Error::other(format!("the workbook cannot be written: {other}")),
    }
}

/// Does a step of writing; a temporary file that has no room is an error.
pub(crate) fn with_room(step: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !is_ours(panic.payload()) {
                others(panic);
            }
        }));
    });
    match panic::catch_unwind(AssertUnwindSafe(step)) {
        Ok(ended) => ended.map_err(io_error),
        Err(payload) if is_ours(payload.as_ref()) => {
            let folder = std::env::temp_dir();
            Err(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("no room for its rows in {} (TMPDIR names another folder)", folder.display()),
            ))
        }
        Err(payload) => panic::resume_unwind(payload),
    }
}

fn is_ours(payload: &(dyn std::any::Any + Send)) -> bool {
    payload.downcast_ref::<String>().is_some_and(|text| text.starts_with(PANIC))
}

/// Gives the first error of what it writes to, and takes whatever comes after it without a word.
pub(crate) struct Quiet<'a, 'w> {
    out: &'a mut Out<'w>,
    failed: bool,
}

impl<'a, 'w> Quiet<'a, 'w> {
    pub fn new(out: &'a mut Out<'w>) -> Quiet<'a, 'w> {
        Quiet { out, failed: false }
    }
}

impl Write for Quiet<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.failed = written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.out.flush() }
    }
}
