//! Dates that can be two days, over the shards of a lake: decided as one import of everything decides them, from what the
//! records hold.

use serde_json::{Value, json};

use crate::workspace::{Workspace, corpus};

/// A story with dates that follow from its day.
fn line(number: u64, address: Option<&str>, date: &str) -> String {
    let text = format!("The council met yesterday and will meet on Friday.\n\n{}", corpus::body(number));
    let url = address.map(|paper| format!("https://{paper}.example/{number}"));
    json!({"url": url, "title": format!("Plan {number}"), "date": date, "text": text}).to_string() + "\n"
}

/// Shards in which a paper's order shows before its ambiguous dates, after them, in both ways, and never; and two without
/// papers, of which one has a column that shows it.
fn shards() -> Vec<(&'static str, String)> {
    let mut shards = vec![("a.jsonl", String::new()), ("b.jsonl", String::new()), ("c.jsonl", String::new())];
    let mut add =
        |shard: usize, number, paper, date| shards[shard].1.push_str(&line(number, Some(paper), date));
    for number in 0..4 {
        add(0, number, "later", "03/04/2031");
        add(1, 10 + number, "earlier", "05/06/2031");
        add(2, 20 + number, "both", "07/08/2031");
        add(2, 30 + number, "never", "09/10/2031");
    }
    add(2, 40, "later", "25/12/2030");
    add(0, 41, "earlier", "12/25/2030");
    add(0, 42, "both", "25/12/2030");
    add(2, 43, "both", "12/26/2030");
    let column = |first: u64, date| {
        (first..first + 3).map(|number| line(number, None, "04/05/2031")).collect::<String>()
            + &line(first + 3, None, date)
    };
    shards.push(("d.jsonl", column(50, "31/05/2031")));
    shards.push(("e.jsonl", column(60, "2031-05-31")));
    shards
}

const DECISIONS: &str = "SELECT coalesce(s.name, '-'), coalesce(a.date_order, '-'), a.published_at, count(*)
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
const DATES: &str = "SELECT a.id, d.start, d.\"end\", d.text, d.type, d.value, d.earliest, d.latest
    FROM articles a JOIN dates d ON d.article_id = a.id ORDER BY a.id, d.start, d.\"end\", d.id";

/// An archive of the shards, imported; and an empty workspace with the same files.
fn imported() -> (Workspace, Workspace) {
    let (one, lake) = (Workspace::new(), Workspace::new());
    for (name, lines) in shards() {
        one.file(name, &lines);
        lake.file(name, &lines);
    }
    one.run("import a.jsonl b.jsonl c.jsonl d.jsonl e.jsonl").code(0);
    (one, lake)
}

#[test]
fn dates_are_decided_over_shards_as_an_import_of_everything_does() {
    let (one, lake) = imported();
    for name in ["a", "b", "c", "d", "e"] {
        lake.run(&format!("lake extract {name}.jsonl -o lake")).code(0);
        // After each shard as much is known as an import of that much would know.
        lake.run("lake settle lake -o tables").code(0);
    }
    std::fs::copy(lake.path("tables/settled.db"), lake.path("presscut.db")).unwrap();
    assert_eq!(lake.rows(DECISIONS), one.rows(DECISIONS));
    assert_eq!(lake.rows(DATES), one.rows(DATES));
    let decided = |paper: &str| {
        let sql = format!("SELECT DISTINCT date_order || ' ' || published_at FROM articles a LEFT JOIN sources s ON s.id = a.source_id
                           WHERE coalesce(s.name, '-') = '{paper}' AND date_order IS NOT NULL ORDER BY 1");
        lake.column(&sql)
    };
    assert_eq!(decided("later.example"), ["day first (source) 2031-04-03"]);
    assert_eq!(decided("earlier.example"), ["month first (source) 2031-05-06"]);
    assert_eq!(decided("both.example"), ["undecided 2031"]);
    assert_eq!(decided("never.example"), ["undecided 2031"]);
    assert_eq!(decided("-"), ["day first (column) 2031-05-04", "undecided 2031"]);
}

#[test]
fn a_record_has_both_days_with_the_dates_that_follow_and_settling_takes_them_from_it() {
    let (_, lake) = imported();
    let extract = |name: &str| lake.run(&format!("lake extract {name}")).code(0).stdout;
    let mut records: Vec<Value> =
        extract("a.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let article = &records[0]["article"];
    assert_eq!(article["published"], "2031");
    let yesterday = |reading: &Value| {
        let dates = reading["dates"].as_array().unwrap().iter();
        let found = dates.filter(|date| date["text"] == "yesterday").map(|date| date["value"].clone());
        (reading["order"].clone(), reading["published_day"].clone(), found.take(1).collect::<Vec<_>>())
    };
    let readings: Vec<_> = article["readings"].as_array().unwrap().iter().map(yesterday).collect();
    assert_eq!(
        readings,
        [
            (json!("day first"), json!("2031-04-03"), vec![json!("2031-04-02")]),
            (json!("month first"), json!("2031-03-04"), vec![json!("2031-03-03")]),
        ]
    );
    // A date that can be one day only says which order it shows, and has no second reading.
    let shown: Vec<_> = records.iter().filter(|record| record["article"]["readings"] == json!([])).collect();
    assert_eq!(shown.len(), 2);
    assert_eq!(
        (&shown[0]["article"]["digits_order"], &shown[1]["article"]["digits_order"]),
        (&json!("month first"), &json!("day first"))
    );
    // What the record says of a reading is what the archive has: no body is read again.
    records[0]["article"]["readings"][0]["dates"] = json!([]);
    std::fs::create_dir(lake.path("lake")).unwrap();
    let written: String = records.iter().map(|record| format!("{record}\n")).collect();
    lake.file("lake/a.jsonl", written).file("lake/c.jsonl", extract("c.jsonl"));
    lake.run("lake settle lake -o tables").code(0);
    std::fs::copy(lake.path("tables/settled.db"), lake.path("presscut.db")).unwrap();
    let counts = lake.column(
        "SELECT (SELECT count(*) FROM dates d WHERE d.article_id = a.id) > 0 FROM articles a
         WHERE published_at = '2031-04-03' ORDER BY a.id",
    );
    assert_eq!(counts, ["0", "1", "1", "1"]);
}
