//! One answer to a name everywhere: letters are folded, initials go with and without stops, a surname asks whom it means.

use serde_json::json;

use crate::query::lines;
use crate::workspace::Workspace;

fn archive(texts: &[(&str, &str)]) -> Workspace {
    let space = Workspace::new();
    let record = |(at, (title, text)): (usize, &(&str, &str))| {
        json!({"url": format!("https://post.example/{at}"), "title": title, "published": "2031-03-10", "text": text}).to_string() + "\n"
    };
    space.file("a.jsonl", texts.iter().enumerate().map(record).collect::<String>());
    space.run("import a.jsonl").code(0);
    space
}

fn count(space: &Workspace, args: &[&str]) -> String {
    lines(space.run_args(&[args, &["--count", "--csv", "--no-headers"]].concat())).concat()
}

fn titles_of(space: &Workspace, query: &str, parameter: &str, name: &str) -> Vec<String> {
    let found = space.run_args(&["query", query, "-p", parameter, name, "--csv", "-p", "min_confidence=0"]);
    let found = match found.stderr.contains("has no parameter min_confidence") {
        true => space.run_args(&["query", query, "-p", parameter, name, "--csv"]),
        false => found,
    };
    lines(found)
}

#[test]
fn search_and_names_fold_strokes_ligatures_greek_and_cyrillic() {
    let space = archive(&[
        (
            "Łódź",
            "The mayor Paweł Gołąb met Bjørn Straßer in Łódź on Monday. “Ærø is far,” said Bjørn Straßer.",
        ),
        (
            "Athens",
            "The poet wrote Καλημέρα and Ελλάς on a wall in Athens on Monday, said Sœur Lætitia Œuvrard.",
        ),
        ("Moscow", "The sign says Королёв and Чайковский, said the guide Đorđe Ħalim in Moscow on Monday."),
        ("Plain", "The mayor Pawel Kolab met nobody in Lodging on Monday."),
    ]);
    for (words, found) in [
        ("golab", "1"),
        ("GOŁĄB", "1"),
        ("lodz", "1"),
        ("strasser", "1"),
        ("bjor*", "1"),
        ("aero", "1"),
        ("\"bjorn strasser\"", "1"),
        ("bjorn NEAR/3 strasser", "1"),
        ("title:lodz", "1"),
        ("καλημερα", "1"),
        ("ΕΛΛΑΣ", "1"),
        ("laetitia oeuvrard", "1"),
        ("королев", "1"),
        ("чаиковскии", "1"),
        ("Чайковский", "1"),
        ("dorde halim", "1"),
        ("monday -golab", "3"),
        ("golab OR καλημερα", "2"),
    ] {
        assert_eq!(count(&space, &["search", words]), found, "{words}");
    }
    assert_eq!(count(&space, &["search", "aero", "--quotes"]), "1");
    let snippet = space.run_args(&["search", "golab strasser", "--csv"]).code(0).stdout;
    assert!(snippet.contains("«Gołąb»") && snippet.contains("«Straßer»"), "{snippet}");
    for name in ["Pawel Golab", "PAWEŁ GOŁĄB", "pawel gołab", "golab"] {
        assert_eq!(titles_of(&space, "articles-mentioning", "entity", name).len(), 2, "{name}");
    }
    space.run("check").code(0);
}

#[test]
fn an_index_that_was_folded_stays_right_when_rows_change() {
    let space = archive(&[("Łódź", "The mayor Paweł Gołąb spoke in Łódź on Monday.")]);
    space.run_args(&["sql", "--write", "UPDATE articles SET title = 'Ærø' WHERE id = 1"]).code(0);
    assert_eq!(
        [count(&space, &["search", "title:lodz"]), count(&space, &["search", "title:aero"])],
        ["0", "1"]
    );
    space.file(
        "b.jsonl",
        json!({"url": "https://post.example/0", "title": "Łódź", "text": "The mayor Søren Vik spoke in Łódź on Monday."}).to_string(),
    );
    space.run("import b.jsonl").code(0);
    assert_eq!([count(&space, &["search", "golab"]), count(&space, &["search", "soren"])], ["0", "1"]);
    space.run("check").code(0);
    space.run("imports undo 2").code(0);
    assert_eq!([count(&space, &["search", "golab"]), count(&space, &["search", "soren"])], ["1", "0"]);
    space.run("check").code(0);
}

