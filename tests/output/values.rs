//! Every format of the same rows, read back by another library to the same values and types.

use std::fs::File;

use calamine::{Data, Reader, Xlsx, open_workbook};
use dom_query::Document;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::workspace::Workspace;

/// Values that go wrong elsewhere: the columns n, part, phone, day, text, gone.
fn rows() -> Vec<[Value; 6]> {
    vec![
        [
            json!(1),
            json!(0.5),
            json!("007"),
            json!("2031-03-14"),
            json!("He said “no”, \"never\", 'ever'"),
            Value::Null,
        ],
        [
            json!(-2),
            json!(-1e300),
            json!("+49 30 123456"),
            json!("1850-01-01"),
            json!("two\nlines\r\nand\ta tab"),
            json!(""),
        ],
        [
            json!(9_007_199_254_740_993_i64),
            json!(1e-9),
            json!("1e5"),
            json!("2031-03-14T18:05:00"),
            json!("台積電、新しい工場"),
            json!("x"),
        ],
        [json!(0), Value::Null, json!("0x1F"), json!("2031-03"), json!("👩‍👩‍👧 🇳🇴 e\u{301}"), json!("NULL")],
        [Value::Null, json!(3.0), json!("-12"), Value::Null, json!("שלום עולם, مرحبا"), json!("  blanks  ")],
        [
            json!(i64::MIN),
            json!(2.5),
            json!("TRUE"),
            json!("1899-12-31"),
            json!("é".repeat(40_000)),
            json!("<b>&amp;</b>"),
        ],
        [json!(5), json!(100.25), json!("=1+1"), json!("0001-01-01"), json!("_x000D_ | \\ ; ,"), json!("'")],
    ]
}

/// The rows as SQL.
fn sql() -> String {
    let literal = |value: &Value| match value {
        Value::Null => "NULL".to_string(),
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Number(number) if number.as_i64() == Some(i64::MIN) => "(-9223372036854775807 - 1)".into(),
        other => other.to_string(),
    };
    let row = |row: &[Value; 6]| format!("({})", row.each_ref().map(literal).join(", "));
    let values: Vec<String> = rows().iter().map(row).collect();
    format!(
        "WITH given (n, part, phone, day, text, gone) AS (VALUES {}) SELECT * FROM given",
        values.join(",\n")
    )
}

fn archive() -> Workspace {
    let space = Workspace::new();
    space.file("a.txt", "A story of some words in a line that is long enough.").run("import a.txt").code(0);
    space.file("rows.sql", sql());
    space
}

