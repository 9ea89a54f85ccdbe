//! Questions that compare: who is quoted about a topic, which words tell two sides apart, what one paper has and another
//! has not, whose rank has changed. By the values that they give on `sample_data`.

use super::cells;
use crate::workspace::Workspace;

/// The rows of a query, of each the named columns with " | " between them.
#[track_caller]
fn rows(space: &Workspace, query: &str, parameters: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    let given: Vec<String> = parameters.iter().map(|(name, value)| format!("-p={name}={value}")).collect();
    let args =
        [&["query", query, "--csv"], &given.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat();
    let table = space.run_args(&args).code(0).stdout;
    let columns: Vec<Vec<String>> = columns.iter().map(|column| cells(&table, column)).collect();
    (0..columns[0].len())
        .map(|row| columns.iter().map(|column| column[row].clone()).collect::<Vec<_>>().join(" | "))
        .collect()
}

#[test]
fn speakers_about_a_topic_are_those_of_its_articles_or_of_quotes_that_name_it() {
    let space = Workspace::with_samples();
    let columns = ["speaker", "utterances", "quotes", "naming_it", "articles", "first"];
    let about = rows(&space, "speakers-about", &[("topic", "strike")], &columns);
    assert_eq!(about[0], "Marek Lind | 3 | 5 | 0 | 3 | 2031-03-10");
    assert!(about.contains(&"Dario Conti | 1 | 2 | 1 | 1 | 2031-03-14".to_string()), "{about:#?}");
    let naming = rows(&space, "speakers-about", &[("topic", "STRIKE"), ("look_in", "quote")], &columns);
    assert_eq!(naming, ["Dario Conti | 1 | 1 | 1 | 1 | 2031-03-14"]);
    assert!(rows(&space, "speakers-about", &[("topic", "zeppelin")], &["speaker"]).is_empty());
    let other = rows(&space, "speakers-about", &[("topic", "strike"), ("to", "2031-03-10")], &["speaker"]);
    assert!(
        other.contains(&"Marek Lind".to_string()) && !other.contains(&"Dario Conti".to_string()),
        "{other:?}"
    );
}

#[test]
fn keywords_of_two_papers_have_the_log_likelihood_of_their_counts() {
    let space = Workspace::with_samples();
    let columns =
        ["side", "word", "log_likelihood", "ratio", "uses", "other_uses", "articles", "other_articles"];
    let papers = [("source", "Arden Post"), ("other", "Calder Tribune"), ("top", "3")];
    let found = rows(&space, "keywords", &papers, &columns);
    assert_eq!(
        found,
        [
            "first | brannock | 4.35 |  | 4 | 0 | 3 | 0",
            "first | saint | 4.35 |  | 4 | 0 | 3 | 0",
            "first | will | 4.35 |  | 4 | 0 | 3 | 0",
            "second | ministry | 10.42 |  | 0 | 6 | 0 | 2",
            "second | contract | 8.69 |  | 0 | 5 | 0 | 2",
            "second | had | 2.23 | 2.77 | 3 | 6 | 2 | 3",
        ]
    );
    // The same, counted here: G² = 2 Σ observed ln(observed / expected).
    let words = |paper: &str| -> f64 {
        let bodies = space.column(&format!(
            "SELECT body FROM articles a JOIN sources s ON s.id = a.source_id WHERE s.name = '{paper}' AND kind = 'article'"
        ));
        let is_word = |word: &&str| word.contains(char::is_alphabetic);
        let count = |body: &String| {
            body.split(|c: char| !c.is_alphanumeric() && !"’'.,".contains(c)).filter(is_word).count()
        };
        bodies.iter().map(count).sum::<usize>() as f64
    };
    let (one, other) = (words("Arden Post"), words("Calder Tribune"));
    let expected = 6.0 * other / (one + other);
    assert!((2.0 * 6.0 * (6.0 / expected).ln() - 10.42).abs() < 0.05, "{one} {other}");
    // The other way round, the sides change.
    let turned = rows(
        &space,
        "keywords",
        &[("source", "Calder Tribune"), ("other", "Arden Post"), ("top", "1")],
        &columns[..3],
    );
    assert_eq!(turned, ["first | ministry | 10.42", "second | brannock | 4.35"]);
}

#[test]
fn keywords_of_two_periods_and_of_a_paper_against_all_others() {
    let space = Workspace::with_samples();
    let columns = ["side", "word", "uses", "other_uses", "articles", "other_articles"];
    let periods = [
        ("from", "2031-03-10"),
        ("to", "2031-03-13"),
        ("other_from", "2031-03-14"),
        ("other_to", "2031-03"),
        ("top", "2"),
    ];
    assert_eq!(
        rows(&space, "keywords", &periods, &columns),
        [
            "first | fares | 4 | 0 | 2 | 0",
            "first | price | 3 | 0 | 2 | 0",
            "second | about | 0 | 4 | 0 | 2",
            "second | strike | 1 | 8 | 1 | 4"
        ]
    );
    let rest = rows(&space, "keywords", &[("source", "Arden Post"), ("top", "1")], &columns);
    assert_eq!(rest, ["first | afc | 5 | 1 | 2 | 1", "second | bank | 0 | 8 | 0 | 4"]);
    // Without sides there is nothing to compare.
    assert!(rows(&space, "keywords", &[], &columns).is_empty());
}

#[test]
fn what_a_paper_printed_about_a_name_and_another_did_not() {
    let space = Workspace::with_samples();
    let columns = ["title", "mentions", "other_that_week"];
    let gap = [("entity", "Arden Ferry Company"), ("source", "Arden Post"), ("other", "Calder Tribune")];
    assert_eq!(
        rows(&space, "entity-gap", &gap, &columns),
        [
            "Ferry fares to rise by a tenth from April | 5 | 1",
            "Dockers call strike on Arden ferries | 2 | 1",
            "Storms come earlier, study finds | 1 | 1",
        ]
    );
    // A story that both printed is no gap, whoever was first: its article of the other paper is there, and not here.
    let of = |source: &str, other: &str| {
        rows(
            &space,
            "entity-gap",
            &[("entity", "Henrik Vaasa"), ("source", source), ("other", other)],
            &["title"],
        )
    };
    let (shared, both) = ("Judge to settle dock strike", ["Calder Tribune", "Arden Post"]);
    let printed = "SELECT count(*) FROM mentions m JOIN entities e ON e.id = m.entity_id JOIN articles a ON a.id = m.article_id
                   WHERE e.name = 'Henrik Vaasa' AND a.title = 'Judge to settle dock strike'";
    assert_ne!(space.value(printed), "0");
    assert!(!of(both[0], both[1]).contains(&shared.to_string()));
    assert_eq!(of("Calder Tribune", "Island Echo").last().map(String::as_str), Some(shared));
    space
        .run_args(&["query", "entity-gap", "-p", "entity", "Henrik Vaasa"])
        .code(2)
        .says("other needs a value");
}

#[test]
fn ranks_change_between_two_periods() {
    let space = Workspace::with_samples();
    let columns =
        ["entity", "rank", "rank_before", "change", "articles", "articles_before", "in_100_articles"];
    let periods = [("from", "2031-03-14"), ("to", "2031-03-31"), ("type", "person")];
    let found = rows(&space, "rank-changes", &periods, &columns);
    assert_eq!(
        found[..4],
        [
            "Priya Raman |  | 2 | -12 | 0 | 1 | 0",
            "Magnus Eide | 2 |  | 3 | 2 | 0 | 28.6",
            "Tomas Okafor | 4 | 1 | -3 | 1 | 2 | 14.3",
            "Ingrid Solheim | 1 | 2 | 1 | 3 | 1 | 42.9",
        ]
    );
    // A period before that ends later than it begins; and one in which nothing was printed.
    let early =
        [("from", "2031-03-14"), ("before_from", "2031-01"), ("before_to", "2031-02"), ("type", "person")];
    let found = rows(&space, "rank-changes", &early, &["rank_before", "articles_before"]);
    assert!(found.iter().all(|row| row == " | 0"), "{found:?}");
}
