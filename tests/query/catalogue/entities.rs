//! Queries of entities and where they are mentioned.

use super::{has, lacks, rows};

#[test]
fn articles_mentioning_shows_where_somebody_is_named_first() {
    let found =
        rows("articles-mentioning", &[("entity", "solheim")], "published source entity mentions title");
    has(
        &found,
        &[
            "2031-03-10 | Arden Post | Ingrid Solheim | 1 | Ferry fares to rise by a tenth from April",
            "2031-03-15 | Calder Tribune | Ingrid Solheim | 1 | Judge to settle dock strike",
        ],
    );
    let context =
        rows("articles-mentioning", &[("entity", "Ingrid Solheim"), ("to", "2031-03-10")], "context");
    assert!(context[0].contains("Minister of Transport Ingrid Solheim said last week"), "{context:?}");
    assert!(!context[0].contains('\n'));
}

#[test]
fn entities_count_mentions_once_where_an_article_is_copied() {
    let found = rows("entities", &[("type", "person")], "entity type articles stories sources");
    has(&found, &["Ingrid Solheim | person | 4 | 4 | 2", "Marek Lind | person | 3 | 3 | 2"]);
    lacks(&found, "organization");
    let by_source = rows("entities", &[("count_by", "source")], "sources");
    let numbers: Vec<i64> = by_source.iter().map(|number| number.parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a >= b), "{numbers:?}");
}

#[test]
fn entity_sources_compares_papers_with_all_that_they_printed() {
    let found = rows(
        "entity-sources",
        &[("entity", "Ingrid Solheim")],
        "source articles of_articles in_100_articles first last",
    );
    assert_eq!(found[0], "Arden Post | 3 | 4 | 75 | 2031-03-10 | 2031-03-15");
    has(
        &found,
        &["Calder Tribune | 2 | 3 | 66.7 | 2031-03-15 | 2031-03-16", "Harbour Wire | 0 | 1 | 0 |  | "],
    );
}

#[test]
fn first_mentions_are_of_those_who_were_not_named_before() {
    let found = rows("first-mentions", &[("from", "2031-03-15"), ("type", "person")], "first entity source");
    has(&found, &["2031-03-15 | Oona Marsh | Island Echo", "2031-03-16 | Anders Pohl | Calder Tribune"]);
    lacks(&found, "Ingrid Solheim");
    lacks(&found, "Marek Lind");
}

#[test]
fn rising_compares_a_month_with_the_one_before() {
    let columns = "entity period articles period_before articles_before in_100_articles in_100_before";
    let found = rows("rising", &[("type", "person")], columns);
    has(&found, &["Beatrix Oduya | 2031-04 | 2 | 2031-03 | 0 | 66.7 | 0"]);
    lacks(&found, "Solheim");
    assert_eq!(rows("rising", &[("to", "2031-02")], "entity"), [""; 0]);
    let week = rows("rising", &[("by", "week"), ("to", "2031-03")], "period period_before");
    assert!(week.iter().all(|row| row == "2031-W11 | "), "{week:?}");
}

#[test]
fn silent_are_those_whom_nobody_quotes() {
    let found = rows("silent", &[], "entity articles");
    has(&found, &["Magnus Eide | 2"]);
    lacks(&found, "Solheim");
    lacks(&rows("silent", &[("at_least", "3")], "entity"), "Eide");
}

#[test]
fn co_mentions_count_articles_together() {
    let columns = "entity articles_together stories sources";
    let found = rows("co-mentions", &[("entity", "Ingrid Solheim"), ("type", "person")], columns);
    assert_eq!(found[0], "Marek Lind | 3 | 3 | 2");
    has(&found, &["Tomas Okafor | 2 | 2 | 1", "Anders Pohl | 1 | 1 | 1"]);
}

#[test]
fn named_together_gives_the_passage() {
    let pair = [("entity", "Ingrid Solheim"), ("other", "Anders Pohl")];
    let found = rows("named-together", &pair, "published title passage");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains(
            "Opposition leader Anders Pohl yesterday called on Minister of Transport Ingrid Solheim"
        )
    );
    assert_eq!(rows("named-together", &[pair[0], pair[1], ("within", "20")], "title"), [""; 0]);
}

#[test]
fn in_context_parts_the_words_before_and_after_a_name() {
    let found = rows("in-context", &[("entity", "Marek Lind"), ("to", "2031-03-10")], "before name after");
    let parts: Vec<&str> = found[0].split(" | ").collect();
    assert!(parts[0].ends_with("a tax on living on an island.” Its secretary-general, "), "{found:#?}");
    assert_eq!(parts[1], "Marek Lind");
    assert!(parts[2].starts_with(", said the union would decide on Thursday"), "{found:#?}");
}

#[test]
fn as_written_gives_every_form_of_a_name() {
    let found = rows("as-written", &[("entity", "Ingrid Solheim")], "as_written articles");
    has(&found, &["Solheim | 1"]);
    assert!(found.iter().any(|row| row.starts_with("Ingrid Solheim | ")), "{found:?}");
}
