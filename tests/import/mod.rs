//! Files into the archive: formats, records, versions, near duplicates, and taking a run back.

mod crawler_records;
mod crawls;
mod csv_tables;
mod date_orders;
mod encodings;
mod feeds;
mod file_formats;
mod identity;
mod json_shapes;
mod json_tables;
mod mail;
mod markup;
mod near_duplicates;
mod parquet;
mod pdf;
mod press_factiva;
mod press_nexis;
mod press_others;
mod press_proquest;
mod reading_tools;
mod references;
mod rejects;
mod revisions;
mod runs;
mod sqlite;
mod tables;
mod undo;
mod unreadable_dates;
mod workbooks;

/// A story long enough to be one, about something of its own.
fn story(subject: &str) -> String {
    format!(
        "The council of Port Arden voted on Tuesday to close the {subject} for two years while its floor is rebuilt. \
         “We have waited long enough,” Mayor Ilse Brandt said after the vote. The {subject} was last repaired in 1998, \
         and engineers have warned of its state since then. Work is to begin in May, the council said."
    )
}

/// A line of JSONL with such a story.
fn line(url: &str, title: &str, subject: &str) -> String {
    serde_json::json!({"url": url, "title": title, "date_publish": "2031-03-13", "maintext": story(subject)})
        .to_string()
        + "\n"
}
