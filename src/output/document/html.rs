//! A document as a page that needs nothing else: it is read on a phone, printed, and by screen readers.

use std::io::{self, Write};

use crate::output::document::{Document, DocumentCell, Part, is_own_place, is_web_address, one_line};
use crate::output::html::escape::escaped;
use crate::output::html::figure::figure;

/// The stylesheet of every page, and what documents have beside it.
const STYLE: &str = concat!(include_str!("../html/page.css"), include_str!("document.css"));

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let title = text(&document.title);
    let language = document.language.as_deref().unwrap_or("en");
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        escaped(language)
    )?;
    if !document.facts.is_empty() {
        writeln!(out, "<dl>")?;
        for (name, value) in &document.facts {
            writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", linked(value))?;
        }
        writeln!(out, "</dl>")?;
    }
    write_contents(document, out)?;
    let mut headings = 0;
    for part in &document.parts {
        match part {
            Part::Heading(heading) => {
                headings += 1;
                writeln!(out, "<h2 id=\"part-{headings}\">{}</h2>", text(heading))?;
            }
            Part::Paragraph(paragraph) => writeln!(out, "<p>{}</p>", text(paragraph))?,
            Part::Remark(remark) => writeln!(out, "<p class=\"muted\">{}</p>", text(remark))?,
            Part::Facts(facts) => {
                writeln!(out, "<dl>")?;
                for (name, value) in facts {
                    writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", content(value))?;
                }
                writeln!(out, "</dl>")?;
            }
            Part::Table(heads, rows) => write_table(out, heads, rows)?,
            Part::Chart(chart) => {
                out.write_all(figure(&chart.svg, chart.narrow_svg.as_deref()).as_bytes())?;
            }
        }
    }
    writeln!(out, "</main>")?;
    if let Some(source) = &document.source {
        writeln!(out, "<footer><p>{}</p></footer>", text(source))?;
    }
    write!(out, "</body>\n</html>\n")?;
    out.flush()
}

/// Headings of a document that has no contents, at most.
const MAX_HEADINGS_WITHOUT_CONTENTS: usize = 3;

/// Links to the headings, where there are many.
fn write_contents(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let headings: Vec<&String> = document
        .parts
        .iter()
        .filter_map(|part| if let Part::Heading(heading) = part { Some(heading) } else { None })
        .collect();
    if headings.len() <= MAX_HEADINGS_WITHOUT_CONTENTS {
        return Ok(());
    }
    writeln!(out, "<nav aria-label=\"Contents\"><ul>")?;
    for (number, heading) in (1..).zip(headings) {
        writeln!(out, "<li><a href=\"#part-{number}\">{}</a></li>", text(heading))?;
    }
    writeln!(out, "</ul></nav>")
}

/// On a phone each row is a card, whose cells have the heads of their columns before them.
fn write_table(out: &mut dyn Write, heads: &[String], rows: &[Vec<DocumentCell>]) -> io::Result<()> {
    let label = heads.iter().map(|head| text(head)).collect::<Vec<_>>().join(", ");
    write!(
        out,
        "<div class=\"rows\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n<table>\n<thead><tr>"
    )?;
    for (at, head) in heads.iter().enumerate() {
        let class = if is_numeric(rows, at) { " class=\"n\"" } else { "" };
        write!(out, "<th scope=\"col\"{class}>{}</th>", text(head))?;
    }
    write!(out, "</tr></thead>\n<tbody>\n")?;
    for row in rows {
        write!(out, "<tr>")?;
        for (head, cell) in heads.iter().zip(row) {
            let class = class_of(cell).map(|class| format!(" class=\"{class}\"")).unwrap_or_default();
            let place = cell.place.as_ref().map(|place| format!(" id=\"{}\"", escaped(place)));
            let place = place.unwrap_or_default();
            write!(out, "<td data-head=\"{}\"{class}{place}>{}</td>", text(head), content(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "</tbody>\n</table>\n</div>\n")
}

/// Whether a column has numbers, and nothing else.
fn is_numeric(rows: &[Vec<DocumentCell>], column: usize) -> bool {
    let mut cells =
        rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.text.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.is_number)
}

/// Bytes of a text that is not broken: a day, a word, the name of a paper.
const MAX_UNBROKEN_BYTES: usize = 15;

/// Bytes of texts that have a wide column, and one that is not the narrowest.
const MIN_LONG_BYTES: usize = 70;
const MIN_LINE_BYTES: usize = 25;

fn class_of(cell: &DocumentCell) -> Option<&'static str> {
    match cell {
        cell if cell.text.is_empty() => Some("empty"),
        DocumentCell { is_number: true, .. } => Some("n"),
        DocumentCell { text, .. } if text.len() <= MAX_UNBROKEN_BYTES => Some("w"),
        DocumentCell { text, .. } if text.len() >= MIN_LONG_BYTES => Some("t"),
        DocumentCell { text, .. } if text.len() >= MIN_LINE_BYTES => Some("l"),
        _ => None,
    }
}

/// A cell's text, as the link that it is.
fn content(cell: &DocumentCell) -> String {
    match cell.link.as_deref() {
        Some(link) if is_web_address(link) => {
            format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escaped(link), text(&cell.text))
        }
        Some(link) if is_own_place(link) => format!("<a href=\"{link}\">{}</a>", text(&cell.text)),
        _ => text(&cell.text),
    }
}

fn text(text: &str) -> String {
    escaped(&one_line(text))
}

/// A value that is an address becomes a link.
fn linked(value: &str) -> String {
    match is_web_address(value) {
        true => format!("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", escaped(value)),
        false => text(value),
    }
}
