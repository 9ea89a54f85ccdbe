//! Dates that can be two days: what decides them does not depend on which file came first.

use serde_json::json;

use crate::workspace::{Workspace, corpus};

fn line(number: u64, date: &str) -> String {
    let url = format!("https://both.example/{number}");
    json!({"url": url, "title": format!("Plan {number}"), "date": date, "text": corpus::body(number)})
        .to_string()
        + "\n"
}

const DECISIONS: &str = "SELECT url, coalesce(date_order, '-'), published_at FROM articles ORDER BY url";

#[test]
fn a_source_that_turns_out_to_write_its_dates_both_ways_decides_none_whichever_file_came_first() {
    let decided = |runs: &[&str]| {
        let space = Workspace::new();
        // Its column shows an order; that of the second file shows the other, and that of the third none.
        space.file("one.jsonl", line(1, "25/12/2030") + &line(2, "07/08/2031"));
        space.file("two.jsonl", line(3, "12/26/2030") + &line(4, "09/10/2031"));
        space.file("three.jsonl", line(5, "03/04/2031"));
        for run in runs {
            space.run(&format!("import {run}")).code(0);
        }
        space.rows(DECISIONS)
    };
    let together = decided(&["one.jsonl two.jsonl three.jsonl"]);
    for runs in [
        &["one.jsonl", "two.jsonl", "three.jsonl"],
        &["three.jsonl", "two.jsonl", "one.jsonl"],
        &["one.jsonl", "three.jsonl", "two.jsonl"],
    ] {
        assert_eq!(decided(runs), together, "{runs:?}");
    }
    let order = |at: usize| (together[at][1].as_str(), together[at][2].as_str());
    assert_eq!(order(1), ("day first (column)", "2031-08-07"));
    assert_eq!(order(3), ("month first (column)", "2031-09-10"));
    assert_eq!(order(4), ("undecided", "2031"));
}
