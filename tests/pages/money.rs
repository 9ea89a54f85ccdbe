//! Sums of money: in the extraction record, and in a table of their own.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const TEXT: &str = "The bank lent the port 4.2 billion euros on Monday. The port had asked for US$6 million, said Nora Quint. \
                    The quay alone will cost $1,200, she added.";

#[test]
fn sums_are_annotated_with_currency_and_amount_where_these_are_certain() {
    let space = Workspace::new();
    let ended =
        space.run_with_input(&["extract", "--verbatim"], json!({"text": TEXT}).to_string() + "\n").code(0);
    let record: Value = serde_json::from_str(ended.stdout.trim()).unwrap();
    let sums: Vec<&Value> =
        record["entities"].as_array().unwrap().iter().filter(|entity| entity["type"] == "money").collect();
    let read: Vec<(&str, &Value, &Value)> =
        sums.iter().map(|sum| (sum["text"].as_str().unwrap(), &sum["currency"], &sum["amount"])).collect();
    assert_eq!(
        read,
        [
            ("4.2 billion euros", &json!("EUR"), &json!(4.2e9)),
            ("US$6 million", &json!("USD"), &json!(6e6)),
            ("$1,200", &Value::Null, &json!(1200.0)),
        ]
    );
    let starts: Vec<u64> = record["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| entity["start"].as_u64().unwrap())
        .collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

#[test]
fn sums_have_a_table_and_go_with_their_article() {
    let space = Workspace::new();
    space.file(
        "a.jsonl",
        json!({"url": "https://post.example/1", "title": "Quay", "text": TEXT}).to_string() + "\n",
    );
    space.run("import a.jsonl").code(0);
    assert_eq!(
        space.rows("SELECT text, currency, amount, article FROM sum_list ORDER BY start"),
        [
            ["4.2 billion euros", "EUR", "4200000000", "Quay"],
            ["US$6 million", "USD", "6000000", "Quay"],
            ["$1,200", "∅", "1200", "Quay"]
        ]
    );
    space.run("check").code(0);
    space.run("imports undo 1").code(0);
    assert_eq!(space.value("SELECT count(*) FROM sums"), "0");
}
