//! Bytes that are no text: files that often lie among scrapes and are none, and data of any other kind.

use crate::read::error::Unreadable;

/// Passes what may be text.
///
/// # Errors
/// Where the first bytes are those of a picture, a document or other data; the error says what to do about it.
pub(crate) fn reject_non_text(head: &[u8]) -> Result<(), Unreadable> {
    if let Some(kind) = known_non_text(head) {
        return Err(Unreadable::new("not text", format!("is {kind}")));
    }
    // A stray NUL byte is a flaw of its record.
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if zeros * 100 > head.len() {
        return Err(Unreadable::new(
            "not text",
            "has NUL bytes: not a text in a known character set (name it with --encoding if it is one)",
        ));
    }
    // Compressed data is bytes of all kinds: a tenth of them are control characters, of which a text has hardly any.
    let controls = head.iter().filter(is_control).count();
    if controls > 3 && controls * 33 > head.len() {
        let reason = "is data, not a text in a known character set (name it with --encoding if it is one)";
        return Err(Unreadable::new("not text", reason));
    }
    Ok(())
}

/// Control characters except white space, those that switch character sets, and the separator of JSON text sequences.
fn is_control(byte: &&u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x10..=0x1a | 0x1c | 0x1d | 0x1f | 0x7f)
}

/// What a file is by its first bytes, and what to do about it.
fn known_non_text(head: &[u8]) -> Option<&'static str> {
    match head {
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', b'\r', b'\n', ..] => Some("a picture, not a text"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("a picture, not a text"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("a picture, not a text"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if has_utf16(head, "EncryptedPackage") => {
            Some("an Office file with a password: open it, save it without one, and import that")
        }
        _ if head.get(8..12) == Some(b"DUCK") => Some(
            "a DuckDB database; write its table as Parquet, and import that: duckdb FILE \"COPY TABLE TO 'articles.parquet'\"",
        ),
        [b'R', b'D', b'X', b'2' | b'3' | b'A', b'\n', ..]
        | [b'X', b'\n', 0, 0, 0, 2 | 3, ..]
        | [b'A', b'\n', ..]
            if is_r_data(head) =>
        {
            Some(
                "data of R; write it as JSONL, and import that: Rscript -e 'jsonlite::stream_out(readRDS(\"FILE\"), file(\"articles.jsonl\"))'",
            )
        }
        _ if is_stata(head) => Some(
            "a Stata file; write it as JSONL, and import that: python3 -c 'import pandas; pandas.read_stata(\"FILE\").to_json(\"articles.jsonl\", orient=\"records\", lines=True)'",
        ),
        _ => None,
    }
}

/// Whether bytes begin as R saves its values: a workspace ("RDX3"), or one value in XDR ("X") or as text ("A").
fn is_r_data(head: &[u8]) -> bool {
    let value = if head.starts_with(b"RD") { head.get(5..).unwrap_or_default() } else { head };
    matches!(value, [b'X', b'\n', 0, 0, 0, 2 | 3, ..] | [b'A', b'\n', b'2' | b'3', b'\n', ..])
}

/// Whether bytes begin as a Stata file does: a tag since version 13, before that a version, a byte order and a type.
fn is_stata(head: &[u8]) -> bool {
    head.starts_with(b"<stata_dta>") || matches!(head, [0x69..=0x73, 1 | 2, 1, 0, ..])
}

/// Whether bytes have a word in UTF-16, as the list of streams in an Office file names them.
fn has_utf16(bytes: &[u8], word: &str) -> bool {
    let wanted: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_without_nul_bytes_is_no_text() {
        // Like compressed data: every byte except zero.
        let bytes: Vec<u8> =
            (0..8192u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).filter(|b| *b != 0).collect();
        assert_eq!(reject_non_text(&bytes).map_err(|error| error.rule), Err("not text"));
        assert_eq!(reject_non_text("Łódź, 5 €".as_bytes()), Ok(()));
    }
}
