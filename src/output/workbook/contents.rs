//! The first sheet of a report: title, period, sources, and what each sheet answers, with a link to it.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use crate::output::report_facts::ReportFacts;
use crate::output::workbook::text_lines::{lines_in_column, row_points};

/// Widths of its columns, in characters.
const SHEET_WIDTH: usize = 32;
const QUESTION_WIDTH: usize = 80;

/// The height of the title, in points.
const TITLE_POINTS: f64 = 28.0;

/// A sheet of the report as its contents name it.
pub(crate) struct ContentsLine {
    /// The sheet's name.
    pub sheet: String,
    /// What it answers.
    pub about: String,
    /// How many rows it has.
    pub rows: u64,
}

/// Writes the sheet.
pub(crate) fn write_contents(
    sheet: &mut Worksheet,
    facts: &ReportFacts,
    lines: &[ContentsLine],
) -> Result<(), XlsxError> {
    let plain = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    let wrapped = plain.clone().set_text_wrap();
    let bold = plain.clone().set_bold();
    sheet.set_column_width(0, SHEET_WIDTH as f64)?.set_column_width(1, QUESTION_WIDTH as f64)?;
    sheet.set_column_width(2, 10)?;
    sheet.write_string_with_format(0, 0, &facts.title, &bold.clone().set_font_size(16))?;
    sheet.set_row_height(0, TITLE_POINTS)?;
    let mut row = 1;
    for (what, value) in facts.lines() {
        sheet.write_string_with_format(row, 0, what, &bold)?;
        sheet.write_string_with_format(row, 1, &value, &wrapped)?;
        sheet.set_row_height(row, row_points(lines_in_column(&value, QUESTION_WIDTH - 2)))?;
        row += 1;
    }
    row += 1;
    let number = plain.clone().set_align(FormatAlign::Right).set_num_format("#,##0");
    let heads =
        [("Sheet", &bold), ("What it answers", &bold), ("Rows", &bold.clone().set_align(FormatAlign::Right))];
    for (at, (head, format)) in (0..).zip(heads) {
        sheet.write_string_with_format(row, at, head, format)?;
    }
    let link = wrapped.clone().set_hyperlink();
    for line in lines {
        row += 1;
        let place = format!("internal:'{}'!A1", line.sheet.replace('\'', "''"));
        sheet.write_url_with_format(row, 0, Url::new(place).set_text(&line.sheet), &link)?;
        sheet.write_string_with_format(row, 1, &line.about, &wrapped)?;
        sheet.write_number_with_format(row, 2, line.rows as f64, &number)?;
        let height = lines_in_column(&line.about, QUESTION_WIDTH - 2)
            .max(lines_in_column(&line.sheet, SHEET_WIDTH - 2));
        sheet.set_row_height(row, row_points(height))?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
