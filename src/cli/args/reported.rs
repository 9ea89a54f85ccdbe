//! Messages about rows that were written, and how a command ends after them.

use crate::app::output::{LeftOut, NewRowsCount, WrittenRows, WrittenWorkbook};
use crate::cli::terminal::streams::{say_line, streams_are_one_file};
use crate::cli::{Global, Outcome};
use crate::output::{StopReason, StreamEnd};

/// Writes a line to stderr, unless the user wants none.
pub(crate) fn say(global: &Global, text: &str) {
    if !global.quiet {
        say_line(text);
    }
}

/// "1 row", "2 rows".
pub(crate) fn count_of_rows(rows: u64) -> String {
    if rows == 1 { "1 row".into() } else { format!("{rows} rows") }
}

/// Reports rows that were written.
pub(crate) fn report_rows(global: &Global, written: &WrittenRows) -> Outcome {
    let WrittenRows { place, to_file, has_result, end, remarks, left_out, why_empty, news } = written;
    for remark in remarks.iter().filter(|_| *to_file) {
        say(global, &format!("{place}: {remark}"));
    }
    let outcome = match (has_result, end.stopped) {
        (false, None) => Outcome::Done,
        _ => report_end(global, place, *to_file, *end),
    };
    for reason in why_empty {
        say(global, reason);
    }
    if let Some(news) = news {
        report_news(global, news, *end);
    }
    if let Some(LeftOut { rows, min_confidence }) = left_out.as_ref().filter(|left_out| left_out.rows > 0) {
        let (rows, are) = (count_of_rows(*rows), if *rows == 1 { "is" } else { "are" });
        say(
            global,
            &format!("{rows} {are} left out, less sure than {min_confidence}: -p min_confidence 0 shows all"),
        );
    }
    outcome
}

/// Reports rows of which only the new ones were wanted.
fn report_news(global: &Global, news: &NewRowsCount, end: StreamEnd) {
    let NewRowsCount { since, all, is_remembered } = news;
    let what = match since {
        Some(since) => format!("new since {since}: {} of {all}", end.rows),
        None => "asked for what is new for the first time: every row is".into(),
    };
    let remembered = match (is_remembered, end.stopped) {
        (false, _) => "; nothing is remembered",
        (true, Some(StopReason::TimeLimit | StopReason::Interrupted)) => "; nothing is remembered of a part",
        (true, _) => "",
    };
    say(global, &format!("{what}{remembered}"));
}

/// Reports a workbook that was written.
pub(crate) fn report_workbook(global: &Global, written: &WrittenWorkbook) -> Outcome {
    let WrittenWorkbook { place, to_file, parts, sheets } = written;
    for sheet in sheets.iter().filter(|_| *to_file) {
        for remark in &sheet.remarks {
            say(global, &format!("{}: {remark}", sheet.name));
        }
    }
    let end = written.end();
    if *to_file && sheets.len() > 1 && end.stopped.is_none() {
        say(global, &format!("{place}: {} {parts}, {}", sheets.len(), count_of_rows(end.rows)));
        return Outcome::Done;
    }
    report_end(global, place, *to_file, end)
}

fn report_end(global: &Global, place: &str, to_file: bool, end: StreamEnd) -> Outcome {
    let rows = count_of_rows(end.rows);
    match end.stopped {
        None => {
            if to_file {
                say(global, &format!("{place}: {rows}"));
            } else if !streams_are_one_file() {
                say(global, &rows);
            }
            Outcome::Done
        }
        Some(StopReason::RowLimit) => {
            say(global, &format!("stopped at {rows}, as --limit says: there are more"));
            Outcome::Stopped
        }
        Some(StopReason::TimeLimit) => {
            let what = "give it more with --timeout SECONDS, or ask for less";
            say(global, &format!("time was up after {rows}: {what}"));
            Outcome::Stopped
        }
        Some(StopReason::Interrupted) => {
            say(global, &format!("stopped after {rows}"));
            Outcome::Interrupted
        }
    }
}
