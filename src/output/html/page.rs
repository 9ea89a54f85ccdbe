//! What every page shares: its beginning and end, one stylesheet and one script.
//!
//! A page needs nothing else and forbids that anything be loaded into it, so that a story's text can do nothing in a
//! reader's browser. Between [`begin_page`] and [`end_page`] go headings, paragraphs, figures and tables; the stylesheet
//! knows `.muted` (less important), `.rows` (around a table) and `.search`.

use std::io::{self, Write};

use crate::output::caption::Caption;
use crate::output::html::escape::escaped;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the beginning of a page, up to and with its heading.
///
/// # Errors
/// Where it cannot be written.
pub(crate) fn begin_page(out: &mut dyn Write, title: &str) -> io::Result<()> {
    let title = escaped(title);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )
}

/// Writes the end of a page: what it was made of, and the script.
///
/// # Errors
/// Where it cannot be written.
pub(crate) fn end_page(out: &mut dyn Write, caption: &Caption) -> io::Result<()> {
    writeln!(out, "</main>\n<footer>\n<p>{}</p>", escaped(&caption.source_line()))?;
    if let Some(sql) = &caption.sql {
        writeln!(
            out,
            "<details><summary>SQL</summary><pre><code>{}</code></pre></details>",
            escaped(sql.trim())
        )?;
    }
    write!(out, "</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
}
