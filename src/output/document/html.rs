//! A document as a page that needs nothing else: it is read on a phone, printed, and by screen readers.

use std::io::{self, Write};

use crate::output::document::{Document, DocumentCell, Part, is_web_address, one_line};
use crate::output::html::escape::escaped;

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
    for part in &document.parts {
        match part {
            Part::Heading(heading) => writeln!(out, "<h2>{}</h2>", text(heading))?,
            Part::Paragraph(paragraph) => writeln!(out, "<p>{}</p>", text(paragraph))?,
            Part::Table(heads, rows) => write_table(out, heads, rows)?,
            Part::Chart(chart) => writeln!(
                out,
                "<figure>{}<figcaption>{}</figcaption></figure>",
                chart.svg,
                text(&chart.title)
            )?,
        }
    }
    write!(out, "</main>\n</body>\n</html>\n")?;
    out.flush()
}

/// On a phone each row is a card, whose cells have the heads of their columns before them.
fn write_table(out: &mut dyn Write, heads: &[String], rows: &[Vec<DocumentCell>]) -> io::Result<()> {
    write!(out, "<table>\n<thead><tr>")?;
    for head in heads {
        write!(out, "<th scope=\"col\">{}</th>", text(head))?;
    }
    write!(out, "</tr></thead>\n<tbody>\n")?;
    for row in rows {
        write!(out, "<tr>")?;
        for (head, cell) in heads.iter().zip(row) {
            let class = if cell.text.is_empty() { " class=\"empty\"" } else { "" };
            write!(out, "<td data-head=\"{}\"{class}>", text(head))?;
            match cell.link.as_deref().filter(|link| is_web_address(link)) {
                Some(link) => write!(
                    out,
                    "<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
                    escaped(link),
                    text(&cell.text)
                )?,
                None => write!(out, "{}", text(&cell.text))?,
            }
            write!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "</tbody>\n</table>\n")
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
