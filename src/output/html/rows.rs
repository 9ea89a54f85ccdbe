//! A table on a page, row by row: heads that are buttons, titles that are links.
//!
//! Rows are written as they come, so the first row decides nothing but the side that a head stands on, which is that of
//! the numbers below it.

use std::io::{self, Write};

use crate::output::caption::Caption;
use crate::output::html::escape::{escaped, is_link};
use crate::output::title_links::TitleLinks;
use crate::output::{Cell, Column, Style};

/// Bytes of a text without blanks that is not broken.
const MAX_UNBROKEN_BYTES: usize = 24;

/// Writes one table.
pub(crate) struct HtmlTable {
    style: Style,
    /// What the table is, for those who cannot see it.
    label: String,
    columns: Vec<Column>,
    headings: Vec<String>,
    links: TitleLinks,
    rows: u64,
}

impl HtmlTable {
    /// A table of these columns; nothing is written before the first row or the end.
    pub fn new(columns: &[Column], label: &str, caption: &Caption, style: Style) -> HtmlTable {
        let headings = columns.iter().map(|column| caption.heading_of(&column.name)).collect();
        let (label, columns) = (label.to_string(), columns.to_vec());
        let links = TitleLinks::of(&columns, style.urls);
        HtmlTable { style, label, columns, headings, links, rows: 0 }
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn begin(&self, out: &mut dyn Write, first: Option<&[Cell]>) -> io::Result<()> {
        let label = escaped(&self.label);
        write!(
            out,
            "<p class=\"search\" hidden><label>Search these rows <input type=\"search\"></label><output></output></p>\n\
             <div class=\"rows\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n<table>\n"
        )?;
        if !self.style.no_headers {
            out.write_all(b"<thead><tr>")?;
            for at in self.links.shown() {
                let numeric = first.is_some_and(|cells| cells[at].is_number());
                let class = if numeric { " class=\"n\"" } else { "" };
                let (heading, name) = (&self.headings[at], &self.columns[at].name);
                let note =
                    if heading == name { String::new() } else { format!(" title=\"{}\"", escaped(name)) };
                write!(
                    out,
                    "<th scope=\"col\"{class}{note}><button type=\"button\">{}</button></th>",
                    escaped(heading)
                )?;
            }
            out.write_all(b"</tr></thead>\n")?;
        }
        out.write_all(b"<tbody>\n")
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, out: &mut dyn Write, cells: &[Cell]) -> io::Result<()> {
        if self.rows == 0 {
            self.begin(out, Some(cells))?;
        }
        self.rows += 1;
        out.write_all(b"<tr>")?;
        for at in self.links.shown() {
            let address = self.links.address_of(at).and_then(|address| match cells[address] {
                Cell::Text(address) if is_link(address) => Some(address),
                _ => None,
            });
            write_cell(out, cells[at], address)?;
        }
        out.write_all(b"</tr>\n")
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows == 0 {
            self.begin(out, None)?;
        }
        let rows = if self.rows == 1 { "1 row".to_string() } else { format!("{} rows", self.rows) };
        write!(out, "</tbody>\n</table>\n</div>\n<p class=\"muted\">{rows}</p>\n")
    }
}

fn write_cell(out: &mut dyn Write, cell: Cell, address: Option<&str>) -> io::Result<()> {
    let text = escaped(&cell.text());
    match (cell, address) {
        (Cell::Integer(_) | Cell::Real(_), _) => write!(out, "<td class=\"n\">{text}</td>"),
        (Cell::Null, Some(address)) => write_address(out, address),
        (Cell::Text(""), Some(address)) => write_address(out, address),
        (Cell::Text(_), Some(address)) => {
            write!(out, "<td><a href=\"{}\" rel=\"noopener noreferrer\">{text}</a></td>", escaped(address))
        }
        (Cell::Text(address), None) if is_link(address) => write_address(out, address),
        (Cell::Text(word), None) if is_unbroken(word) => write!(out, "<td class=\"w\">{text}</td>"),
        _ => write!(out, "<td>{text}</td>"),
    }
}

/// An address by itself: all of it is there to be copied and sorted, one line of it is seen.
fn write_address(out: &mut dyn Write, address: &str) -> io::Result<()> {
    let text = escaped(address);
    write!(out, "<td class=\"u\"><a href=\"{text}\" rel=\"noopener noreferrer\">{text}</a></td>")
}

/// Whether a text stays on one line: a short word, a day, a moment.
fn is_unbroken(text: &str) -> bool {
    let is_moment = || {
        text.len() <= 35
            && text.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && text.chars().all(|c| c.is_ascii_digit() || "-:+.TZ ".contains(c))
    };
    (text.len() <= MAX_UNBROKEN_BYTES && !text.contains(char::is_whitespace)) || is_moment()
}
