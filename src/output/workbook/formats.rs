//! Formats of cells, made once: there are as many as there are shapes of dates.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign};

/// Formats beside those of the columns.
pub(crate) struct Formats {
    /// Of headings.
    pub head: Format,
    /// Of links.
    pub link: Format,
    moments: HashMap<String, Format>,
}

impl Formats {
    /// None of a moment yet.
    pub fn new() -> Formats {
        let link = top_left(Format::new().set_hyperlink()).set_text_wrap();
        let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_ECEF));
        let head = head.set_align(FormatAlign::Top).set_text_wrap().set_indent(1);
        Formats { head, link, moments: HashMap::new() }
    }

    /// The format of a day or a moment that is shown like this.
    pub fn of_moment(&mut self, shown: String) -> &Format {
        self.moments
            .entry(shown)
            .or_insert_with_key(|shown| top_left(Format::new().set_num_format(shown.as_str())))
    }
}

fn top_left(format: Format) -> Format {
    format.set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_indent(1)
}
