//! Paragraphs of a Word document (WordprocessingML) as lines of text.
//!
//! Takes a piece of `word/document.xml`, cut anywhere between paragraphs, gives its lines. Runs are joined without spaces, since
//! hits of a search split words into runs; a line break stays one; the cells of a table's row become one line.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::fields::references::value_of_reference;

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DocxLine {
    /// Its text; line breaks inside a paragraph are in it.
    pub text: String,
    /// Whether its outline level is the first, or its style a heading of the first level.
    pub is_heading: bool,
    /// Whether a bookmark begins in it.
    pub has_bookmark: bool,
}

/// What stands between two cells of a row.
const CELL_SEPARATOR: &str = " | ";

/// The lines of a piece of a document.
pub(crate) fn docx_lines(xml: &str) -> Vec<DocxLine> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    // A piece has closing tags whose opening ones are before it.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut found = LineCollector::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => found.open(&tag),
            Ok(Event::Empty(tag)) => {
                found.open(&tag);
                found.close(local_name(tag.name().as_ref()));
            }
            Ok(Event::End(tag)) => found.close(local_name(tag.name().as_ref())),
            Ok(Event::Text(text)) => found.add_text(&text.xml10_content()),
            Ok(Event::CData(text)) => found.add_text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.xml10_content();
                found.add_text(&value_of_reference(&name).unwrap_or_default());
            }
            Ok(Event::Eof) | Err(_) => return found.finish(),
            Ok(_) => {}
        }
    }
}

/// "p" of "w:p".
fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn value_of(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| local_name(attribute.key.as_ref()) == "val");
    attribute.map(|attribute| attribute.value.to_string())
}

#[derive(Default)]
struct LineCollector {
    lines: Vec<DocxLine>,
    line: DocxLine,
    /// The cells of the open row.
    cells: Vec<String>,
    /// How many tables, cells, text runs and pictures are open.
    cell_depth: usize,
    in_text: bool,
    picture_depth: usize,
}

impl LineCollector {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match local_name(tag.name().as_ref()) {
            "p" if self.picture_depth == 0 => self.line = DocxLine::default(),
            "t" => self.in_text = true,
            "tc" => {
                self.cell_depth += 1;
                self.cells.push(String::new());
            }
            // Text boxes repeat what is in the text, or are logos.
            "pict" | "drawing" | "object" => self.picture_depth += 1,
            "br" | "cr" if self.picture_depth == 0 => self.line.text.push('\n'),
            "tab" if self.picture_depth == 0 && !self.line.text.is_empty() => self.line.text.push(' '),
            "noBreakHyphen" => self.line.text.push('-'),
            "bookmarkStart" => self.line.has_bookmark = true,
            "outlineLvl" => self.line.is_heading |= value_of(tag).as_deref() == Some("0"),
            "pStyle" => {
                let style = value_of(tag).unwrap_or_default().to_lowercase().replace(' ', "");
                self.line.is_heading |=
                    matches!(style.as_str(), "heading1" | "berschrift1" | "überschrift1" | "titre1" | "kop1");
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "pict" | "drawing" | "object" => self.picture_depth = self.picture_depth.saturating_sub(1),
            "p" if self.picture_depth == 0 => self.end_paragraph(),
            "tc" => self.cell_depth = self.cell_depth.saturating_sub(1),
            "tr" => {
                let cells: Vec<String> = self.cells.drain(..).map(|cell| cell.trim().to_string()).collect();
                let text = cells.join(CELL_SEPARATOR);
                self.lines.push(DocxLine { text, ..DocxLine::default() });
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.cells.last_mut().filter(|_| self.cell_depth > 0) {
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&line.text);
            }
            None => self.lines.push(line),
        }
    }

    fn add_text(&mut self, text: &str) {
        if self.in_text && self.picture_depth == 0 {
            self.line.text.push_str(text);
        }
    }

    fn finish(mut self) -> Vec<DocxLine> {
        if !self.line.text.is_empty() {
            self.end_paragraph();
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::docx_lines;

    #[test]
    fn runs_are_joined_breaks_stay_and_rows_are_lines() {
        let xml = r#"</w:tc></w:tr><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Nor</w:t></w:r><w:r><w:t>rsund &amp; co</w:t></w:r></w:p>
            <w:p><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:br/><w:t>Copyright</w:t></w:r><w:r><w:pict><w:t>logo</w:t></w:pict></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Arden</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
        let lines = docx_lines(xml);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["", "Norrsund & co", "\nCopyright", "1 | Arden"]);
        assert!(lines[1].is_heading && lines[2].has_bookmark);
    }
}