#[test]
fn initials_find_each_other_with_and_without_stops() {
    let space = archive(&[
        ("One", "Officials of the U.S. met in Nairobi on Monday. The G.O.P. was absent."),
        ("Two", "Officials of the US met in Nairobi on Monday. The GOP was absent."),
        ("Three", "They told us on Monday that nobody would tell us more in Nairobi."),
        ("Four", "“The U.S. is far,” said the novelist J. K. Rowland in Nairobi on Monday."),
        ("Five", "The novelist J.K. Rowland spoke in Nairobi on Monday."),
    ]);
    for (words, found) in [
        ("US", "3"),
        ("U.S.", "3"),
        ("u.s.", "3"),
        ("GOP", "2"),
        ("g.o.p.", "2"),
        ("G.O.P. monday", "2"),
        ("\"the US\"", "3"),
        ("\"J.K. Rowland\"", "2"),
        ("officials -GOP", "0"),
        ("tell us", "1"),
    ] {
        assert_eq!(count(&space, &["search", words]), found, "{words}");
    }
    assert_eq!(count(&space, &["search", "US", "--quotes"]), "1");
    let marked = space.run_args(&["search", "US", "--csv"]).code(0).stdout;
    assert!(marked.contains("«U.S»") && marked.contains("«US»") && !marked.contains("«us»"), "{marked}");
    for name in ["US", "U.S.", "U. S."] {
        assert_eq!(titles_of(&space, "articles-mentioning", "entity", name).len(), 4, "{name}");
    }
    for name in ["J. K. Rowland", "J.K. Rowland", "JK Rowland"] {
        assert_eq!(titles_of(&space, "articles-mentioning", "entity", name).len(), 3, "{name}");
    }
}

/// Ten articles about Ingrid Vesterholm, one about Per, and one that has the surname alone.
fn vesterholms() -> Workspace {
    let mut texts = vec![
        (
            "Per".to_string(),
            "The farmer Nils Vesterholm spoke in Nairobi. “It rains,” said Nils Vesterholm.".to_string(),
        ),
        ("Alone".to_string(), "The fee was paid by Mr Vesterholm in Nairobi on Monday.".to_string()),
    ];
    for at in 0..10 {
        let text = format!(
            "The mayor Ingrid Vesterholm spoke in Nairobi on day {at}. “Ingrid Vesterholm is right {at} times,” said \
             the farmer Tomas Okafor."
        );
        texts.push((format!("Ingrid {at}"), text));
    }
    let texts: Vec<(&str, &str)> =
        texts.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
    archive(&texts)
}

#[test]
fn a_surname_asks_whom_it_means_wherever_a_name_is_given() {
    let space = vesterholms();
    let alone = space.value("SELECT id FROM entities WHERE name = 'Vesterholm'");
    let quote = space.value("SELECT min(id) FROM quotes");
    for args in [
        &["query", "quotes-about", "-p", "entity", "Vesterholm"][..],
        &["query", "quotes-by-speaker", "-p", "speaker", "vesterholm"],
        &["query", "in-context", "-p", "entity", "VESTERHOLM"],
        &["entities", "show", "Vesterholm"],
        &["entities", "rename", "Vesterholm", "Somebody"],
        &["entities", "hide", "Vesterholm"],
        &["quotes", "fix", &quote, "--speaker", "Vesterholm"],
    ] {
        space
            .run_args(args)
            .code(2)
            .says("\" can be Ingrid Vesterholm (person, 20 mentions, #")
            .says("Nils Vesterholm (person, 2 mentions, #")
            .says(&format!("Vesterholm (person, 1 mention, #{alone})"))
            .says("give the full name or the number (as \"#");
    }
    assert_eq!(titles_of(&space, "quotes-about", "entity", "Ingrid Vesterholm").len(), 11);
    assert_eq!(titles_of(&space, "articles-mentioning", "entity", &format!("#{alone}")).len(), 2);
    // Beside the one that it is merged with, the surname means another; two are left.
    space.run_args(&["entities", "merge", "Ingrid Vesterholm", "Vesterholm"]).code(2).says("Nils Vesterholm");
    space.run_args(&["entities", "merge", "Ingrid Vesterholm", &format!("#{alone}")]).code(0);
    space.run_args(&["entities", "show", "Vesterholm"]).code(2).says("21 mentions");
}
