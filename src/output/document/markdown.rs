//! A document in Markdown (CommonMark with the tables of GitHub), its facts as front matter in YAML.

use std::io::{self, Write};

use crate::output::document::{Document, DocumentCell, Part, is_web_address, one_line};

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "---\ntitle: {}", quoted(&document.title))?;
    for (name, value) in &document.facts {
        writeln!(out, "{name}: {}", quoted(value))?;
    }
    if let Some(language) = &document.language {
        writeln!(out, "language: {}", quoted(language))?;
    }
    writeln!(out, "---\n\n# {}", escaped(&document.title))?;
    for part in &document.parts {
        writeln!(out)?;
        match part {
            Part::Heading(text) => writeln!(out, "## {}", escaped(text))?,
            Part::Paragraph(text) | Part::Remark(text) => writeln!(out, "{}", escaped(text))?,
            Part::Facts(facts) => {
                for (name, value) in facts {
                    writeln!(out, "- **{name}:** {}", cell(value))?;
                }
            }
            Part::Table(heads, rows) => {
                write_row(out, heads.iter().map(|head| escaped(head)))?;
                write_row(out, (0..heads.len()).map(|at| rule(rows, at)))?;
                for row in rows {
                    write_row(out, row.iter().map(cell))?;
                }
            }
            Part::Chart(chart) => {
                let (columns, rows) = &chart.table;
                writeln!(out, "{}\n", escaped(&chart.title))?;
                write_row(out, columns.iter().map(|column| escaped(&column.name)))?;
                write_row(out, columns.iter().map(|_| "---".into()))?;
                for row in rows {
                    write_row(out, row.iter().map(|value| escaped(&value.as_cell().text())))?;
                }
            }
        }
    }
    if let Some(source) = &document.source {
        writeln!(out, "\n{}", escaped(source))?;
    }
    out.flush()
}

fn write_row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// What is below a head: numbers stand on the right.
fn rule(rows: &[Vec<DocumentCell>], column: usize) -> String {
    let is_number = |row: &Vec<DocumentCell>| row.get(column).is_some_and(|cell| cell.is_number);
    if rows.iter().any(is_number) { "---:".into() } else { "---".into() }
}

fn cell(cell: &DocumentCell) -> String {
    match cell.link.as_deref().filter(|link| is_web_address(link)) {
        // Parentheses would end the link.
        Some(link) => {
            let link = link.replace('(', "%28").replace(')', "%29");
            format!("[{}]({link})", escaped(&cell.text))
        }
        None => escaped(&cell.text),
    }
}

/// A text on one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let line = one_line(text);
    let mut safe = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            safe.push('\\');
        }
        safe.push(c);
    }
    // What begins a list: "- ", "+ ", "1. ".
    let digits = safe.chars().take_while(char::is_ascii_digit).count();
    let at = match safe[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => Some(digits),
        Some('-' | '+' | '=') if digits == 0 => Some(0),
        _ => None,
    };
    if let Some(at) = at {
        safe.insert(at, '\\');
    }
    safe
}

/// A string in YAML: JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(one_line(text).as_str()).unwrap_or_default()
}
