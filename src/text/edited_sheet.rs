//! A table that went out to a spreadsheet program and comes back edited, as CSV.
//!
//! Takes the file's bytes, gives its head and its rows with their lines. Spreadsheets rewrite files in their own way: byte
//! order marks, encodings, line ends, cell delimiters, the order of columns, empty rows, and apostrophes before formulas are
//! all accepted. What a row means is for those who sent it out.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A table that came back.
#[derive(Debug, Clone)]
pub struct EditedSheet {
    head: csv::StringRecord,
    /// Rows that are not empty, in order.
    pub rows: Vec<EditedRow>,
    /// What is no CSV, each with its line.
    pub wrong: Vec<String>,
}

/// A row of it.
#[derive(Debug, Clone)]
pub struct EditedRow {
    /// In the file, from 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl EditedSheet {
    /// Reads a table.
    ///
    /// # Errors
    /// Where it has no head.
    pub fn read(bytes: &[u8]) -> Result<EditedSheet, String> {
        let text = decode(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let head = match records.next() {
            Some(Ok(head)) => head,
            Some(Err(error)) => return Err(format!("line 1: {error}")),
            None => return Err("the file is empty".into()),
        };
        let mut sheet = EditedSheet { head, rows: Vec::new(), wrong: Vec::new() };
        for record in records {
            match record {
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    sheet.wrong.push(format!("line {line}: {error}"));
                }
                Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(cells) => {
                    let line = cells.position().map_or(0, |position| line_of(&text, position));
                    sheet.rows.push(EditedRow { line, cells });
                }
            }
        }
        Ok(sheet)
    }

    /// The position of a column, in whatever case its name is written.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name))
    }
}

impl EditedRow {
    /// A cell without the spaces around it, and without the apostrophe that keeps it from being a formula; empty where the
    /// row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        unguarded(self.cells.get(column).unwrap_or("").trim())
    }
}

/// The line of a record, whose position is before the empty lines above it.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    position.line() + rest.iter().take_while(|&&byte| byte == b'\n').count() as u64
}

/// Whether letters of a cell were lost: a program has saved the table in an encoding that does not have them.
pub fn has_lost_letters(cell: &str) -> bool {
    cell.contains('\u{fffd}') || cell.contains("??")
}

/// UTF-8 or UTF-16 by its byte order mark; without one UTF-8 where it is valid, else Windows-1252, which older spreadsheets
/// write.
fn decode(bytes: &[u8]) -> String {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (WINDOWS_1252, bytes),
    };
    // The reader would count lines that end in two characters wrongly.
    encoding.decode_without_bom_handling(bytes).0.replace("\r\n", "\n").replace('\r', "\n")
}

/// The delimiter of the cells in the first line.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let count = |delimiter: u8| head.bytes().filter(|byte| *byte == delimiter).count();
    b",;\t".iter().copied().max_by_key(|delimiter| (count(*delimiter), *delimiter == b',')).unwrap_or(b',')
}

fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u64, String, String)> {
        let sheet = EditedSheet::read(bytes).unwrap();
        let (name, tags) = (sheet.column("name").unwrap(), sheet.column("TAGS").unwrap());
        sheet.rows.iter().map(|row| (row.line, row.cell(name).into(), row.cell(tags).into())).collect()
    }

    #[test]
    fn a_table_is_read_however_a_spreadsheet_writes_it() {
        let plain = "name,tags\nÉcho,\"a\nb\"\n\nVik,'=x\n";
        let expected = [(2, "Écho".to_string(), "a\nb".to_string()), (5, "Vik".into(), "=x".into())];
        assert_eq!(cells(plain.as_bytes()), expected);
        assert_eq!(cells("\u{feff}Tags;Name\r\n\"a\r\nb\"; Écho \r\n;\r\n'=x;Vik\r\n".as_bytes()), expected);
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(plain.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(cells(&utf16), expected);
        assert_eq!(cells(b"name,tags\n\xc9cho")[0].1, "Écho");
        assert_eq!(EditedSheet::read(b"").unwrap_err(), "the file is empty");
    }
}
