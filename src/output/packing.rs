//! Files that are packed as they are written: `.csv.gz`, `.jsonl.zst`.
//!
//! The last extension of a name says how, the one before it what the file is. A packed file is ended explicitly, never by
//! being dropped: a disk that is full at the last byte is an error too.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::output::unfinished_file::UnfinishedFile;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip
    Gzip,
    /// Zstandard
    Zstandard,
}

/// zstd's own default.
const ZSTANDARD_LEVEL: i32 = 3;

impl Packing {
    /// How a file of this name is packed.
    pub fn of_file(path: &Path) -> Option<Packing> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "gz" => Some(Packing::Gzip),
            "zst" => Some(Packing::Zstandard),
            _ => None,
        }
    }
}

/// A file's name without the extension of its packing.
pub fn unpacked_name(path: &Path) -> PathBuf {
    match Packing::of_file(path) {
        Some(_) => path.with_extension(""),
        None => path.into(),
    }
}

/// A file that is written, packed or not.
pub enum PackedFile {
    /// As it is.
    Plain(BufWriter<UnfinishedFile>),
    /// With gzip.
    Gzip(GzEncoder<BufWriter<UnfinishedFile>>),
    /// With Zstandard.
    Zstandard(zstd::Encoder<'static, BufWriter<UnfinishedFile>>),
}

impl PackedFile {
    /// Packs what is written to `file`.
    pub fn new(file: BufWriter<UnfinishedFile>, packing: Option<Packing>) -> io::Result<PackedFile> {
        Ok(match packing {
            None => PackedFile::Plain(file),
            Some(Packing::Gzip) => PackedFile::Gzip(GzEncoder::new(file, Compression::default())),
            Some(Packing::Zstandard) => PackedFile::Zstandard(zstd::Encoder::new(file, ZSTANDARD_LEVEL)?),
        })
    }

    /// Writes what is left, and gives the file.
    pub fn finish(self) -> io::Result<UnfinishedFile> {
        let file = match self {
            PackedFile::Plain(file) => file,
            PackedFile::Gzip(encoder) => encoder.finish()?,
            PackedFile::Zstandard(encoder) => encoder.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Write for PackedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            PackedFile::Plain(file) => file.write(bytes),
            PackedFile::Gzip(encoder) => encoder.write(bytes),
            PackedFile::Zstandard(encoder) => encoder.write(bytes),
        }
    }

    /// A packed file is not flushed before its end: each time would cost bytes.
    fn flush(&mut self) -> io::Result<()> {
        match self {
            PackedFile::Plain(file) => file.flush(),
            PackedFile::Gzip(_) | PackedFile::Zstandard(_) => Ok(()),
        }
    }
}
