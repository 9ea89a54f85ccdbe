//! Files are there whole or not at all; what is beside them tells where their rows came from.

use std::path::Path;
use std::process::{Command, Stdio};

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

const MANY: &str = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
                    SELECT i, 'a text that fills a disk' || i AS text FROM n";

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_in_every_format() {
    let space = Workspace::with_samples();
    for format in ["csv", "tsv", "json", "jsonl", "markdown", "html", "xlsx", "parquet", "table"] {
        space
            .run_args(&["sql", MANY, "--format", format, "-o", "/dev/full"])
            .code(1)
            .says("error: /dev/full cannot be written: No space left on device");
    }
    assert!(Path::new("/dev/full").exists());
}

#[test]
fn a_device_is_written_to_and_not_replaced() {
    let space = Workspace::with_samples();
    space.run("query sources --csv -o /dev/null").code(0);
    space.run("query sources --csv -o /dev/null --force").code(0);
    assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    let there = space.run("query sources --csv -o /dev/stdout").code(0);
    assert!(there.stdout.starts_with("source,domain,"));
}

#[test]
fn a_link_to_a_report_stays_a_link() {
    let space = Workspace::with_samples();
    space.run("query sources -o monday.csv").code(0);
    std::os::unix::fs::symlink("monday.csv", space.path("latest.csv")).unwrap();
    space.run("query sources -o latest.csv").code(1).says("is there already");
    space.run("query articles -o latest.csv --force").code(0);
    assert!(space.path("latest.csv").is_symlink());
    assert!(space.read("monday.csv").starts_with("id,published,"));
    assert_eq!(std::fs::read_dir(space.path("")).unwrap().count(), 3, "nothing is left beside");
    space.run("query articles --csv -o .").code(1).says("cannot be written");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let space = Workspace::with_samples();
    for format in ["csv", "json", "jsonl", "markdown", "html", "xlsx", "parquet", "table"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_presscut"))
            .current_dir(space.path(""))
            .args(["sql", MANY, "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{format}");
        assert!(ended.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn a_manifest_says_how_a_figure_came_about() {
    let space = Workspace::with_samples();
    space.run("query speakers -p from 2031-03-11 -o speakers.csv --manifest --limit 3").code(4);
    let manifest: Value = serde_json::from_str(&space.read("speakers.csv.manifest.json")).unwrap();
    let answer = &manifest["answers"][0];
    assert_eq!(answer["place"], "speakers.csv");
    assert_eq!(answer["name"], "speakers");
    assert!(answer["sql"].as_str().unwrap().contains("CROSS JOIN quotes q"));
    assert_eq!(answer["parameters"]["from"], "2031-03-11");
    assert_eq!(answer["parameters"]["source"], Value::Null);
    assert_eq!((&answer["rows"], &answer["truncated"]), (&json!(3), &json!("row_limit")));
    assert_eq!(answer["columns"][0], "speaker");
    assert_eq!(manifest["presscut"], env!("CARGO_PKG_VERSION"));
    let bytes = std::fs::read(space.path("presscut.db")).unwrap();
    let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(manifest["archive"]["sha256"], sha256.as_str());
    assert_eq!(manifest["archive"]["imports"][0]["new"], 14);
    assert_eq!(manifest["archive"]["imports"][0]["status"], "done");
    assert!(manifest["written_at"].as_str().unwrap().ends_with('Z'));
    space.run("query speakers -o speakers.csv --manifest").code(1).says("is there already");
    space.run("query speakers --csv --manifest").code(2);
    space.run("query speakers --csv --manifest -o -").code(2).says("name it with -o FILE");
}

#[test]
fn a_workbook_ends_with_its_manifest() {
    let space = Workspace::with_samples();
    let sql = "SELECT 'x' AS short, replace(printf('%.*c', 40000, 'x'), 'x', 'é') AS long";
    space
        .run_args(&["sql", sql, "-o", "long.xlsx"])
        .code(0)
        .says("1 text is cut at Excel's 32,767 characters");
    let mut book: Xlsx<_> = open_workbook(space.path("long.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Rows", "Manifest"]);
    let lines: Vec<(String, String)> = book
        .worksheet_range("Manifest")
        .unwrap()
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    let of = |what: &str| &lines.iter().find(|(name, _)| name == what).unwrap().1;
    assert_eq!(of("SQL"), sql);
    assert_eq!(of("rows"), "1");
    assert_eq!(of("SHA-256").len(), 64);
    assert!(of("remark").starts_with("1 text is cut"));
    assert!(of("import 1").contains("14 new of 8 files"));
    space.run("query speakers -o plain.xlsx --no-manifest").code(0);
    let book: Xlsx<_> = open_workbook(space.path("plain.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Speakers"]);
}

#[test]
fn a_table_longer_than_a_sheet_goes_on_in_the_next() {
    let space = Workspace::with_samples();
    let sql = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1048577) SELECT i FROM n";
    space
        .run_args(&["sql", sql, "-o", "long.xlsx", "--timeout", "0"])
        .code(0)
        .says("goes on over 2 sheets")
        .says("1048577 rows");
    let mut book: Xlsx<_> = open_workbook(space.path("long.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Rows", "Rows (2)", "Manifest"]);
    let second = book.worksheet_range("Rows (2)").unwrap();
    let found: Vec<&[Data]> = second.rows().collect();
    assert_eq!(found[0], [Data::String("i".into())]);
    assert_eq!(found[1..], [[Data::Float(1_048_576.0)], [Data::Float(1_048_577.0)]]);
}

#[test]
fn addresses_and_titles_beside_them_can_be_clicked_as_far_as_excel_goes() {
    let space = Workspace::with_samples();
    let sql = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 33000)
               SELECT 'Story ' || i AS title, 'https://a.example/' || i || '#part' AS url,
                      'https://a.example/' || replace(printf('%.*c', 3000, 'x'), 'x', 'y') AS long, 'http://a b' AS odd FROM n";
    space.run_args(&["sql", sql, "-o", "links.xlsx"]).code(0);
    let mut book: Xlsx<_> = open_workbook(space.path("links.xlsx")).unwrap();
    let heads = book.worksheet_range("Rows").unwrap().rows().next().unwrap().to_vec();
    assert_eq!(
        heads,
        ["Title", "Long", "Odd"].map(|head| Data::String(head.into())),
        "the title is the link"
    );
    let args = ["sql", sql, "-o", "links.xlsx", "--urls", "--force"];
    space.run_args(&args).code(0).says("470 addresses cannot be clicked");
    let file = std::fs::File::open(space.path("links.xlsx")).unwrap();
    let mut parts = zip::ZipArchive::new(file).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut parts.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert_eq!(sheet.matches("<hyperlink ").count(), 65_530);
    assert!(sheet.contains("<hyperlink ref=\"A2\""), "the title leads to the address");
    let mut book: Xlsx<_> = open_workbook(space.path("links.xlsx")).unwrap();
    let range = book.worksheet_range("Rows").unwrap();
    assert_eq!(range.get((33_000, 0)), Some(&Data::String("Story 33000".into())));
    assert_eq!(range.get((33_000, 1)), Some(&Data::String("https://a.example/33000#part".into())));
}
