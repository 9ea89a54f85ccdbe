//! A document as plain text: a paragraph a line, a row of a table a line for each of its cells.

use std::io::{self, Write};

use crate::output::document::{Document, DocumentCell, Part, is_web_address, one_line};

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", one_line(&document.title))?;
    for (name, value) in &document.facts {
        writeln!(out, "{name}: {}", one_line(value))?;
    }
    for part in &document.parts {
        writeln!(out)?;
        match part {
            Part::Heading(text) => writeln!(out, "{}", one_line(text).to_uppercase())?,
            Part::Paragraph(text) | Part::Remark(text) => writeln!(out, "{}", one_line(text))?,
            Part::Facts(facts) => {
                for (name, value) in facts {
                    writeln!(out, "{name}: {}", with_address(value))?;
                }
            }
            Part::Table(heads, rows) => {
                for row in rows {
                    for (head, cell) in heads.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty()) {
                        writeln!(out, "{head}: {}", with_address(cell))?;
                    }
                    writeln!(out)?;
                }
            }
            Part::Chart(chart) => {
                writeln!(out, "{}", one_line(&chart.title))?;
                for row in &chart.table.1 {
                    let cells: Vec<String> =
                        row.iter().map(|value| one_line(&value.as_cell().text())).collect();
                    writeln!(out, "{}", cells.join(": "))?;
                }
            }
        }
    }
    if let Some(source) = &document.source {
        writeln!(out, "\n{}", one_line(source))?;
    }
    out.flush()
}

/// A cell's text, with the address of the web that it leads to.
fn with_address(cell: &DocumentCell) -> String {
    match cell.link.as_deref().filter(|link| is_web_address(link) && *link != cell.text) {
        Some(link) => format!("{} ({link})", one_line(&cell.text)),
        None => one_line(&cell.text),
    }
}
