//! HTML: one page that needs nothing else, with a table that is sorted by the buttons in its head.
//!
//! Rows are written as they come. Everything is escaped, and only addresses of the web become links. `page` has what all
//! pages share (rows, charts, reports, dossiers), `rows` a table, `figure` a picture.

pub(crate) mod escape;
pub(crate) mod figure;
pub(crate) mod page;
pub(crate) mod report;
pub(crate) mod rows;

use std::io::{self, Write};

use crate::output::caption::Caption;
use crate::output::format::{ChartForm, Format};
use crate::output::{Cell, Column, Out, Sink, Style};
use escape::escaped_note;
use figure::figure;
use page::{begin_page, end_page};
use rows::HtmlTable;

/// A page of its own, with a table that can be sorted.
pub static HTML: Format = Format {
    chart: Some(ChartForm::Page),
    ..Format::text("html", &["html", "htm"], |out, style| Box::new(Html::new(out, style)))
};

/// Writes a page.
pub struct Html<'w> {
    out: Out<'w>,
    style: Style,
    title: String,
    caption: Caption,
    table: Option<HtmlTable>,
    /// A picture above the table, as elements.
    picture: Option<String>,
}

impl<'w> Html<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> Html<'w> {
        let (title, caption) = ("Rows".into(), Caption::default());
        Html { out, style, title, caption, table: None, picture: None }
    }

    /// Shows a picture above the table, as SVG for a wide screen and for a narrow one.
    pub fn with_picture(mut self, wide: &str, narrow: Option<&str>) -> Html<'w> {
        self.picture = Some(figure(wide, narrow));
        self
    }
}

impl Sink for Html<'_> {
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.title = title.to_string();
        }
    }

    fn caption(&mut self, caption: &Caption) {
        self.caption = caption.clone();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        begin_page(&mut self.out, &self.title)?;
        if let Some(note) = &self.caption.note {
            writeln!(self.out, "<p class=\"muted\">Note: {}</p>", escaped_note(note))?;
        }
        if let Some(picture) = &self.picture {
            self.out.write_all(picture.as_bytes())?;
        }
        self.table = Some(HtmlTable::new(columns, &self.title, &self.caption, self.style));
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.table.as_mut().map_or(Ok(()), |table| table.row(&mut self.out, cells))
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(mut table) = self.table.take() {
            table.end(&mut self.out)?;
        }
        end_page(&mut self.out, &self.caption)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(columns: &[&str], rows: &[[Cell; 2]], style: Style) -> String {
        let mut out = Vec::new();
        let mut sink = Html::new(Box::new(&mut out), style);
        sink.begin(&Column::named(columns.iter().copied())).unwrap();
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        drop(sink);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_in_a_cell_becomes_markup_and_only_web_addresses_become_links() {
        let rows = [
            [Cell::Text("<script>alert('x')</script>"), Cell::Integer(3)],
            [Cell::Text("javascript:alert(1)"), Cell::Null],
            [Cell::Text("https://a.example/?q=\"x\"&b"), Cell::Null],
        ];
        let page = page(&["a<b", "n"], &rows, Style::default());
        assert!(page.contains("<th scope=\"col\"><button type=\"button\">a&lt;b</button></th>"));
        assert!(page.contains("<th scope=\"col\" class=\"n\"><button type=\"button\">n</button></th>"));
        assert!(
            page.contains("<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td><td class=\"n\">3</td>")
        );
        assert!(page.contains("<td class=\"w\">javascript:alert(1)</td><td></td>"));
        assert!(page.contains("<a href=\"https://a.example/?q=&quot;x&quot;&amp;b\""));
        assert_eq!(page.matches("<script").count(), 1);
    }

    #[test]
    fn a_title_is_the_link_and_its_address_is_no_column_unless_asked() {
        let rows = [
            [Cell::Text("A <b> wall"), Cell::Text("https://a.example/1")],
            [Cell::Null, Cell::Text("https://a.example/2")],
            [Cell::Text("No address"), Cell::Text("javascript:alert(1)")],
        ];
        let page = |urls| page(&["title", "url"], &rows, Style { urls, ..Style::default() });
        let hidden = page(false);
        assert_eq!(hidden.matches("<th").count() - hidden.matches("<thead").count(), 1);
        assert!(hidden.contains(
            "<td><a href=\"https://a.example/1\" rel=\"noopener noreferrer\">A &lt;b&gt; wall</a></td></tr>"
        ));
        assert!(hidden.contains("rel=\"noopener noreferrer\">https://a.example/2</a></td></tr>"));
        assert!(hidden.contains("<td>No address</td></tr>"));
        assert!(page(true).contains("javascript:alert(1)"));
    }
}
