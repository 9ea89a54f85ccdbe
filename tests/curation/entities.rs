//! What people decide of entities: one decision each, followed by every query at once, kept, and taken back.

use serde_json::json;

use crate::workspace::{Workspace, without_times};

fn record(url: &str, text: &str) -> String {
    json!({"url": format!("https://post.example/{url}"), "title": url, "published": "2031-03-10", "text": text}).to_string() + "\n"
}

const FERRY: &str = "The ferry to Oslo was late on Monday, said captain Nora Quint. “We had no fuel,” Nora Quint told reporters in Oslo.";
const BRIDGE: &str = "The bridge opens in May, said engineer Tomas Okafor in Port Arden on Friday. Tomas Okafor has built three bridges.";
const HARBOUR: &str =
    "The harbour is deep enough, said captain Leonora Quint on Tuesday. Leonora Quint has measured it.";

/// An archive of three articles, each with a person.
fn archive() -> Workspace {
    let space = Workspace::new();
    space.file("a.jsonl", record("ferry", FERRY) + &record("bridge", BRIDGE) + &record("harbour", HARBOUR));
    space.run("import a.jsonl").code(0);
    assert_eq!(people(&space), ["Leonora Quint", "Nora Quint", "Tomas Okafor"]);
    space
}

fn people(space: &Workspace) -> Vec<String> {
    space.column("SELECT name FROM entities WHERE type = 'person' AND hidden = 0 ORDER BY name")
}

/// Whom the mentions and the quotes are of, by article.
fn said(space: &Workspace) -> Vec<Vec<String>> {
    space.rows(
        "SELECT a.title, m.surface, e.name, e.type FROM mentions m JOIN entities e ON e.id = m.entity_id JOIN articles a ON a.id = m.article_id
         UNION ALL
         SELECT a.title, 'quote', e.name, e.type FROM quotes q JOIN entities e ON e.id = q.speaker_entity_id JOIN articles a ON a.id = q.article_id
         ORDER BY 1, 2, 3",
    )
}

