//! JSON: one array of objects, or one object a line; numbers are numbers and nothing is null.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{Cell, Column, Out, Sink};

/// Writes objects.
pub struct Json<'w> {
    out: Out<'w>,
    lines: bool,
    names: Vec<String>,
    rows: u64,
}

impl<'w> Json<'w> {
    /// `[{…}, {…}]`, an object a line.
    pub fn array(out: Out<'w>) -> Json<'w> {
        Json { out, lines: false, names: Vec::new(), rows: 0 }
    }

    /// An object a line and nothing else.
    pub fn lines(out: Out<'w>) -> Json<'w> {
        Json { out, lines: true, names: Vec::new(), rows: 0 }
    }
}

impl Sink for Json<'_> {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        // Two columns of one name would be one key: the later ones are numbered.
        for column in columns {
            let mut name = column.name.clone();
            let mut number = 2;
            while self.names.contains(&name) {
                name = format!("{}_{number}", column.name);
                number += 1;
            }
            self.names.push(name);
        }
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let object: Map<String, Value> =
            self.names.iter().cloned().zip(cells.iter().map(|cell| value(*cell))).collect();
        match (self.lines, self.rows) {
            (true, _) => {}
            (false, 0) => self.out.write_all(b"[\n")?,
            (false, _) => self.out.write_all(b",\n")?,
        }
        self.rows += 1;
        serde_json::to_writer(&mut self.out, &object)?;
        if self.lines { self.out.write_all(b"\n") } else { Ok(()) }
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

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => number.into(),
        // Infinities have no number in JSON.
        Cell::Real(number) => number.into(),
        Cell::Text(text) => text.into(),
        Cell::Blob(_) => cell.text().into(),
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
