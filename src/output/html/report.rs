//! A report as one page: contents, then a section for each of its questions, with its picture and its table.
//!
//! What is surprising: the contents come first and say how many rows each section has, so sections are written to memory
//! or a temporary file first, and put behind the contents at the end.

use std::io::{self, Seek, Write};

use crate::output::caption::Caption;
use crate::output::html::escape::{escaped, escaped_note};
use crate::output::html::figure::figure;
use crate::output::html::page::{begin_page, end_page};
use crate::output::html::rows::HtmlTable;
use crate::output::report_facts::ReportFacts;
use crate::output::{Cell, Column, Out, Sink, Style};
use tempfile::SpooledTempFile;

/// Bytes of sections that are held in memory; more of them wait in a temporary file.
const MAX_HELD_BYTES: usize = 4 << 20;

/// Writes a report; each [`Sink::begin`] begins a section.
pub struct HtmlReport<'w> {
    out: Out<'w>,
    style: Style,
    facts: ReportFacts,
    /// Sections that have ended.
    sections: SpooledTempFile,
    /// What the section that comes next is.
    title: String,
    caption: Caption,
    section: Option<Section>,
    /// Each section that has ended: its title and how many rows it has.
    ended: Vec<(String, u64)>,
}

/// The section that is being written.
struct Section {
    title: String,
    source: String,
    /// What stands above its picture.
    head: String,
    picture: Option<String>,
    table: HtmlTable,
    rows: SpooledTempFile,
}

impl<'w> HtmlReport<'w> {
    /// Writes to `out`, at the end.
    pub fn new(out: Out<'w>, facts: ReportFacts, style: Style) -> HtmlReport<'w> {
        let (title, caption, ended) = (String::new(), Caption::default(), Vec::new());
        let sections = SpooledTempFile::new(MAX_HELD_BYTES);
        HtmlReport { out, style, facts, sections, title, caption, section: None, ended }
    }

    /// Shows a picture, as SVG for a wide screen and for a narrow one, above the table of the section that is being written: it
    /// is drawn from the rows.
    pub fn picture(&mut self, wide: &str, narrow: Option<&str>) {
        if let Some(section) = &mut self.section {
            section.picture = Some(figure(wide, narrow));
        }
    }

    fn end_section(&mut self) -> io::Result<()> {
        let Some(mut section) = self.section.take() else { return Ok(()) };
        section.table.end(&mut section.rows)?;
        self.sections.write_all(section.head.as_bytes())?;
        if let Some(picture) = &section.picture {
            self.sections.write_all(picture.as_bytes())?;
        }
        section.rows.rewind()?;
        io::copy(&mut section.rows, &mut self.sections)?;
        write!(self.sections, "<p class=\"muted\">{}</p>\n</section>\n", escaped(&section.source))?;
        self.ended.push((section.title, section.table.rows()));
        Ok(())
    }

    fn write_contents(&mut self) -> io::Result<()> {
        let lines = self.facts.lines();
        let lines = lines.iter().map(|(what, value)| format!("{}: {}", escaped(what), escaped(value)));
        writeln!(self.out, "<p class=\"muted\">{}</p>", lines.collect::<Vec<_>>().join("<br>\n"))?;
        self.out.write_all(b"<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n")?;
        for (number, (title, rows)) in (1..).zip(&self.ended) {
            let about = self.facts.answers.get(number - 1).map_or("", |answer| answer.about.as_str());
            let rows = if *rows == 1 { "1 row".to_string() } else { format!("{rows} rows") };
            writeln!(
                self.out,
                "<li><a href=\"#part-{number}\">{}</a>: {} <span class=\"muted\">({rows})</span></li>",
                escaped(title),
                escaped(about)
            )?;
        }
        self.out.write_all(b"</ol>\n</nav>\n")
    }
}

impl Sink for HtmlReport<'_> {
    fn title(&mut self, title: &str) {
        self.title = title.to_string();
    }

    fn caption(&mut self, caption: &Caption) {
        self.caption = caption.clone();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.end_section()?;
        let number = self.ended.len() + 1;
        let mut head = format!("<section id=\"part-{number}\">\n<h2>{}</h2>\n", escaped(&self.title));
        let about = self.facts.answers.get(number - 1).map(|answer| &answer.about);
        if let Some(about) = about {
            head.push_str(&format!("<p>{}</p>\n", escaped(about)));
        }
        if let Some(note) = &self.caption.note {
            head.push_str(&format!("<p class=\"muted\">Note: {}</p>\n", escaped_note(note)));
        }
        self.section = Some(Section {
            title: self.title.clone(),
            source: self.caption.source_line(),
            head,
            picture: None,
            table: HtmlTable::new(columns, &self.title, &self.caption, self.style),
            rows: SpooledTempFile::new(MAX_HELD_BYTES),
        });
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let Some(section) = &mut self.section else { return Ok(()) };
        section.table.row(&mut section.rows, cells)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end_section()?;
        begin_page(&mut self.out, &self.facts.title)?;
        self.write_contents()?;
        self.sections.rewind()?;
        io::copy(&mut self.sections, &mut self.out)?;
        let caption = Caption { query: None, parameters: Vec::new(), sql: None, ..self.caption.clone() };
        end_page(&mut self.out, &caption)?;
        self.out.flush()
    }
}
