//! HTML: one page that needs nothing else, with a table that is sorted by a click on a head.
//!
//! Rows are written as they come. Everything is escaped, only addresses of the web become links, and the page itself
//! forbids that anything be loaded into it, so that a story's text can do nothing in a reader's browser. maud 0.27 and
//! askama 0.16 were tried: neither escapes NUL and carriage return, and the pages would differ.

use std::io::{self, Write};

use crate::output::format::{ChartForm, Format};
use crate::output::{Cell, Column, Out, Sink, Style};

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
    rows: u64,
    /// A picture above the table, as SVG.
    picture: Option<String>,
}

const STYLE: &str = "
:root { color-scheme: light dark; --line: #8884; --head: #e8ecef; }
@media (prefers-color-scheme: dark) { :root { --head: #2a2f34; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; }
h1 { font-size: 1.3rem; }
figure { margin: 0 0 2rem; } figure svg { max-width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; }
th, td { padding: .3rem .7rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--head); cursor: pointer; white-space: nowrap; }
th[aria-sort=ascending]::after { content: ' ▲'; } th[aria-sort=descending]::after { content: ' ▼'; }
td { max-width: 40rem; overflow-wrap: break-word; white-space: pre-line; unicode-bidi: plaintext; }
td.w { white-space: nowrap; } td a { word-break: break-all; display: inline-block; min-width: 12rem; }
td.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; unicode-bidi: normal; }
";

/// Sorts by the column that was clicked: numbers as numbers, what is empty last.
const SCRIPT: &str = "
const table = document.querySelector('table'), heads = [...table.querySelectorAll('th')];
const compare = new Intl.Collator(undefined, { numeric: true }).compare;
function sort(head, at) {
  const up = head.getAttribute('aria-sort') !== 'ascending';
  heads.forEach(other => other.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const key = row => { const cell = row.cells[at]; return cell.className === 'n' ? Number(cell.textContent) : cell.textContent; };
  const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
  rows.sort(([a], [b]) => {
    if (a === '' || b === '') return (a === '') - (b === '');
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(a, b);
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}
heads.forEach((head, at) => {
  head.tabIndex = 0;
  head.onclick = () => sort(head, at);
  head.onkeydown = event => { if (event.key === 'Enter') sort(head, at); };
});
";

impl<'w> Html<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, style: Style) -> Html<'w> {
        Html { out, style, title: "Rows".into(), rows: 0, picture: None }
    }

    /// Shows a picture above the table.
    pub fn with_picture(mut self, svg: String) -> Html<'w> {
        self.picture = Some(svg);
        self
    }
}

/// A text in HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No parser of HTML lets these through.
            '\0' => safe.push('\u{fffd}'),
            // A lone return would come back as a line feed.
            '\r' => safe.push_str("&#13;"),
            c => safe.push(c),
        }
    }
    safe
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

impl Sink for Html<'_> {
    fn title(&mut self, title: &str) {
        self.title = title.to_string();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        let title = escaped(&self.title);
        write!(
            self.out,
            "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        )?;
        if let Some(picture) = &self.picture {
            writeln!(self.out, "<figure>{picture}</figure>")?;
        }
        self.out.write_all(b"<table>\n")?;
        if !self.style.no_headers {
            self.out.write_all(b"<thead><tr>")?;
            for column in columns {
                write!(self.out, "<th>{}</th>", escaped(&column.name))?;
            }
            self.out.write_all(b"</tr></thead>\n")?;
        }
        self.out.write_all(b"<tbody>\n")
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows += 1;
        self.out.write_all(b"<tr>")?;
        for cell in cells {
            let text = escaped(&cell.text());
            match cell {
                Cell::Integer(_) | Cell::Real(_) => write!(self.out, "<td class=\"n\">{text}</td>")?,
                Cell::Text(address) if is_link(address) => {
                    write!(self.out, "<td><a href=\"{text}\" rel=\"noopener noreferrer\">{text}</a></td>")?
                }
                Cell::Text(word) if word.len() <= 24 && !word.contains(char::is_whitespace) => {
                    write!(self.out, "<td class=\"w\">{text}</td>")?
                }
                _ => write!(self.out, "<td>{text}</td>")?,
            }
        }
        self.out.write_all(b"</tr>\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        let rows = if self.rows == 1 { "1 row".to_string() } else { format!("{} rows", self.rows) };
        write!(self.out, "</tbody>\n</table>\n<p>{rows}</p>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_becomes_markup_and_only_web_addresses_become_links() {
        let mut out = Vec::new();
        let mut sink = Html::new(Box::new(&mut out), Style::default());
        sink.begin(&["a<b", "n"].map(|name| Column { name: name.into() })).unwrap();
        sink.row(&[Cell::Text("<script>alert('x')</script>"), Cell::Integer(3)]).unwrap();
        sink.row(&[Cell::Text("javascript:alert(1)"), Cell::Null]).unwrap();
        sink.row(&[Cell::Text("https://a.example/?q=\"x\"&b"), Cell::Null]).unwrap();
        sink.finish().unwrap();
        drop(sink);
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains("<th>a&lt;b</th>"));
        assert!(
            page.contains("<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td><td class=\"n\">3</td>")
        );
        assert!(page.contains("<td class=\"w\">javascript:alert(1)</td><td></td>"));
        assert!(page.contains("<a href=\"https://a.example/?q=&quot;x&quot;&amp;b\""));
        assert_eq!(page.matches("<script").count(), 1);
    }
}
