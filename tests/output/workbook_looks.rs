//! How a workbook looks: read from its parts, and by openpyxl, another library than the one that writes it.
//!
//! openpyxl is looked for as a module of `python3` (or of PRESSCUT_PYTHON); where it is missing, its test says so and
//! passes.

use std::io::Read;
use std::process::Command;

use regex::Regex;

use crate::workspace::Workspace;

/// A part of a workbook.
fn part(space: &Workspace, file: &str, name: &str) -> String {
    let mut parts = zip::ZipArchive::new(std::fs::File::open(space.path(file)).unwrap()).unwrap();
    let mut text = String::new();
    parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The heights of the first sheet's rows, in points; `None` where they are the spreadsheet's own.
fn heights(sheet: &str) -> Vec<Option<f64>> {
    let row = Regex::new(r#"<row r="\d+"([^>]*)>"#).unwrap();
    let height = Regex::new(r#" ht="([\d.]+)""#).unwrap();
    row.captures_iter(sheet)
        .map(|found| height.captures(&found[1]).map(|height| height[1].parse().unwrap()))
        .collect()
}

/// The width of a column, counted from 1, in characters.
fn width(sheet: &str, column: usize) -> f64 {
    let found = Regex::new(&format!(r#"<col min="{column}" max="{column}" width="([\d.]+)""#)).unwrap();
    found.captures(sheet).unwrap_or_else(|| panic!("column {column}: {sheet:.1000}"))[1].parse().unwrap()
}

const SENTENCE: &str = "The ferry will not sail before the wall is mended, and the wall is far from it. ";

#[test]
fn a_row_is_as_high_as_its_longest_text_and_no_text_is_cut() {
    let space = Workspace::with_samples();
    let sql = format!(
        "SELECT 'Ilse Brandt' AS speaker, '{}' AS quote, 7 AS n UNION ALL SELECT 'Eino Vik', 'Never.', 8",
        SENTENCE.repeat(6).trim()
    );
    space.run_args(&["sql", &sql, "-o", "quotes.xlsx"]).code(0);
    let sheet = part(&space, "quotes.xlsx", "xl/worksheets/sheet1.xml");
    let heights = heights(&sheet);
    let quote = SENTENCE.len() * 6;
    // Widths count digits; letters of running text are about an eighth narrower.
    let lines_at_least = (quote as f64 / (width(&sheet, 2) * 1.15)).ceil();
    assert!(heights[1].unwrap() >= 15.0 * lines_at_least, "{heights:?}");
    assert!(heights[1].unwrap() < 30.0 * lines_at_least, "{heights:?}");
    assert_eq!(heights[2], None, "one line has the height of a line");
    assert!((40.0..80.0).contains(&width(&sheet, 2)), "a width that can be read: {}", width(&sheet, 2));
    assert!(sheet.contains(SENTENCE.repeat(6).trim()), "texts are in the sheet itself: {sheet:.800}");
    assert!(part(&space, "quotes.xlsx", "xl/styles.xml").contains("wrapText=\"1\""));
    assert!(
        sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""),
        "{sheet:.800}"
    );
}

#[test]
fn headings_are_words_with_the_columns_name_in_a_note_and_the_rows_are_an_excel_table() {
    let space = Workspace::with_samples();
    space.run("query sources -o sources.xlsx").code(0);
    let table = part(&space, "sources.xlsx", "xl/tables/table1.xml");
    assert!(table.contains("name=\"Articles per week\"") && table.contains("ref=\"A1:H"), "{table}");
    let notes = part(&space, "sources.xlsx", "xl/comments1.xml");
    assert!(notes.contains("<comment ref=\"H1\"") && notes.contains("Column: per_week"), "{notes}");
    assert!(part(&space, "sources.xlsx", "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    // A column by any name once, whatever its case; a name that says nothing is numbered.
    let sql = "SELECT 1 AS n, 2 AS N, 3 AS \"\"";
    space.run_args(&["sql", sql, "-o", "names.xlsx"]).code(0);
    let table = part(&space, "names.xlsx", "xl/tables/table1.xml");
    for name in ["n", "N (2)", "Column 3"] {
        assert!(table.contains(&format!("name=\"{name}\"")), "{name}: {table}");
    }
    // More rows than are held back: a filter, and no table.
    let many =
        "WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 6000) SELECT i FROM c";
    space.run_args(&["sql", many, "-o", "many.xlsx"]).code(0);
    let sheet = part(&space, "many.xlsx", "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:A6001\"") && !sheet.contains("<tablePart"));
}

/// What openpyxl says of the cells of row 2: value, format, side, wrapping, link; then of the heads: value, side, note.
const LOOKS: &str = "
import openpyxl
sheet = openpyxl.load_workbook('looks.xlsx').worksheets[0]
for cell in sheet[2]:
    link = cell.hyperlink.target if cell.hyperlink else '-'
    # Some versions give the dashes of a day's format without their strokes.
    print(cell.value, cell.number_format.replace('\\\\', ''), cell.alignment.horizontal, bool(cell.alignment.wrap_text), link, sep='|')
for cell in sheet[1]:
    print(cell.value, cell.alignment.horizontal, cell.comment.text if cell.comment else '-', sep='|')
print(sheet.print_title_rows, sheet.page_setup.orientation, sheet.freeze_panes, list(sheet.tables.values())[0].ref, sep='|')
";

#[test]
fn openpyxl_finds_formats_sides_links_and_notes() {
    let space = Workspace::with_samples();
    let sql = "SELECT 'The wall' AS title, 'https://a.example/1' AS url, 12.5 AS percent_of_words, 1200 AS articles,
                      2031 AS year, '2031-03-14' AS day UNION ALL SELECT 'A', NULL, 3, 7, 2030, NULL";
    space.run_args(&["sql", sql, "-o", "looks.xlsx"]).code(0);
    let python = std::env::var("PRESSCUT_PYTHON").unwrap_or_else(|_| "python3".into());
    let output = Command::new(python).current_dir(space.path("")).args(["-c", LOOKS]).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    if error.contains("No module named 'openpyxl'") {
        eprintln!("skipped: openpyxl is not installed");
        return;
    }
    let found = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines,
        [
            "The wall|General|left|True|https://a.example/1",
            "12.5|0.0\"%\"|right|False|-",
            "1200|#,##0|right|False|-",
            "2031|0|right|False|-",
            "2031-03-14 00:00:00|yyyy-mm-dd|left|False|-",
            "Title|left|Column: title",
            "Percent of words|right|Column: percent_of_words",
            "Articles|right|Column: articles",
            "Year|right|Column: year",
            "Day|left|Column: day",
            "$1:$1|landscape|A2|A1:E3",
        ],
        "{error}"
    );
}
