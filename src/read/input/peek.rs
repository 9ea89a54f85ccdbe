//! The first bytes of a stream, looked at without losing them.

use std::io::{self, BufRead, Read};

/// Reads up to `length` bytes, and puts them back so that reading starts with them.
///
/// # Errors
/// Where nothing at all can be read. A stream that breaks off later gives what came before that, then its error.
pub(crate) fn peek<'s>(stream: &mut Box<dyn BufRead + 's>, length: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let ended = stream.by_ref().take(length as u64).read_to_end(&mut head);
    let mut rest = std::mem::replace(stream, Box::new(io::empty()));
    if let Err(error) = ended {
        // A compressed file may break off early: what came before that is read all the same.
        if head.is_empty() {
            return Err(error);
        }
        rest = Box::new(io::BufReader::new(FailOnce(Some(error))));
    }
    *stream = Box::new(io::Cursor::new(head.clone()).chain(rest));
    Ok(head)
}

/// The rest of a stream that cannot be read on: its error.
struct FailOnce(Option<io::Error>);

impl Read for FailOnce {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_breaks_off_gives_its_bytes_and_then_its_error() {
        let broken = b"abc".chain(FailOnce(Some(io::Error::other("torn"))));
        let mut stream: Box<dyn BufRead> = Box::new(io::BufReader::new(broken));
        assert_eq!(peek(&mut stream, 10).unwrap(), b"abc");
        let mut bytes = Vec::new();
        assert_eq!(stream.read_to_end(&mut bytes).unwrap_err().to_string(), "torn");
        assert_eq!(bytes, b"abc");
    }
}
