//! Queries of articles, papers, stories, dates and the ledger.

use super::{has, lacks, rows, rows_in};
use crate::workspace::Workspace;

#[test]
fn longest_ranks_articles_by_words() {
    let found = rows("longest", &[("top", "2"), ("from", "2031")], "place words published title");
    assert_eq!(
        found,
        [
            "1 | 229 | 2031-03-10 | Ferry fares to rise by a tenth from April",
            "2 | 198 | 2031-03-11 | Who pays for the ships?"
        ]
    );
}

#[test]
fn sections_count_words_of_each_paper() {
    let found = rows("sections", &[], "source section articles words words_an_article");
    has(&found, &["Lerwin News | Environment | 1 | 119 | 119", "Calder Tribune | (none) | 3 | 454 | 151"]);
}

#[test]
fn bylines_say_who_writes_for_whom() {
    let found = rows("bylines", &[], "byline source articles words days");
    assert_eq!(found[0], "Lucía Ferrán | Calder Tribune | 2 | 337 | 2");
    let roe = rows("bylines", &[("name", "jane")], "byline articles");
    assert_eq!(roe, ["Jane Roe | 1", "Jane Roe, Paul Achterberg | 1"]);
}

#[test]
fn datelines_say_where_papers_report_from() {
    assert_eq!(
        rows("datelines", &[("place", "port arden")], "dateline source articles"),
        ["PORT ARDEN, March 14 (Harbour Wire) | Harbour Wire | 1"]
    );
}

#[test]
fn captions_and_credits_are_listed_with_their_article() {
    has(
        &rows("captions", &[], "kind text title"),
        &[
            "caption | The mill at low water on Saturday. | Tidal mill turns again after ninety years",
            "credit | Photo: Nora Quint, Island Echo | Lighthouse opens its doors after two years",
        ],
    );
    assert_eq!(rows("captions", &[("holds", "FERREIRA")], "text"), ["Photo: Salome Ferreira"]);
    lacks(&rows("captions", &[("kind", "caption")], "kind"), "credit");
}

#[test]
fn revisions_show_headlines_before_and_after() {
    let space = Workspace::new();
    let line = |title: &str, end: &str| {
        format!(
            "{{\"url\": \"https://ardenpost.example/1\", \"title\": \"{title}\", \"date_publish\": \"2031-03-10\", \
             \"maintext\": \"The ferry from Sund was late on Wednesday, the company said. {end}\"}}\n"
        )
    };
    space.file("one.jsonl", line("Ferry late", "Nobody was hurt.")).run("import one.jsonl").code(0);
    space.file("two.jsonl", line("Ferry sinks", "Nobody was hurt.")).run("import two.jsonl").code(0);
    space
        .file("three.jsonl", line("Ferry sinks", "Two were hurt, it said."))
        .run("import three.jsonl")
        .code(0);
    let columns = "revision old_title new_title title_changed text_changed characters_more";
    assert_eq!(
        rows_in(&space, "revisions", &[], columns),
        ["1 | Ferry late | Ferry sinks | x |  | 0", "2 | Ferry sinks | Ferry sinks |  | x | 7"]
    );
    assert_eq!(rows_in(&space, "revisions", &[("changed", "text")], "revision"), ["2"]);
}

#[test]
fn dates_ahead_come_in_their_order() {
    let found = rows("dates-ahead", &[("to", "2031-03-31")], "from to published");
    has(&found, &["2031-03-28 | 2031-03-28 | 2031-03-15"]);
    assert!(found.is_sorted_by_key(|row| row[..23].to_string()), "{found:#?}");
}

#[test]
fn dates_ahead_have_the_sentence_that_says_what_will_happen() {
    let space = Workspace::new();
    let body = [
        "The new bridge will open on 4 May. It was built by 300 workers, who began on 2 March 2029.",
        "The council plans to sell the old one in June.\n\nThe ferries may be sold by the end of 2032.",
        "They rested until Monday. The tide was high on Tuesday. The 2033 figures are wrong.",
        "He leads the polls before the 8 June election.",
    ]
    .join(" ");
    let record = serde_json::json!({ "url": "https://calder.example/a", "title": "Bridge ready", "published": "2031-03-13",
                                     "source": "Calder Post", "text": body });
    space.file("one.jsonl", record.to_string()).run("import one.jsonl").code(0);
    assert_eq!(
        rows_in(&space, "dates-ahead", &[], "from as_written certainty sentence"),
        [
            "2031-05-04 | 4 May | certain | The new bridge will open on 4 May.",
            "2031-06-01 | June | likely | The council plans to sell the old one in June.",
            "2031-06-08 | the 8 June | likely | He leads the polls before the 8 June election.",
        ]
    );
    let possible = rows_in(&space, "dates-ahead", &[("certainty", "possible")], "from sentence");
    has(
        &possible,
        &[
            "2032-09-01 | The ferries may be sold by the end of 2032.",
            "2033-01-01 | The 2033 figures are wrong.",
        ],
    );
    let certain = rows_in(&space, "dates-ahead", &[("certainty", "certain")], "as_written");
    assert_eq!(certain, ["4 May"]);
}

