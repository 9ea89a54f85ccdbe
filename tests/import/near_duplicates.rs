//! Copies and near copies are found, related, grouped and counted; nothing of it depends on the order of imports.

use serde_json::json;

use crate::workspace::Workspace;

/// Paragraphs that have no run of five words in common.
const PARAGRAPHS: [&str; 6] = [
    "The council of Port Arden voted on Tuesday to close the old quay for two years while the storm barrier is built.",
    "Fishing boats are to move to the northern basin before the first of May, said harbour master Eino Vik.",
    "Traders on the waterfront fear for their summer season and have asked for lower rents until ships come back.",
    "A petition with four thousand names was handed to mayor Ilse Brandt on the steps of the town hall.",
    "Work is expected to cost ninety million crowns, two thirds of which the national fund for coasts will carry.",
    "Engineers found cracks under the quay last winter after a diver had dropped his lamp between the stones.",
];

fn line(paper: &str, day: u32, paragraphs: &[&str]) -> String {
    json!({
        "url": format!("https://{paper}.example/quay"), "title": format!("Quay closes, says {paper}"),
        "published": format!("2031-03-{day:02}"), "text": paragraphs.join("\n\n"),
    })
    .to_string()
        + "\n"
}

/// The agency's report, a reprint that leaves the end out, one with words changed, an exact copy, and another story.
fn five_papers() -> [String; 5] {
    let changed: Vec<String> = PARAGRAPHS
        .iter()
        .map(|text| text.replace("Tuesday", "Tuesday night").replace("Traders", "Shopkeepers"))
        .collect();
    let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
    let other = [
        "A lamp that a diver lost last winter was found on Friday by children at the northern end of the long beach.",
        "They handed it to the museum of the sea, where it is to be shown beside the anchor of the first ferry.",
    ];
    [
        line("wire", 4, &PARAGRAPHS),
        line("echo", 5, &PARAGRAPHS[..3]),
        line("post", 6, &changed),
        line("gazette", 5, &PARAGRAPHS),
        line("review", 7, &other),
    ]
}

const STORIES: &str =
    "SELECT a.title, o.title, a.similarity, d.title FROM articles a JOIN articles o ON o.id = a.story_id
    LEFT JOIN articles d ON d.id = a.duplicate_of ORDER BY a.title";

#[test]
fn a_shortened_and_a_reworded_reprint_are_of_one_story_with_the_report_that_came_first() {
    let space = Workspace::new();
    space.file("a.jsonl", five_papers().concat());
    space.run("import a.jsonl").code(0).says("4 new, 0 unchanged, 0 revised, 1 duplicate");
    let wire = "Quay closes, says wire";
    let rows = space.rows(STORIES);
    assert_eq!(rows[0], ["Quay closes, says echo", wire, "1", "∅"]);
    assert_eq!(rows[1], ["Quay closes, says gazette", wire, "1", wire]);
    assert_eq!(rows[2][..2], ["Quay closes, says post", wire]);
    let similarity: f64 = rows[2][2].parse().unwrap();
    assert!((0.8..0.95).contains(&similarity), "{similarity}");
    assert_eq!(rows[3], ["Quay closes, says review", "Quay closes, says review", "∅", "∅"]);
    assert_eq!(rows[4], [wire, wire, "∅", "∅"]);
    let listed = space.run("query stories --csv").code(0).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert!(lines[1].contains("wire.example,4,3,4,2031-03-04,2031-03-06,"), "{listed}");
    assert_eq!(
        space.value("SELECT articles || ' ' || versions || ' ' || sources FROM stories WHERE articles > 1"),
        "4 3 4"
    );
    space.run("check").code(0);
}

#[test]
fn stories_do_not_depend_on_the_order_of_imports() {
    let papers = five_papers();
    let mut seen = None;
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [1, 2, 0, 4, 3], [2, 4, 3, 1, 0]] {
        let space = Workspace::new();
        for number in order {
            space.file(&format!("{number}.jsonl"), &papers[number]);
            space.run_args(&["import", &format!("{number}.jsonl")]).code(0);
        }
        space.run("check").code(0);
        let rows = space.rows(STORIES);
        assert_eq!(seen.get_or_insert(rows.clone()), &rows, "{order:?}");
    }
}

#[test]
fn a_text_that_changes_leaves_its_story_and_the_others_stay_together() {
    let space = Workspace::new();
    let papers = five_papers();
    space.file("a.jsonl", papers.concat()).run("import a.jsonl").code(0);
    let other = "The quay is to stay open after all, the council of Port Arden decided in a long session that ended after midnight, and the barrier will be built further out.";
    space.file("b.jsonl", line("wire", 8, &[other])).run("import b.jsonl").code(0).says("1 revised");
    let rows = space.rows(STORIES);
    let (first, wire) = ("Quay closes, says gazette", "Quay closes, says wire");
    // Of two that were published on one day, the one whose address sorts first.
    assert_eq!(rows[0][1], "Quay closes, says echo");
    assert_eq!(rows[1][..2], [first, "Quay closes, says echo"]);
    assert_eq!(rows[1][3], "∅");
    assert_eq!(rows[4][..3], [wire, wire, "∅"]);
    space.run("check").code(0);
}

#[test]
fn counts_can_be_by_article_story_or_source() {
    let space = Workspace::new();
    space.file("a.jsonl", five_papers().concat()).run("import a.jsonl").code(0);
    let rows = |by: &str| {
        let text =
            space.run_args(&["query", "entities", "--count-by", by, "-p", "type", "person"]).code(0).stdout;
        text.lines().map(str::to_string).collect::<Vec<_>>()
    };
    for by in ["article", "story", "source"] {
        let rows = rows(by);
        assert_eq!(rows[0], "entity,type,mentions,articles,stories,sources,first,last");
        // In three texts of four papers, which tell one story.
        assert_eq!(rows[1], "Eino Vik,person,3,3,1,4,2031-03-04,2031-03-06", "{by}");
    }
    space.run("query gaps --count-by story").code(2).says("gaps has no parameter count_by");
    space.run("query entities --count-by words").code(2).says("invalid value 'words'");
}

#[test]
fn a_text_that_grows_into_another_story_brings_its_own_along() {
    let space = Workspace::new();
    let (first, second) = PARAGRAPHS.split_at(3);
    // The post's is the first of a story with the echo's, until its text takes in the gazette's, which came before.
    space.file("a.jsonl", line("post", 5, first) + &line("echo", 6, first) + &line("gazette", 4, second));
    space.run("import a.jsonl").code(0);
    assert_eq!(space.column("SELECT DISTINCT story_id FROM articles ORDER BY id"), ["1", "3"]);
    space.file("b.jsonl", line("post", 5, &PARAGRAPHS));
    space.run("import b.jsonl").code(0).says("1 revised");
    assert_eq!(space.column("SELECT story_id FROM articles ORDER BY id"), ["3", "3", "3"]);
    space.run("check").code(0);
    space.run("imports undo 2").code(0);
    assert_eq!(space.column("SELECT story_id FROM articles ORDER BY id"), ["1", "1", "3"]);
    space.run("check").code(0);
}
