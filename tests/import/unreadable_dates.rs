//! A date that cannot be read, or stands for none, never costs the article, whatever the format.

use super::{line, story};
use crate::workspace::Workspace;

const FACTS: &str =
    "SELECT coalesce(published_at, '-'), coalesce(published_text, '-'), coalesce(published_from, '-')
                     FROM articles ORDER BY url";

fn record(url: &str, date: &str, subject: &str) -> String {
    serde_json::json!({"url": url, "title": subject, "date": date, "text": story(subject)}).to_string() + "\n"
}

#[test]
fn an_unreadable_date_is_kept_as_written_in_every_format() {
    let table = format!("url,title,date,text\nhttps://a.example/1,Pool,some day,\"{}\"\n", story("pool"));
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Echo</title><item><title>Pool</title>
         <link>https://a.example/1</link><pubDate>some day</pubDate><description>{}</description></item></channel></rss>",
        story("pool")
    );
    let page = format!(
        "<html><head><title>Pool</title><link rel=canonical href='https://a.example/1'>
         <meta property='article:published_time' content='some day 1'></head><body><article><h1>Pool</h1><p>{}</p><p>{}</p>
         </article></body></html>",
        story("pool"),
        story("tram depot")
    );
    for (name, content, written, from) in [
        ("a.jsonl", record("https://a.example/1", "some day", "pool"), "some day", "record field"),
        ("a.csv", table, "some day", "record field"),
        ("a.xml", feed, "some day", "feed"),
        ("a.html", page, "some day 1", "meta"),
    ] {
        let work = Workspace::new();
        work.file(name, content);
        work.run_args(&["import", name])
            .code(0)
            .says("1 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected")
            .says("without a date that can be read: 1 article; presscut query gaps -p lacking date lists");
        assert_eq!(work.rows(FACTS), [["-", written, from]], "{name}");
        let gaps = work.run("query gaps -p lacking date --csv").code(0).stdout;
        assert!(gaps.lines().next().unwrap().contains(",no_date,date_as_written,"), "{gaps}");
        assert!(gaps.contains(&format!(",x,{written},")), "{name}: {gaps}");
        let shown = work.run("show 1").code(0).stdout;
        assert!(shown.contains(&format!("“{written}” cannot be read as a date")), "{shown}");
        work.run("check").code(0);
        // Again it is the same article, and nothing is said of it.
        work.file("b.jsonl", record("https://a.example/1", "some day", "pool"));
        if name == "a.jsonl" {
            let again = work.run("import b.jsonl").code(0).says("nothing new");
            assert!(!again.stderr.contains("without a date"), "{}", again.stderr);
        }
    }
}

#[test]
fn dates_that_stand_for_none_are_none() {
    let dates = [
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
        "9999-12-31",
        "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2024-02-31",
    ];
    let work = Workspace::new();
    let lines: Vec<String> = (1..)
        .zip(dates)
        .map(|(number, date)| record(&format!("https://a.example/{number}"), date, &format!("hall {number}")))
        .collect();
    work.file("a.jsonl", lines.concat());
    work.run("import a.jsonl").code(0).says("6 new").says("without a date that can be read: 6 articles");
    let expected: Vec<[&str; 3]> = dates.iter().map(|date| ["-", date, "record field"]).collect();
    assert_eq!(work.rows(FACTS), expected);
}

#[test]
fn words_for_nothing_are_no_date_at_all() {
    let work = Workspace::new();
    let lines: Vec<String> = (1..)
        .zip(["None", "null", "N/A"])
        .map(|(number, date)| record(&format!("https://a.example/{number}"), date, &format!("hall {number}")))
        .collect();
    work.file("a.jsonl", lines.concat());
    let ended = work.run("import a.jsonl").code(0).says("3 new");
    assert!(!ended.stderr.contains("without a date"), "{}", ended.stderr);
    assert_eq!(work.rows(FACTS), [["-", "-", "-"]; 3]);
}

#[test]
fn the_option_and_the_address_fill_in_for_a_date_that_cannot_be_read() {
    let work = Workspace::new();
    work.file(
        "a.jsonl",
        record("https://a.example/1", "some day", "pool")
            + &record("https://a.example/2024/10/03/2", "some day", "tram"),
    );
    work.run("import a.jsonl").code(0).says("without a date that can be read: 1 article");
    assert_eq!(work.rows(FACTS), [["-", "some day", "record field"], ["2024-10-03", "some day", "address"]]);
    let work = Workspace::new();
    work.file("a.jsonl", record("https://a.example/1", "some day", "pool"));
    work.run("import a.jsonl --published 2024-10-04").code(0).says("1 new");
    assert_eq!(work.rows(FACTS), [["2024-10-04", "some day", "option"]]);
    // What the user types has to be a date.
    work.run_args(&["import", "a.jsonl", "--published", "some day"])
        .code(2)
        .says("is no date that can be read");
    work.run_args(&["import", "a.jsonl", "--published", "9999-12-31"]).code(2).says("stands for no date");
}

#[test]
fn extract_gives_the_article_and_what_was_written() {
    let work = Workspace::new();
    work.file("a.csv", format!("title,date,text\nPool,some day,\"{}\"\n", story("pool")));
    let extracted = work.run("extract a.csv").code(0).stdout;
    assert!(extracted.contains("\"published\":null,\"published_text\":\"some day\""), "{extracted}");
    let text = serde_json::json!({"id": 1, "text": story("pool"), "published": "some day"}).to_string();
    for arguments in [&["extract", "-"][..], &["extract", "--verbatim", "-"][..]] {
        let extracted = work.run_with_input(arguments, &text).code(0).stdout;
        assert!(!extracted.contains("\"error\""), "{extracted}");
    }
}

#[test]
fn a_file_whose_records_were_rejected_for_their_dates_is_read_again() {
    let work = Workspace::new();
    work.file(
        "a.jsonl",
        line("https://a.example/1", "One", "tram depot") + "{\"url\": \"https://a.example/2\"}\n",
    );
    work.run("import a.jsonl").code(3).says("1 new").says("1 rejected");
    work.run("import a.jsonl").code(3).says("(1 known)");
    // As versions before 0.1 kept a date that could not be read.
    let archive = rusqlite::Connection::open(work.path("presscut.db")).unwrap();
    archive.execute("UPDATE rejects SET rule = 'bad date'", []).unwrap();
    drop(archive);
    let again = work.run("import a.jsonl").code(3);
    assert!(!again.stderr.contains("(1 known)"), "{}", again.stderr);
}
