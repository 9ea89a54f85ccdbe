//! Workbooks, read back by another library than the one that writes them.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::workspace::Workspace;

fn rows(space: &Workspace, sql: &str) -> Vec<Vec<Data>> {
    space.run_args(&["sql", sql, "-o", "out.xlsx", "--force"]).code(0);
    let mut book: Xlsx<_> = open_workbook(space.path("out.xlsx")).unwrap();
    let name = book.sheet_names()[0].clone();
    book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn numbers_are_numbers_days_are_dates_and_texts_are_texts() {
    let space = Workspace::with_samples();
    let found = rows(
        &space,
        "SELECT 7 AS n, -0.5 AS part, '2031-03-14' AS day, '007' AS phone, '1850-01-01' AS old, NULL AS gone,
                '台積電 👩‍👩‍👧 שלום' AS text, 9007199254740993 AS big, 'https://a.example/1' AS url",
    );
    let head: Vec<String> = found[0].iter().map(ToString::to_string).collect();
    assert_eq!(head, ["n", "Part", "Day", "Phone", "Old", "Gone", "Text", "Big", "URL"]);
    let row = &found[1];
    assert_eq!((&row[0], &row[1]), (&Data::Float(7.0), &Data::Float(-0.5)));
    let Data::DateTime(day) = &row[2] else { panic!("{:?}", row[2]) };
    assert_eq!(day.as_f64(), 47_921.0, "days since 1899-12-30");
    for (at, text) in [
        (3, "007"),
        (4, "1850-01-01"),
        (6, "台積電 👩‍👩‍👧 שלום"),
        (7, "9007199254740993"),
        (8, "https://a.example/1"),
    ] {
        assert_eq!(row[at], Data::String(text.into()), "{at}");
    }
    assert_eq!(row[5], Data::Empty);
}

#[test]
fn no_cell_can_run() {
    let space = Workspace::with_samples();
    let attacks = [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1,1)",
        "=HYPERLINK(\"http://x\",\"y\")",
        "=cmd|' /C calc'!A0",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1+1",
        "=WEBSERVICE(\"http://x\")",
        "{=1+1}",
        "=IMPORTXML(\"http://x\",\"//a\")",
        "'=1",
        "\"=1\"",
    ];
    let values: Vec<String> =
        attacks.iter().map(|attack| format!("SELECT '{}' AS a", attack.replace('\'', "''"))).collect();
    let found = rows(&space, &values.join(" UNION ALL "));
    for (row, attack) in found[1..].iter().zip(attacks) {
        assert_eq!(row[0], Data::String(attack.into()), "as text, and as it was");
    }
    let mut book: Xlsx<_> = open_workbook(space.path("out.xlsx")).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "no formula at all");
}

#[test]
fn a_text_that_is_too_long_for_a_cell_is_cut_with_a_mark() {
    let space = Workspace::with_samples();
    let found = rows(&space, "SELECT replace(printf('%.*c', 40000, 'x'), 'x', 'é') AS long");
    let Data::String(text) = &found[1][0] else { panic!() };
    assert_eq!(text.chars().count(), 32_767);
    assert!(text.ends_with("é […]"));
}

#[test]
fn a_canned_query_goes_into_a_workbook_and_an_empty_one_keeps_its_head() {
    let space = Workspace::with_samples();
    space.run("query speakers -o speakers.xlsx").code(0).says("speakers.xlsx: ");
    let mut book: Xlsx<_> = open_workbook(space.path("speakers.xlsx")).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    assert_eq!(range.get((0, 0)), Some(&Data::String("Speaker".into())));
    assert_eq!(range.get((1, 0)), Some(&Data::String("Marek Lind".into())));
    assert_eq!(range.get((1, 2)), Some(&Data::Float(3.0)));
    let none = rows(&space, "SELECT id, title FROM articles WHERE 0");
    assert_eq!(none, [[Data::String("ID".into()), Data::String("Title".into())]]);
}