fn written(space: &Workspace, name: &str) {
    space.run_args(&["sql", "-f", "rows.sql", "-o", name]).code(0);
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(real) if number.is_f64() && real.fract() == 0.0 && real.abs() < 1e15 => format!("{real:.0}"),
            Some(real) if number.is_f64() => format!("{real:?}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[test]
fn csv_and_tsv_give_every_value_as_it_is() {
    let space = archive();
    for (name, delimiter) in [("out.csv", b','), ("out.tsv", b'\t')] {
        written(&space, name);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(space.path(name)).unwrap();
        assert_eq!(reader.headers().unwrap(), vec!["n", "part", "phone", "day", "text", "gone"]);
        let found: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(found.len(), rows().len());
        for (found, row) in found.iter().zip(rows()) {
            assert_eq!(found.iter().collect::<Vec<_>>(), row.each_ref().map(as_text));
        }
    }
}

#[test]
fn json_and_jsonl_give_every_value_with_its_type() {
    let space = archive();
    let expected: Vec<Value> = rows()
        .into_iter()
        .map(|[n, part, phone, day, text, gone]| {
            json!({"n": n, "part": part, "phone": phone, "day": day, "text": text, "gone": gone})
        })
        .collect();
    written(&space, "out.json");
    assert_eq!(serde_json::from_str::<Vec<Value>>(&space.read("out.json")).unwrap(), expected);
    written(&space, "out.jsonl");
    let lines: Vec<Value> =
        space.read("out.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, expected);
}

#[test]
fn parquet_has_a_type_a_column_and_every_value() {
    let space = archive();
    written(&space, "out.parquet");
    let reader = SerializedFileReader::new(File::open(space.path("out.parquet")).unwrap()).unwrap();
    let types: Vec<String> = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .columns()
        .iter()
        .map(|column| {
            format!("{} {} {:?}", column.name(), column.physical_type(), column.logical_type_ref().is_some())
        })
        .collect();
    assert_eq!(
        types,
        [
            "n INT64 false",
            "part DOUBLE false",
            "phone BYTE_ARRAY true",
            "day BYTE_ARRAY true",
            "text BYTE_ARRAY true",
            "gone BYTE_ARRAY true"
        ]
    );
    let found: Vec<Vec<Value>> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(_, field)| of_field(field)).collect())
        .collect();
    assert_eq!(found, rows().map_each(|row| row.to_vec()));
}

trait MapEach<T> {
    fn map_each<U>(self, each: impl Fn(T) -> U) -> Vec<U>;
}

impl<T> MapEach<T> for Vec<T> {
    fn map_each<U>(self, each: impl Fn(T) -> U) -> Vec<U> {
        self.into_iter().map(each).collect()
    }
}

fn of_field(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Long(number) => json!(number),
        Field::Double(number) => json!(number),
        Field::Str(text) => json!(text),
        Field::Bytes(bytes) => json!(bytes.data()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn columns_of_several_types_are_text_in_parquet_wherever_the_odd_one_stands() {
    let space = archive();
    let sql = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 70000)
               SELECT i, CASE WHEN i = 70000 THEN 'odd' ELSE i END AS late, CASE WHEN i % 2 THEN i ELSE i / 4.0 END AS half,
                      CASE WHEN i = 3 THEN 9007199254740993 ELSE i + 0.5 END AS exact, NULL AS none, x'00ff' AS bytes FROM n";
    space.run_args(&["sql", sql, "-o", "out.parquet"]).code(0).says("70000 rows");
    let reader = SerializedFileReader::new(File::open(space.path("out.parquet")).unwrap()).unwrap();
    assert!(reader.metadata().num_row_groups() > 1);
    let last = reader.get_row_iter(None).unwrap().last().unwrap().unwrap();
    let found: Vec<Value> = last.get_column_iter().map(|(_, field)| of_field(field)).collect();
    assert_eq!(
        found,
        [json!(70_000), json!("odd"), json!(17_500.0), json!("70000.5"), Value::Null, json!([0, 255])]
    );
    let third = reader.get_row_iter(None).unwrap().nth(2).unwrap().unwrap();
    let exact = third.get_column_iter().nth(3).unwrap().1;
    assert_eq!(of_field(exact), json!("9007199254740993"));
}

#[test]
fn a_workbook_has_numbers_dates_and_texts() {
    let space = archive();
    written(&space, "out.xlsx");
    let mut book: Xlsx<_> = open_workbook(space.path("out.xlsx")).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    for (found, row) in range.rows().skip(1).zip(rows()) {
        for (at, (found, given)) in found.iter().zip(&row).enumerate() {
            match (found, given) {
                (Data::Empty, Value::Null) => {}
                // Excel has no empty text that is other than nothing.
                (Data::Empty | Data::String(_), Value::String(text)) if text.is_empty() => {}
                (Data::Float(found), Value::Number(given)) => assert_eq!(Some(*found), given.as_f64()),
                (Data::String(found), Value::Number(given)) => {
                    assert!(given.as_i64().unwrap().unsigned_abs() > 1_000_000_000_000_000);
                    assert_eq!(*found, given.to_string());
                }
                (Data::DateTime(found), Value::String(given)) => {
                    assert_eq!(at, 3);
                    let midnight =
                        chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap();
                    let told =
                        midnight + chrono::TimeDelta::seconds((found.as_f64() * 86_400.0).round() as i64);
                    let told = told.format("%Y-%m-%dT%H:%M:%S").to_string();
                    assert!(told.starts_with(given.as_str()), "{told} {given}");
                }
                (Data::String(found), Value::String(given)) if given.len() > 70_000 => {
                    assert_eq!(found.chars().count(), 32_767);
                    assert!(found.ends_with("é […]"));
                }
                (Data::String(found), Value::String(given)) => {
                    assert_eq!(found, given);
                    assert!(!given.starts_with("2031-03-1"), "a day is a date: {given}");
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(range.height(), 1 + rows().len());
}

#[test]
fn a_page_of_html_shows_every_value() {
    let space = archive();
    written(&space, "out.html");
    let page = space.read("out.html");
    assert!(!page.contains("src=") && !page.contains("@import"), "a page needs nothing else");
    let document = Document::from(page);
    let heads: Vec<String> = document.select("th").iter().map(|head| head.text().to_string()).collect();
    assert_eq!(heads, ["n", "Part", "Phone", "Day", "Text", "Gone"]);
    let found: Vec<String> = document.select("td").iter().map(|cell| cell.text().to_string()).collect();
    let expected: Vec<String> = rows().iter().flatten().map(as_text).collect();
    assert_eq!(found, expected);
}

#[test]
fn no_rows_and_one_column_keep_their_head_in_every_format() {
    let space = archive();
    let none = "SELECT id FROM articles WHERE 0";
    for (name, text) in [
        ("none.csv", "id\n"),
        ("none.tsv", "id\n"),
        ("none.json", "[]\n"),
        ("none.jsonl", ""),
        ("none.md", "| id |\n| --- |\n"),
    ] {
        space.run_args(&["sql", none, "-o", name]).code(0).says("0 rows");
        assert_eq!(space.read(name), text);
    }
    space.run_args(&["sql", none, "-o", "none.html"]).code(0);
    assert!(
        space
            .read("none.html")
            .contains("<th scope=\"col\" title=\"id\"><button type=\"button\">ID</button></th>")
    );
    space.run_args(&["sql", none, "-o", "none.parquet"]).code(0);
    let reader = SerializedFileReader::new(File::open(space.path("none.parquet")).unwrap()).unwrap();
    assert_eq!(reader.metadata().file_metadata().schema_descr().column(0).name(), "id");
    assert_eq!(reader.get_row_iter(None).unwrap().count(), 0);
    space.run_args(&["sql", none, "-o", "none.xlsx"]).code(0);
    let mut book: Xlsx<_> = open_workbook(space.path("none.xlsx")).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.rows().collect::<Vec<_>>(), [[Data::String("ID".into())]]);
    assert_eq!(space.run_args(&["sql", none, "-t"]).code(0).stdout, "id\n──\n");
}

#[test]
fn tables_keep_their_columns_in_any_script_and_width() {
    let space = archive();
    let sql = "SELECT text, 'X' || n AS mark, other FROM (VALUES (1)) AS one,
               (SELECT 1 AS n, 'plain letters' AS text, 'y' AS other UNION ALL SELECT 2, '台積電、新しい工場', '한국어'
                UNION ALL SELECT 3, '👍🏽 🎉 ok', 'e\u{301}te\u{301}' UNION ALL SELECT 4, 'ae\u{301}\u{302}x', '工'
                UNION ALL SELECT 5, 'a' || char(9) || 'b', NULL)";
    for width in [80, 120, 200] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_presscut"))
            .current_dir(space.path(""))
            .env("COLUMNS", width.to_string())
            .args(["sql", sql, "-t"])
            .output()
            .unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        let marks: Vec<usize> =
            table.lines().skip(2).map(|line| line[..line.find('X').unwrap()].width()).collect();
        assert_eq!(marks, vec![marks[0]; 5], "{table}");
        assert!(table.lines().all(|line| line.width() <= width), "{table}");
    }
}
