//! What users ask with: SQL, searches, canned queries, day phrases, report files. SQL and searches are run on an archive
//! of the sample data, whose file must not change.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use presscut::app::import::{self, ForgottenArticles, ImportMode, ImportRequest};
use presscut::app::reading::ReadingRequest;
use presscut::output::{Cell, Column, RowSource, Sink};
use presscut::query::catalogue::canned_query::{CannedQuery, QueryOrigin};
use presscut::query::catalogue::parameter_values::parameter_values;
use presscut::query::catalogue::report::Report;
use presscut::query::catalogue::{self, day_phrases};
use presscut::query::sandbox::script::SqlScript;
use presscut::query::search::parser::ParsedSearch;
use presscut::query::search::{Filters, Reach, SearchTarget, count_sql, found_sql, ranked_sql};
use presscut::query::{QuerySession, TimeLimit, Value, open_archive};
use tempfile::TempDir;

/// The archive that is asked: the sample data, imported once.
struct Sample {
    _folder: TempDir,
    path: PathBuf,
    changed: SystemTime,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = folder.path().join("sample.db");
    let request = ImportRequest {
        archive: path.clone(),
        paths: vec![concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample_data").into()],
        content: presscut::app::import::ImportContent::Scrapes,
        reading: ReadingRequest::default(),
        mode: ImportMode::Keep,
        jobs: 1,
        stop_after: None,
        forgotten: ForgottenArticles::KeptOut,
        command: "fuzz".into(),
    };
    import::run(&request, &AtomicBool::new(false), &mut |_| {}).expect("the samples can be imported");
    let changed = changed_at(&path);
    Sample { _folder: folder, path, changed }
});

fn changed_at(path: &PathBuf) -> SystemTime {
    let metadata = std::fs::metadata(path).expect("the archive is there");
    metadata.modified().expect("this system keeps times of change")
}

/// Takes rows and forgets them, as a format would read them.
struct Forgotten;

impl Sink for Forgotten {
    fn begin(&mut self, _columns: &[Column]) -> std::io::Result<()> {
        Ok(())
    }

    fn row(&mut self, _cells: &[Cell]) -> std::io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs `sql`, restricted as a user's SQL is; gives SQLite's or presscut's words where it failed.
fn ask(sql: &str, values: &[(String, Value)]) -> Result<(), String> {
    thread_local!(static SESSION: QuerySession = {
        let limit = TimeLimit { time: Some(Duration::from_millis(50)), on_overdue: || panic!("a question that does not end") };
        let archive = open_archive(&SAMPLE.path).expect("the archive can be opened");
        QuerySession::live(archive, limit).expect("the archive can be restricted")
    });
    SESSION.with(|session| {
        let script = SqlScript::parse(sql);
        let mut rows = session.results(script.statements().collect(), values);
        rows.stream_into(Some(50), &mut Forgotten).map(drop).map_err(|error| error.to_string())
    })
}

/// Lexes SQL: its tokens are all of it, and its statements are parts of it.
pub(crate) fn lex_sql(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let script = SqlScript::parse(&text);
    let joined: String = script.tokens().iter().map(|token| token.text).collect();
    assert_eq!(joined, text, "tokens leave nothing out");
    for statement in script.statements() {
        assert_eq!(&text[statement.start..statement.start + statement.text.len()], statement.text);
        statement.parameters().for_each(drop);
    }
}

/// Runs SQL in its sandbox; the archive's file stays as it was.
pub(crate) fn run_sql(bytes: &[u8]) {
    let _ = ask(&String::from_utf8_lossy(bytes), &[]);
    assert_eq!(changed_at(&SAMPLE.path), SAMPLE.changed, "SQL changed the archive");
}

/// Searches articles and quotes. Nothing that a user can type is an error of SQL.
pub(crate) fn search(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let parsed = ParsedSearch::parse(&text);
    if parsed.is_empty() {
        return;
    }
    let targets = [SearchTarget::Articles, SearchTarget::Quotes];
    let reaches = [Reach::Session, Reach::Archive, Reach::BestOfArchive];
    for (target, reach) in targets.into_iter().flat_map(|target| reaches.map(|reach| (target, reach))) {
        let found = found_sql(&parsed, target, &Filters::default(), reach);
        for question in [ranked_sql(&found, target), count_sql(&found, target)] {
            if let Err(error) = ask(&question.sql, &question.values) {
                panic!("a search for {text:?} failed: {error}\n{}", question.sql);
            }
        }
    }
}

/// Reads a file of a canned query.
pub(crate) fn read_query_header(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(query) = CannedQuery::parse("fuzzed", QueryOrigin::Catalogue, &text) {
        assert!(!query.title.is_empty() && !query.about.is_empty());
        let given: Vec<(String, String)> =
            query.parameters.iter().map(|parameter| (parameter.name.clone(), "yesterday".into())).collect();
        let archive = open_archive(&SAMPLE.path).expect("the archive can be opened");
        let _ = parameter_values(&query, &given, &archive);
    }
}

/// Reads a phrase for a span of days.
pub(crate) fn read_day_phrase(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let today = NaiveDate::from_ymd_opt(2032, 2, 29).expect("2032 is a leap year");
    if let Some((first, last)) = day_phrases::span(&text, today) {
        assert!(first <= last, "{text:?} is from {first} to {last}");
    }
}

/// Reads a report file, and gives its parameters to the queries that it names.
pub(crate) fn read_report(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(report) = Report::parse(&text) else { return };
    let Ok(sheets) = report.sheets(&text, &[]) else { return };
    for sheet in sheets {
        let Ok(Some(query)) = catalogue::find(&sheet.query) else { continue };
        assert!(sheet.title(&query).chars().count() <= 31, "no sheet can have a longer name");
        let archive = open_archive(&SAMPLE.path).expect("the archive can be opened");
        let _ = parameter_values(&query, &sheet.given(&query), &archive);
    }
}