#[test]
fn a_merge_is_followed_by_every_query_at_once_and_taken_back_to_the_letter() {
    let space = archive();
    let before = said(&space);
    space
        .run_args(&[
            "entities",
            "merge",
            "Nora Quint",
            "Leonora Quint",
            "--why",
            "one captain",
            "--by",
            "ana",
        ])
        .code(0)
        .says("decision 1: Nora Quint (person) is Leonora Quint (person) too");
    assert_eq!(people(&space), ["Nora Quint", "Tomas Okafor"]);
    let found = space
        .run_args(&["query", "articles-mentioning", "-p", "entity=leonora quint", "--csv"])
        .code(0)
        .stdout;
    assert_eq!(found.lines().count(), 3, "{found}");
    assert!(found.lines().skip(1).all(|line| line.contains("Nora Quint")), "{found}");
    let listed = space.run("query entities -p type=person --csv").code(0).stdout;
    assert!(listed.contains("Nora Quint,person,4,2,"), "{listed}");
    let history = space.run("entities history --csv").code(0).stdout;
    assert!(
        history.contains(",ana,merge,Nora Quint (person) is Leonora Quint (person) too,one captain,,"),
        "{history}"
    );
    let shown = space.run_args(&["entities", "show", "Nora Quint"]).code(0).stdout;
    insta::assert_snapshot!(without_times(&shown), @r"
    Nora Quint (person), number 2
    4 mentions in 2 articles, 2031-03-10 to 2031-03-10

    Names
      Leonora Quint (person): 2 mentions
      Nora Quint (person): 2 mentions

    Decided
      1  [time]  ana: Nora Quint (person) is Leonora Quint (person) too (one captain)
    ");
    space.run("check").code(0);

    space.run("entities undo 1 --by ben").code(0).says("decision 1 is taken back");
    assert_eq!(said(&space), before);
    let history = space.run("entities history --csv").code(0).stdout;
    assert!(history.trim_end().ends_with(",ben"), "{history}");
    space.run("entities undo 1").code(1).says("was taken back at");
    space.run("entities undo 7").code(1).says("there is no decision 7");
    space.run("check").code(0);
}

#[test]
fn a_decision_holds_for_articles_that_come_later_and_for_those_that_go_and_come_back() {
    let space = archive();
    space.run_args(&["entities", "merge", "Nora Quint", "Leonora Quint"]).code(0);
    space.file(
        "b.jsonl",
        record("tower", "The tower leans, said captain Leonora Quint. Leonora Quint saw it."),
    );
    space.run("import b.jsonl").code(0);
    let of_tower = "SELECT DISTINCT e.name FROM mentions m JOIN entities e ON e.id = m.entity_id JOIN articles a ON a.id = m.article_id
                    WHERE a.title = 'tower' AND e.type = 'person'";
    assert_eq!(space.value(of_tower), "Nora Quint");
    let kept = said(&space);
    space.run("imports undo 2").code(0);
    space.run("imports undo 1").code(0);
    assert_eq!(space.value("SELECT count(*) FROM entities"), "0");
    assert_eq!(space.value("SELECT count(*) FROM names"), "0");
    space.run("check").code(0);
    space.run("import b.jsonl a.jsonl").code(0);
    assert_eq!(said(&space), kept);
    space.run("check").code(0);
    // Taken back, the names are found as if nothing had ever been decided.
    space.run("entities undo 1").code(0);
    assert_eq!(people(&space), ["Leonora Quint", "Nora Quint", "Tomas Okafor"]);
    space.run("check").code(0);
}

#[test]
fn names_that_were_put_together_by_evidence_can_be_taken_apart_and_stay_apart() {
    let space = Workspace::new();
    let text =
        |name: &str| format!("The lawmaker {name} spoke in Taipei on Monday. On Tuesday, {name} left again.");
    space.file("a.jsonl", record("one", &text("Wang Keng-sheng")) + &record("two", &text("Keng-sheng Wang")));
    space.run("import a.jsonl").code(0);
    assert_eq!(people(&space), ["Wang Keng-sheng"]);
    space.run_args(&["entities", "split", "Wang Keng-sheng", "Keng-sheng Wang"]).code(0);
    assert_eq!(people(&space), ["Keng-sheng Wang", "Wang Keng-sheng"]);
    space.file("b.jsonl", record("three", &text("Keng-sheng Wang")));
    space.run("import b.jsonl").code(0);
    assert_eq!(
        space.value("SELECT count(*) FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE e.name = 'Keng-sheng Wang'"),
        "4"
    );
    space.run("check").code(0);
    space.run_args(&["entities", "split", "Keng-sheng Wang"]).code(2).says("has one name only");
    space.run("entities undo 1").code(0);
    assert_eq!(people(&space), ["Wang Keng-sheng"]);
    space
        .run_args(&["entities", "split", "Wang Keng-sheng", "Nobody"])
        .code(2)
        .says("has no name \"Nobody\"")
        .says("Keng-sheng Wang (person)");
    space.run("check").code(0);
}

#[test]
fn an_entity_is_renamed_retyped_and_hidden() {
    let space = archive();
    space.run_args(&["entities", "rename", "nora quint", "Captain Quint"]).code(0);
    assert_eq!(people(&space), ["Captain Quint", "Leonora Quint", "Tomas Okafor"]);
    // By its old name and by the new one.
    for name in ["Nora Quint", "Captain Quint"] {
        let shown = space.run_args(&["entities", "show", name]).code(0).stdout;
        assert!(shown.starts_with("Captain Quint (person), number "), "{shown}");
        assert!(shown.contains("  Nora Quint (person): 2 mentions"), "{shown}");
    }
    space
        .run_args(&["entities", "rename", "Tomas Okafor", "Leonora Quint"])
        .code(1)
        .says("presscut entities merge");
    space.run_args(&["entities", "retype", "Tomas Okafor", "organization"]).code(0);
    assert_eq!(space.value("SELECT type FROM entities WHERE name = 'Tomas Okafor'"), "organization");
    let listed = space.run("query entities -p type=organization --csv").code(0).stdout;
    assert!(listed.contains("Tomas Okafor,organization,2,1"), "{listed}");
    space.run_args(&["entities", "hide", "Leonora Quint", "--why", "a slip"]).code(0);
    let listed = space.run("query entities --csv").code(0).stdout;
    assert!(!listed.contains("Leonora") && listed.contains("Captain Quint"), "{listed}");
    let listed = space.run("entities --csv").code(0).stdout;
    assert!(!listed.contains("Leonora"), "{listed}");
    let listed = space.run("entities --hidden --csv").code(0).stdout;
    assert!(listed.contains("Leonora Quint,person,2,1,1,hidden"), "{listed}");
    space.run_args(&["entities", "hide", "Leonora Quint", "--show-again"]).code(0);
    assert!(people(&space).contains(&"Leonora Quint".to_string()));
    space.run_args(&["entities", "retype", "Tomas Okafor", "planet"]).code(2).says("person, organization");
    space.run("check").code(0);
}

#[test]
fn a_decision_that_others_change_further_is_taken_back_after_them() {
    let space = archive();
    let before = said(&space);
    space.run_args(&["entities", "merge", "Nora Quint", "Leonora Quint"]).code(0);
    space.run_args(&["entities", "rename", "Nora Quint", "Captain Quint"]).code(0);
    space.run_args(&["entities", "hide", "Tomas Okafor"]).code(0);
    space.run("entities undo 1").code(1).says("was changed further by decision 2");
    // One that has nothing to do with it is in nobody's way.
    space.run("entities undo 2").code(0);
    space.run("entities undo 1").code(0);
    space.run("entities undo 3").code(0);
    assert_eq!(said(&space), before);
    assert_eq!(space.value("SELECT count(*) FROM curated_names"), "0");
    space.run_args(&["entities", "merge", "Nora Quint", "Nora Quint"]).code(2).says("are one entity already");
    space.run("check").code(0);
}

#[test]
fn a_name_that_is_just_an_entity_has_no_row_of_its_own_again_when_what_was_decided_is_taken_back() {
    let space = archive();
    let stored = || {
        (
            space.rows("SELECT id, name, key, is_alias, name_uses, name_link FROM entities ORDER BY id"),
            space.rows("SELECT * FROM name_rows ORDER BY id"),
            space.rows("SELECT * FROM name_alias_rows ORDER BY name_id, alias"),
        )
    };
    let names = || space.rows("SELECT id, name, type, key, link FROM names ORDER BY id");
    let forms = || space.rows("SELECT name_id, alias, key, uses FROM name_aliases ORDER BY name_id, alias");
    let (before, names_before, forms_before) = (stored(), names(), forms());
    assert_eq!(space.value("SELECT name_uses FROM entities WHERE name = 'Nora Quint'"), "2");
    assert_eq!(before.1, [] as [Vec<String>; 0]);

    space.run_args(&["entities", "merge", "Nora Quint", "Leonora Quint"]).code(0);
    assert_eq!(space.column("SELECT name FROM name_rows"), ["Leonora Quint"]);
    assert_eq!(space.column("SELECT alias FROM name_alias_rows WHERE uses > 0"), ["Leonora Quint"]);
    assert_eq!((names(), forms()), (names_before.clone(), forms_before.clone()));
    space.run("check").code(0);
    space.run("entities undo 1").code(0);
    assert_eq!(stored(), before);

    space.run_args(&["entities", "rename", "Nora Quint", "Captain Quint"]).code(0);
    assert_eq!(space.column("SELECT name FROM name_rows"), ["Nora Quint"]);
    assert_eq!((names(), forms()), (names_before, forms_before));
    space.run("entities undo 2").code(0);
    assert_eq!(stored(), before);
    space.run("check").code(0);
}

#[test]
fn a_name_that_several_have_is_answered_with_candidates_and_an_unknown_one_with_suggestions() {
    let space = archive();
    let quint = |name: &str| {
        format!("The sea is deep, said captain {name} on Monday. Quint left early. Then Quint slept.")
    };
    space.file("b.jsonl", record("b", &quint("Nora Quint")) + &record("c", &quint("Leonora Quint")));
    space.run("import b.jsonl").code(0);
    space
        .run_args(&["entities", "hide", "Quint"])
        .code(2)
        .says("\"Quint\" can be")
        .says("Nora Quint (person, ")
        .says("Leonora Quint (person, ")
        .says("give the full name or the number (as \"#");
    let id = space.value("SELECT id FROM entities WHERE name = 'Tomas Okafor'");
    let shown = space.run_args(&["entities", "show", &id]).code(0).stdout;
    assert!(shown.starts_with("Tomas Okafor"), "{shown}");
    space.run_args(&["entities", "show", "Tomas Okafur"]).code(2).says("did you mean Tomas Okafor");
}

#[test]
fn likely_pairs_are_suggested_with_their_evidence() {
    let space = Workspace::new();
    let text = |name: &str| format!("The harbour is deep, said captain {name} on Monday. Then {name} left.");
    let one = record("one", &text("Nora Quint"));
    space.file(
        "a.jsonl",
        one + &record("two", &text("Nora Berit Quint")) + &record("three", &text("Nora Quinte")),
    );
    space.run("import a.jsonl").code(0);
    let pairs = space.run("entities suggest --type person --csv").code(0).stdout;
    let line =
        |a: &str| pairs.lines().find(|line| line.contains(a)).unwrap_or_else(|| panic!("no {a} in {pairs}"));
    assert!(line("Nora Berit Quint").contains("one has a middle name that the other lacks"), "{pairs}");
    assert!(line("Nora Quinte").contains("one letter differs"), "{pairs}");
    // What was decided is not asked again.
    space.run_args(&["entities", "merge", "Nora Quint", "Nora Berit Quint"]).code(0);
    space.run_args(&["entities", "rename", "Nora Quinte", "Nora Quinte-Vik"]).code(0);
    assert_eq!(space.run("entities suggest --type person --csv").code(0).stdout.lines().count(), 1);
}