#[test]
fn a_timeline_is_of_what_the_texts_date() {
    let period = [("from", "2019"), ("to", "2025")];
    let found = rows("timeline", &period, "from to as_written title");
    has(
        &found,
        &[
            "2019-10-01 | 2019-10-31 | October 2019 | Dockers call strike on Arden ferries",
            "2024-01-01 | 2024-12-31 | 2024 | Seals return to the Lerwin banks",
        ],
    );
    lacks(&found, "1864");
    let near = rows("timeline", &[("entity", "Robert Callan")], "as_written");
    has(&near, &["1864", "1868"]);
    lacks(&near, "2019");
}

#[test]
fn volume_counts_articles_of_a_period() {
    assert_eq!(
        rows("volume", &[("from", "2031-04")], "period source articles copies words"),
        [
            "2031-04 | Lerwin News | 1 | 0 | 119",
            "2031-04 | Meridian Review | 1 | 0 | 171",
            "2031-04 | Tamar Coaster | 1 | 0 | 171"
        ]
    );
    let days = rows("volume", &[("by", "day"), ("source", "Calder")], "period articles copies");
    assert_eq!(days, ["2031-03-11 | 1 | 0", "2031-03-15 | 1 | 1", "2031-03-16 | 1 | 0"]);
}

#[test]
fn publication_times_know_the_day_of_the_week() {
    let found = rows("publication-times", &[], "source weekday_number weekday hour articles");
    has(
        &found,
        &[
            "Arden Post | 1 | Monday | 06 | 1",
            "Calder Tribune | 7 | Sunday | 04 | 1",
            "Tamar Coaster | 4 | Thursday | 18 | 1",
            "Island Echo | 6 | Saturday |  | 2",
        ],
    );
}

#[test]
fn first_with_counts_who_had_shared_stories_first() {
    assert_eq!(
        rows("first-with", &[], "source shared_stories first followed first_percent"),
        [
            "Arden Post | 1 | 1 | 0 | 100",
            "Tamar Coaster | 1 | 1 | 0 | 100",
            "Calder Tribune | 1 | 0 | 1 | 0",
            "Lerwin News | 1 | 0 | 1 | 0"
        ]
    );
}

#[test]
fn coverage_gap_names_papers_that_came_out_and_lack_a_story() {
    let found = rows("coverage-gap", &[], "lacking_in title first_in papers");
    assert_eq!(found, ["Island Echo | Harbor strike goes to arbitration | Arden Post | 2"]);
    assert_eq!(rows("coverage-gap", &[("source", "Arden Post")], "title"), [""; 0]);
}

#[test]
fn wire_share_adds_agency_bylines_and_stories_of_others() {
    let columns =
        "source articles agency_byline had_by_another_first not_its_own percent_of_articles percent_of_words";
    let found = rows("wire-share", &[], columns);
    has(
        &found,
        &[
            "Arden Post | 4 | 1 | 0 | 1 | 25 | 18",
            "Calder Tribune | 3 | 1 | 1 | 1 | 33 | 26",
            "Harbour Wire | 1 | 0 | 0 | 0 | 0 | 0",
        ],
    );
}

#[test]
fn duplicates_show_whose_copy_they_are() {
    assert_eq!(
        rows("duplicates", &[], "source title first_source first_title headline"),
        [
            "Calder Tribune | Judge to settle dock strike | Arden Post | Harbor strike goes to arbitration | other"
        ]
    );
}

#[test]
fn cut_off_texts_show_their_end() {
    let found = rows("cut-off", &[("kind", "teaser")], "kind words ends_with");
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].ends_with("the yards around the island, as well as those offered"), "{found:?}");
    assert_eq!(rows("cut-off", &[("kind", "article")], "id"), [""; 0]);
}

#[test]
fn rejects_are_counted_by_reason() {
    let space = Workspace::new();
    space
        .file("crawl.jsonl", "{\"title\": \"No text\"}\n{\"title\": \"None\"}\n{\"text\": \"cut")
        .run("import crawl.jsonl");
    let found =
        rows_in(&space, "rejects-by-reason", &[("path", "CRAWL")], "rule rejects files let_in example_path");
    assert_eq!(found[0], "no text | 2 | 1 | 0 | crawl.jsonl");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn articles_that_were_not_read_are_listed_with_the_reason() {
    let space = Workspace::new();
    let french = "Le port est fermé depuis lundi, et personne ne sait quand il sera ouvert. Les habitants de l’île attendent \
                  le bateau, mais la compagnie n’a pas dit quand il viendra. Le maire a demandé une réunion avec le ministre.";
    space.file("a.jsonl", format!("{{\"date_publish\": \"2031-01-02\", \"maintext\": \"{french}\"}}"));
    space.run("import a.jsonl").code(0);
    let found = rows_in(&space, "not-read", &[], "reason articles first");
    assert_eq!(found, ["language: fr | 1 | 2031-01-02"]);
}

#[test]
fn stories_gaps_sources_and_articles_stand_as_they_were() {
    has(
        &rows("stories", &[], "title first_in articles versions sources"),
        &["Harbor strike goes to arbitration | Arden Post | 2 | 1 | 2"],
    );
    assert_eq!(rows("gaps", &[("lacking", "url")], "no_date no_url"), ["x | x"]);
    has(&rows("sources", &[], "source articles copies"), &["Calder Tribune | 3 | 1"]);
    assert_eq!(rows("articles", &[("from", "2031-04")], "source").len(), 3);
    has(
        &rows("entity-timeline", &[("entity", "Ingrid Solheim")], "month articles stories sources"),
        &["2031-03 | 4 | 4 | 2"],
    );
}
