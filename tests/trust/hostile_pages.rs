//! Pages that would break a reader: each is read or turned away in bounded time, kept either way, and the good page in the
//! same folder goes in.

use std::time::{Duration, Instant};

use crate::workspace::Workspace;

const STORY: &str = "<p>The ferry from Port Arden was late on Tuesday by almost three hours, and the harbour office said that it would be late again on the following days.</p>
    <p>“Nobody told us anything until noon,” said Tomas Okafor, who had waited on the quay since the morning with his two children and a bicycle.</p>
    <p>The company said in a statement that the engine would be repaired before the end of the month, and that tickets would be paid back.</p>";

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Ferry is late</title></head><body>{body}</body></html>"
    )
}

/// Imports a folder of a good page and a hostile one. Gives how many of the two became articles; the other is a reject.
fn articles(hostile: impl AsRef<[u8]>) -> i64 {
    let workspace = Workspace::new();
    workspace.file("pages/good.html", page(&STORY.replace("Arden", "Brannock")));
    workspace.file("pages/hostile.html", hostile.as_ref());
    let start = Instant::now();
    let ended = workspace.run("import pages --jobs 1");
    // Generous, for builds without optimisation on busy machines; what hangs, hangs for minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}: {}", start.elapsed(), ended.stderr);
    assert!(matches!(ended.code, 0 | 3), "{}: {}", ended.code, ended.stderr);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    let count = |sql: &str| workspace.value(sql).parse::<i64>().unwrap();
    let good = count(
        "SELECT count(*) FROM articles WHERE body LIKE 'The ferry from Port Brannock%paid back.' AND body LIKE '%Okafor%'",
    );
    assert_eq!(good, 1, "{}", ended.stderr);
    let taken = count("SELECT count(*) FROM articles");
    let kept = count("SELECT count(*) FROM rejects WHERE length(reason) > 0 AND length(raw) > 0");
    assert_eq!(taken + kept, 2, "{}", ended.stderr);
    taken
}

#[test]
fn deep_nesting_costs_neither_stack_nor_time() {
    for tag in [
        "div",
        "b",
        "ul",
        "span",
        "blockquote",
        "table",
        "x-y",
        "svg",
        "noscript",
        "ul><li",
        "b id=",
        "a href=x",
    ] {
        let open = format!("<{tag}>").repeat(100_000);
        let numbered = (0..100_000).map(|number| format!("<{tag}{number}>")).collect::<String>();
        let deep = if tag.ends_with('=') { numbered } else { open };
        articles(page(&format!("{deep}{STORY}")));
    }
}

#[test]
fn a_story_within_deep_nesting_is_read() {
    let deep = format!("{}{STORY}{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
    assert_eq!(articles(page(&deep)), 2);
}

#[test]
fn tags_that_misnest_do_not_pile_up() {
    let crossed: String = (0..30_000).map(|number| format!("<div><b id={number}></div><p>x")).collect();
    articles(page(&crossed));
    let tables = "<div><table></div>".repeat(50_000);
    articles(page(&tables));
    let hidden = "<select><style></select>".to_string() + &"<div>".repeat(100_000);
    articles(page(&hidden));
    let quoted = "<a \"><div>".repeat(50_000) + "\">";
    articles(page(&quoted));
    let ended = "<i></x>".repeat(100_000);
    articles(page(&ended));
}

#[test]
fn much_markup_and_large_pages_are_bounded() {
    articles(page(&"<p>x".repeat(1_250_000)));
    articles(page(&"<td><tr><table>x</i>".repeat(250_000)));
    articles(page(&"word ".repeat(2_000_000)));
    articles(page(&"x".repeat(10_000_000)));
    articles(page(&"<".repeat(5_000_000)));
    articles(page(&"</".repeat(2_500_000)));
    articles(page(&"<!--".repeat(1_000_000)));
    articles(page(&"<svg>".repeat(1_000_000)));
    articles(page(&STORY.repeat(10_000)));
}

#[test]
fn broken_characters_and_entities_are_no_obstacle() {
    let broken = STORY.replace("noon", "&#x110000;&#0;&nosuch;&#xD800; noon&");
    assert_eq!(articles(page(&broken)), 2);
    articles(page(&STORY.replace("Tuesday", "Tues\0day")));
    articles(b"<html><body>\0\0\0\xff\xfe<p>\xc3\x28".as_slice());
    articles("<html><body><table><tr><td><table></td></tr><p>x</table></table></tr>");
    articles("<html");
    articles("<html><body a=\"");
    articles("<html><body><script>");
}
