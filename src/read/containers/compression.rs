//! Compressed streams: gzip, Zstandard, bzip2 and xz, recognised by their first bytes, whatever the file is called.
//!
//! Members one after another are read as one stream, as the command-line tools do. A stream that breaks off gives an error
//! where it does, after everything that could be decompressed. A new compression is a line in [`COMPRESSIONS`].

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How many compressions may be nested.
const MAX_COMPRESSION_DEPTH: usize = 3;

const BUFFER_BYTES: usize = 128 << 10;

/// Makes a stream of decompressed bytes of a stream of compressed ones.
type Decompress = for<'s> fn(Box<dyn BufRead + 's>) -> io::Result<Box<dyn Read + 's>>;

/// A compression: its file extension, its first bytes, and what undoes it.
struct Compression {
    extension: &'static str,
    recognise: fn(&[u8]) -> bool,
    decompress: Decompress,
}

static COMPRESSIONS: [Compression; 4] = [
    Compression {
        extension: "gz",
        recognise: |head| head.starts_with(&[0x1f, 0x8b, 8]),
        decompress: |stream| Ok(Box::new(flate2::bufread::MultiGzDecoder::new(stream))),
    },
    Compression {
        extension: "zst",
        recognise: |head| head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]),
        decompress: |stream| Ok(Box::new(zstd::stream::read::Decoder::with_buffer(stream)?)),
    },
    Compression {
        extension: "bz2",
        recognise: |head| matches!(head, [b'B', b'Z', b'h', b'1'..=b'9', ..]),
        decompress: |stream| Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(stream))),
    },
    Compression {
        extension: "xz",
        recognise: |head| head.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0]),
        decompress: |stream| Ok(Box::new(liblzma::bufread::XzDecoder::new_multi_decoder(stream))),
    },
];

fn compression_of(head: &[u8]) -> Option<&'static Compression> {
    COMPRESSIONS.iter().find(|compression| (compression.recognise)(head))
}

/// The stream without its compressions.
///
/// # Errors
/// Where the first bytes of the stream cannot be read.
pub fn decompress<'s>(mut stream: Box<dyn BufRead + 's>) -> io::Result<Box<dyn BufRead + 's>> {
    for _ in 0..MAX_COMPRESSION_DEPTH {
        let Some(compression) = compression_of(stream.fill_buf()?) else { return Ok(stream) };
        stream = Box::new(BufReader::with_capacity(BUFFER_BYTES, (compression.decompress)(stream)?));
    }
    Ok(stream)
}

/// Whether a stream that begins with these bytes is compressed.
pub fn is_compressed(head: &[u8]) -> bool {
    compression_of(head).is_some()
}

/// A file's name without the extensions of compressions: "crawl.jsonl.gz" is a "crawl.jsonl".
pub fn strip_extensions(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    while path.extension().is_some_and(|extension| {
        COMPRESSIONS.iter().any(|compression| extension.eq_ignore_ascii_case(compression.extension))
    }) {
        path.set_extension("");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_extensions_of_compressions_alone() {
        for (name, inner) in [("a.jsonl.gz", "a.jsonl"), ("a.csv.ZST.xz", "a.csv"), ("a.tar", "a.tar")] {
            assert_eq!(strip_extensions(Path::new(name)), Path::new(inner));
        }
    }
}
