//! Files that are read whole because they are small by their nature: a query, a report, a list of names.
//!
//! Takes a path or a stream, gives its text or bytes. A path may lead to anything, to a device without end for example, so
//! there is a limit, and it is counted and not asked for: a device has no length.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The longest text that a user writes: SQL, a report, commands of the shell.
pub const MAX_TEXT_BYTES: u64 = 16 << 20;

/// The largest file that is read whole for another reason: a model, a sheet of corrections.
pub const MAX_WHOLE_FILE_BYTES: u64 = 512 << 20;

/// A file's text.
///
/// # Errors
/// Where it cannot be read, is longer than [`MAX_TEXT_BYTES`], or is no UTF-8.
pub fn read_text_file(path: &Path) -> io::Result<String> {
    read_text(File::open(path)?)
}

/// The text of a file in a folder that was searched: nobody has named it, so a pipe or a device is not waited for.
///
/// # Errors
/// As for [`read_text_file`], and where it is no file.
pub fn read_found_text_file(path: &Path) -> io::Result<String> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    read_text_file(path)
}

/// A stream's text, to its end.
///
/// # Errors
/// As for [`read_text_file`].
pub fn read_text(stream: impl Read) -> io::Result<String> {
    String::from_utf8(read_bytes(stream, MAX_TEXT_BYTES)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is no text in UTF-8"))
}

/// A file's bytes, at most `max_bytes`.
///
/// # Errors
/// Where it cannot be read, or is longer.
pub fn read_whole_file(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    read_bytes(File::open(path)?, max_bytes)
}

fn read_bytes(stream: impl Read, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(max_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        let megabytes = max_bytes >> 20;
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {megabytes} MB")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_without_end_is_an_error_and_not_awaited() {
        assert_eq!(read_text("SELECT 1".as_bytes()).unwrap(), "SELECT 1");
        assert_eq!(read_text(io::repeat(0)).unwrap_err().to_string(), "it is longer than 16 MB");
        assert_eq!(read_bytes(&b"abc"[..], 3).unwrap(), b"abc");
        assert!(read_bytes(&b"abcd"[..], 3).is_err());
    }
}
