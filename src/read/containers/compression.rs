//! Packed streams, unpacked: gzip, Zstandard, bzip2 and xz, told by their first bytes, whatever the file is called.
//!
//! Members one after another are read as one stream, as the tools that pack do it. A stream that breaks off gives an
//! error where it does, after all that could be unpacked.

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// How many packings may lie one in another.
const DEEPEST: usize = 3;

/// The stream without its packing.
pub fn unpacked<'s>(mut stream: Box<dyn BufRead + 's>) -> io::Result<Box<dyn BufRead + 's>> {
    for _ in 0..DEEPEST {
        let head = stream.fill_buf()?;
        stream = match head {
            [0x1f, 0x8b, 8, ..] => buffered(flate2::bufread::MultiGzDecoder::new(stream)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => buffered(zstd::stream::read::Decoder::with_buffer(stream)?),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => buffered(bzip2::bufread::MultiBzDecoder::new(stream)),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => {
                buffered(liblzma::bufread::XzDecoder::new_multi_decoder(stream))
            }
            _ => return Ok(stream),
        };
    }
    Ok(stream)
}

/// Whether bytes begin as one of the packings does.
pub fn is_packed(head: &[u8]) -> bool {
    matches!(
        head,
        [0x1f, 0x8b, 8, ..]
            | [0x28, 0xb5, 0x2f, 0xfd, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', ..]
            | [0xfd, b'7', b'z', b'X', b'Z', 0, ..]
    )
}

fn buffered<'s>(reader: impl io::Read + 's) -> Box<dyn BufRead + 's> {
    Box::new(BufReader::with_capacity(128 << 10, reader))
}

/// A file's name without the endings that tell its packing: "crawl.jsonl.gz" is a "crawl.jsonl".
pub fn inner_name(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    while path.extension().is_some_and(|ending| {
        ["gz", "zst", "bz2", "xz"].iter().any(|packing| ending.eq_ignore_ascii_case(packing))
    }) {
        path.set_extension("");
    }
    path
}
