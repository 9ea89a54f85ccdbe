//! Workbooks as scrapes: each sheet is a table.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::workspace::{Workspace, zip};

const STORY: &str = "The ferry came back to Port Arden on Monday, three weeks after a storm had broken its rudder.\n\n“It \
                     is good to hear the horn again,” said Ada Quill, the harbour master, who had waited on the quay.";

/// A monitor's export: a line above the header, a day as Excel has them, an empty sheet, and one that is no table of articles.
fn export() -> Vec<u8> {
    let mut book = Workbook::new();
    let when = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let sheet = book.add_worksheet().set_name("Coverage").unwrap();
    sheet.write(0, 0, "Coverage of the ferry, March 2031").unwrap();
    for (column, name) in ["Headline", "Outlet", "Date", "URL", "Reach", "Full Text"].iter().enumerate() {
        sheet.write(2, column as u16, *name).unwrap();
    }
    for (row, (title, url)) in [("Ferry returns", "1"), ("Ferry is back", "2")].iter().enumerate() {
        let row = row as u32 * 2 + 3;
        let moment = ExcelDateTime::from_ymd(2031, 3, 14).unwrap().and_hms(8, 5, 0.0).unwrap();
        sheet.write(row, 0, *title).unwrap();
        sheet.write(row, 1, "Island Echo").unwrap();
        sheet.write_with_format(row, 2, &moment, &when).unwrap();
        sheet.write(row, 3, format!("https://echo.example/{url}")).unwrap();
        sheet.write(row, 4, 12_500.5).unwrap();
        sheet
            .write(
                row,
                5,
                format!("{STORY} It was the {url}. time this year that the mayor, Tomas Okafor, had come."),
            )
            .unwrap();
    }
    book.add_worksheet().set_name("Empty").unwrap();
    book.add_worksheet()
        .set_name(".Key")
        .unwrap()
        .write(0, 0, "Reach")
        .unwrap()
        .write(1, 0, "readers a day")
        .unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_of_cuttings_is_read_as_a_table() {
    let space = Workspace::new();
    space.file("ferry.xlsx", export());
    space.run("import ferry.xlsx").code(3).says("2 new, 0 unchanged, 0 revised, 0 duplicate, 1 rejected");
    let facts = "SELECT a.title, s.name, a.published_at, a.url, a.member, a.record FROM articles a JOIN sources s ON s.id = a.source_id
                 ORDER BY a.id";
    assert_eq!(
        space.rows(facts),
        [
            [
                "Ferry returns",
                "Island Echo",
                "2031-03-14T08:05:00",
                "https://echo.example/1",
                "Coverage",
                "1"
            ],
            [
                "Ferry is back",
                "Island Echo",
                "2031-03-14T08:05:00",
                "https://echo.example/2",
                "Coverage",
                "2"
            ],
        ]
    );
    assert_eq!(space.value("SELECT format FROM import_files"), "workbook");
    assert_eq!(space.value("SELECT member FROM rejects"), ".Key");
    assert_eq!(
        space.value(
            "SELECT count(*) FROM quotes WHERE speaker = 'Ada Quill' AND text LIKE '%hear the horn again%'"
        ),
        "2"
    );
    assert!(space.value("SELECT body FROM articles WHERE id = 1").contains("rudder.\n\n“It is good"));
    // The same table in an archive file brings nothing new, and every row leads back to where it stands.
    space.file("march.zip", zip(&[("in/ferry.xlsx", &export())]));
    space.run("import march.zip").code(3).says("0 new, 2 unchanged");
    let traced = space.run("trace article 2").code(0).stdout;
    assert!(traced.contains("Coverage") && traced.contains("Ferry is back"), "{traced}");
    space.run("check").code(0);
}

#[test]
fn a_workbook_that_presscut_has_written_is_read_back() {
    let space = Workspace::new();
    space.file("ferry.xlsx", export());
    space.run("import ferry.xlsx").code(3);
    let rows = "SELECT title, url, published_at AS date, body AS text FROM articles ORDER BY id";
    // Without --urls, addresses are links of the titles.
    space.run_args(&["sql", rows, "--urls", "-o", "out.xlsx"]).code(0);
    let other = Workspace::new();
    other.file("out.xlsx", std::fs::read(space.path("out.xlsx")).unwrap());
    other.run("import out.xlsx").code(0).says("2 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected");
    let facts = "SELECT title, url, published_at, body FROM articles ORDER BY id";
    assert_eq!(other.rows(facts), space.rows(facts));
}

/// A workbook's parts, one of them replaced.
fn with_part(part: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(export())).unwrap();
    let mut parts = Vec::new();
    for number in 0..archive.len() {
        let mut member = archive.by_index(number).unwrap();
        let (name, mut bytes) = (member.name().unwrap().into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut member, &mut bytes).unwrap();
        parts.push((name.clone(), if name == part { content.to_vec() } else { bytes }));
    }
    zip(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn a_workbook_that_is_broken_or_lies_is_turned_away_and_the_next_file_is_read() {
    let space = Workspace::new();
    let lie = "<?xml version=\"1.0\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"900000000000000\">";
    space.file("in/1-lies.xlsx", with_part("xl/sharedStrings.xml", lie.as_bytes()));
    space.file("in/2-torn.xlsx", with_part("xl/workbook.xml", b"<workbook><sheets><sheet"));
    space.file(
        "in/3-torn-sheet.xlsx",
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\""),
    );
    space.file("in/4-whole.xlsx", export());
    let mut cut = export();
    cut.truncate(cut.len() / 2);
    space.file("in/5-cut.xlsx", cut);
    let run = space.run("import in").code(3);
    assert!(run.stderr.contains("2 new, 0 unchanged"), "{}", run.stderr);
    for said in [
        "1-lies.xlsx: is a workbook that holds more than 64 MB",
        "2-torn.xlsx",
        "3-torn-sheet.xlsx",
        "5-cut.xlsx",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    space.run("check").code(0);
}

#[test]
fn a_workbook_of_more_text_than_is_held_is_turned_away() {
    let space = Workspace::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "text").unwrap();
    for row in 1..60 {
        sheet.write(row, 0, format!("{row} {}", STORY.repeat(100))).unwrap();
    }
    space.file("a.xlsx", book.save_to_buffer().unwrap());
    space
        .run("import a.xlsx --max-record 1")
        .code(3)
        .says("a.xlsx: is a workbook that holds more than 1 MB of texts");
    space.run("import a.xlsx").code(0).says("59 new");
}

#[test]
fn a_row_whose_last_cells_are_empty_goes_in_as_from_csv() {
    // Cells of each row; what is empty is in no workbook.
    let rows = [
        vec!["url", "title", "text", "author", "section"],
        vec!["https://echo.example/1", "One", STORY],
        vec!["https://echo.example/2", "Two", STORY, "Jane Roe"],
        vec!["", "Three", STORY, "", "Harbour"],
        vec!["https://echo.example/4", "", STORY, "", ""],
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Export of the desk").unwrap();
    let mut csv = "Export of the desk,,,,\n".to_string();
    for (number, row) in (1..).zip(&rows) {
        let numbered = |cell: &str| cell.replace("Monday", &format!("Monday the {number}"));
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(number, column as u16, numbered(cell)).unwrap();
        }
        let cells: Vec<String> =
            (0..5).map(|at| format!("\"{}\"", numbered(row.get(at).copied().unwrap_or("")))).collect();
        csv += &(cells.join(",") + "\n");
    }
    let facts = "SELECT url, title, byline, section, body FROM articles ORDER BY record";
    let (from_csv, from_book) = (Workspace::new(), Workspace::new());
    from_csv.file("a.csv", csv).import(&["a.csv"]).code(0).says("4 new");
    from_book.file("a.xlsx", book.save_to_buffer().unwrap()).import(&["a.xlsx"]).code(0).says("4 new");
    assert_eq!(from_book.rows(facts), from_csv.rows(facts));
    assert_eq!(from_book.rows(facts)[2][..4], ["∅", "Three", "∅", "Harbour"]);
}
