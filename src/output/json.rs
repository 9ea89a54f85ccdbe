//! JSON: one array of objects, or one object a line; numbers are numbers and nothing is null.

use std::io::{self, Write};

use crate::output::column_names::unique_column_names;
use crate::output::format::Format;
use crate::output::{Cell, Column, Out, Sink};

/// One array of objects.
pub static JSON: Format = Format::text("json", &["json"], |out, _| Box::new(Json::array(out)));

/// One object a line.
pub static JSONL: Format = Format::text("jsonl", &["jsonl", "ndjson"], |out, _| Box::new(Json::lines(out)));

/// Writes objects.
pub struct Json<'w> {
    out: Out<'w>,
    lines: bool,
    /// Each as JSON, with its colon.
    keys: Vec<String>,
    rows: u64,
}

impl<'w> Json<'w> {
    /// `[{…}, {…}]`, an object a line.
    pub fn array(out: Out<'w>) -> Json<'w> {
        Json { out, lines: false, keys: Vec::new(), rows: 0 }
    }

    /// An object a line and nothing else.
    pub fn lines(out: Out<'w>) -> Json<'w> {
        Json { out, lines: true, keys: Vec::new(), rows: 0 }
    }
}

impl Sink for Json<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        let key = |name: &String| Ok(format!("{}:", serde_json::to_string(name)?));
        self.keys = unique_column_names(columns).iter().map(key).collect::<serde_json::Result<_>>()?;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match (self.lines, self.rows) {
            (true, _) => {}
            (false, 0) => self.out.write_all(b"[\n")?,
            (false, _) => self.out.write_all(b",\n")?,
        }
        self.rows += 1;
        let mut before: &[u8] = b"{";
        for (key, cell) in self.keys.iter().zip(cells) {
            self.out.write_all(before)?;
            self.out.write_all(key.as_bytes())?;
            write_value(&mut self.out, *cell)?;
            before = b",";
        }
        self.out.write_all(if self.lines { &b"}\n"[..] } else { b"}" })
    }

    fn finish(&mut self) -> io::Result<()> {
        match (self.lines, self.rows) {
            (true, _) => {}
            (false, 0) => self.out.write_all(b"[]\n")?,
            (false, _) => self.out.write_all(b"\n]\n")?,
        }
        self.out.flush()
    }
}

fn write_value(out: &mut Out, cell: Cell) -> io::Result<()> {
    match cell {
        Cell::Null => out.write_all(b"null"),
        Cell::Integer(number) => write!(out, "{number}"),
        // Infinities have no number in JSON: they become null.
        Cell::Real(number) => Ok(serde_json::to_writer(out, &number)?),
        Cell::Text(text) => Ok(serde_json::to_writer(out, text)?),
        Cell::Blob(_) => Ok(serde_json::to_writer(out, &cell.text())?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lines: bool, rows: &[[Cell; 2]]) -> String {
        let mut out = Vec::new();
        let mut sink = if lines { Json::lines(Box::new(&mut out)) } else { Json::array(Box::new(&mut out)) };
        sink.begin(&["n", "n"].map(|name| Column { name: name.into() })).unwrap();
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn arrays_and_lines() {
        let rows = [[Cell::Integer(1), Cell::Null], [Cell::Text("a\n\"b\""), Cell::Real(1.5)]];
        assert_eq!(
            written(false, &rows),
            "[\n{\"n\":1,\"n_2\":null},\n{\"n\":\"a\\n\\\"b\\\"\",\"n_2\":1.5}\n]\n"
        );
        assert_eq!(written(true, &rows[..1]), "{\"n\":1,\"n_2\":null}\n");
        assert_eq!(written(false, &[]), "[]\n");
        assert_eq!(written(true, &[]), "");
    }
}
