//! Tables as a whole: refused once where no column is a text, the order of dates in a column, old workbooks, raw marks.

use super::story;
use crate::workspace::{Workspace, zip};

#[test]
fn a_table_without_a_text_is_one_reject_that_says_what_to_type() {
    let rows: String =
        (0..500).map(|n| format!("{n},Hall {n},\"{}\"\n", story(&format!("hall {n}")))).collect();
    let space = Workspace::new();
    space.file("a.csv", format!("nr,headline,Wording\n{rows}")).import(&["a.csv"]).code(3);
    let reason = space.value("SELECT reason FROM rejects");
    assert_eq!(
        reason,
        "is a table without a column that is known to hold the text; its columns are: nr, headline, Wording. Name the one that does: --map \"text=Wording\", or say --no-headers if its first row is no header"
    );
    space.import(&["a.csv", "--map", "text=Wording"]).code(0);
    assert_eq!(space.value("SELECT count(*) FROM articles"), "500");
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
}

/// Days of a table, by record.
#[track_caller]
fn days(rows: &[(&str, &str)]) -> Vec<String> {
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(n, (source, date))| {
            format!("https://{source}.example/{n},{source},{date},\"{}\"\n", story(&format!("hall {n}")))
        })
        .collect();
    let space = Workspace::new();
    space.file("a.csv", format!("url,source,date,text\n{rows}")).import(&["a.csv"]).code(0);
    space.column("SELECT published_at || ' ' || coalesce(date_order, '-') FROM articles ORDER BY record")
}

#[test]
fn a_column_settles_dates_of_sources_that_say_nothing() {
    assert_eq!(
        days(&[("a", "3/9/2021"), ("b", "4/22/2021"), ("c", "5/6/2021")]),
        ["2021-03-09 month first (column)", "2021-04-22 -", "2021-05-06 month first (column)"]
    );
    assert_eq!(days(&[("a", "3/9/2021"), ("b", "22/4/2021")])[0], "2021-09-03 day first (column)");
    // A source's own dates go before those of others.
    assert_eq!(
        days(&[("a", "3/9/2021"), ("a", "22/4/2021"), ("b", "4/22/2021")])[0],
        "2021-09-03 day first (source)"
    );
    // A column that is written both ways settles nothing.
    assert_eq!(days(&[("a", "3/9/2021"), ("b", "22/4/2021"), ("c", "4/22/2021")])[0], "2021 undecided");
}

#[test]
fn raw_quotation_marks_in_lines_of_tabs_are_characters() {
    let row = |n: u32, title: &str| {
        format!("N{n}\ttown\t{title}\t{}\thttps://a.example/{n}\n", story(&format!("hall {n}")))
    };
    let rows = row(1, "\"Night ferry\" returns") + &row(2, "A 5\" pipe bursts") + &row(3, "\"Never closed");
    let space = Workspace::new();
    space
        .file("news.tsv", rows)
        .import(&["news.tsv", "--no-headers", "--map", "title=3,text=4,section=2,url=5"])
        .code(0);
    assert_eq!(
        space.column("SELECT title FROM articles ORDER BY record"),
        ["\"Night ferry\" returns", "A 5\" pipe bursts", "\"Never closed"]
    );
}

/// An OpenDocument file of this kind with this content.
fn opendocument(kind: &str, content: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest =
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    zip(&[
        ("mimetype", mimetype.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

fn cell(text: &str, attributes: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"{attributes}><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn a_workbook_of_libreoffice_is_read_and_one_that_fills_memory_is_not() {
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let table = |rows: &str| format!("<table:table table:name=\"Cuttings\">{rows}</table:table>");
    let head = row(&["Headline", "Date", "Text"].map(|name| cell(name, "")));
    let body = row(&[cell("Hall to close", ""), cell("2031-03-14", ""), cell(&story("hall"), "")]);
    let space = Workspace::new();
    space
        .file("a.ods", opendocument("spreadsheet", &table(&format!("{head}{body}"))))
        .import(&["a.ods"])
        .code(0);
    assert_eq!(
        space.rows("SELECT title, published_at, member, body FROM articles"),
        [["Hall to close", "2031-03-14", "Cuttings", &story("hall")]]
    );
    let bomb = row(&[cell("x", " table:number-columns-repeated=\"900000000\"")]);
    space.file("b.ods", opendocument("spreadsheet", &table(&bomb))).import(&["b.ods"]).code(3);
    assert_eq!(space.column("SELECT rule FROM rejects"), ["too long"]);
    space.file("c.odt", opendocument("text", "")).import(&["c.odt"]).code(3);
    assert_eq!(space.column("SELECT rule FROM rejects ORDER BY id"), ["too long", "not text"]);
}

#[test]
fn data_of_other_programs_is_named_with_the_command_that_converts_it() {
    let mut duck = vec![0; 8];
    duck.extend(b"DUCK");
    duck.resize(4096, 1);
    let stata =
        [b"<stata_dta><header><release>118</release>".as_slice(), &[0, 1, 2, 3, 0, 0, 0, 0].repeat(40)]
            .concat();
    let rds = [b"X\n\0\0\0\x03\0\x04\x03\x01".as_slice(), &[0, 0, 3, 5].repeat(40)].concat();
    for (name, bytes, says) in
        [("a.duckdb", duck, "COPY"), ("a.dta", stata, "read_stata"), ("a.rds", rds, "readRDS")]
    {
        let space = Workspace::new();
        space.file(name, bytes).import(&[name]).code(3);
        let reason = space.value("SELECT reason FROM rejects");
        assert!(reason.contains(says), "{name}: {reason}");
    }
}

#[test]
fn highlights_under_a_story_are_no_part_of_it() {
    let text = format!(
        "By\n\n.\n\nAda Quill\n\n.\n\n{}\n\n@highlight\n\nHall closes for two years\n\n@highlight\n\nWork begins in May\n",
        story("hall")
    );
    let space = Workspace::new();
    space.file("0a1b.story", text).import(&["0a1b.story"]).code(0);
    assert_eq!(space.rows("SELECT byline, body FROM articles"), [["Ada Quill", &story("hall")]]);
    assert_eq!(
        space.column("SELECT text FROM blocks WHERE kind = 'highlight' ORDER BY id"),
        ["Hall closes for two years", "Work begins in May"]
    );
}

#[test]
fn formats_are_listed_with_their_extensions() {
    let listed = Workspace::new().run("import --list-formats").code(0).stdout;
    for line in
        ["parquet       .parquet ", "sqlite        .sqlite .sqlite3 .db ", "nitf ", "story         .story "]
    {
        assert!(listed.contains(line), "{line}: {listed}");
    }
}
