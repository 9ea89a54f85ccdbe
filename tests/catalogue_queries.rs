//! Every query of the catalogue, by the values that it gives on `sample_data`.
//!
//! Where a value hangs on what is found in the texts, the rows that are looked for are those that a careful reader would
//! expect, and others may stand beside them.

mod workspace;

use std::sync::{Arc, Mutex, Weak};

use workspace::{Workspace, sample};

/// The archive of all samples, imported once for all tests that run at the same time.
fn samples() -> Arc<Workspace> {
    static SHARED: Mutex<Weak<Workspace>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap();
    shared.upgrade().unwrap_or_else(|| {
        let space = Workspace::new();
        space.run_args(&["import", sample("").to_str().unwrap()]).code(0);
        let space = Arc::new(space);
        *shared = Arc::downgrade(&space);
        space
    })
}

/// The rows of a query, of each the named columns parted by " | ".
#[track_caller]
fn rows_in(space: &Workspace, query: &str, parameters: &[(&str, &str)], columns: &str) -> Vec<String> {
    let given: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut args = vec!["query", query, "--csv"];
    for parameter in &given {
        args.extend(["-p", parameter.as_str()]);
    }
    let text = space.run_args(&args).code(0).stdout;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let wanted: Vec<usize> = columns
        .split_whitespace()
        .map(|column| {
            head.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column} in {head:?}"))
        })
        .collect();
    let row = |row: csv::StringRecord| wanted.iter().map(|&at| row[at].to_string()).collect::<Vec<_>>();
    reader.records().map(|record| row(record.unwrap()).join(" | ")).collect()
}

#[track_caller]
fn rows(query: &str, parameters: &[(&str, &str)], columns: &str) -> Vec<String> {
    rows_in(&samples(), query, parameters, columns)
}

/// Asserts that rows are among others.
#[track_caller]
fn has(rows: &[String], wanted: &[&str]) {
    for row in wanted {
        assert!(rows.iter().any(|other| other == row), "{row} is not in {rows:#?}");
    }
}

/// Asserts that no row has a text in it.
#[track_caller]
fn lacks(rows: &[String], text: &str) {
    assert!(!rows.iter().any(|row| row.contains(text)), "{text} is in {rows:#?}");
}

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

#[test]
fn quotes_by_speaker_leave_copies_out() {
    let found = rows("quotes-by-speaker", &[("speaker", "Marek Lind")], "published source text kind");
    has(
        &found,
        &[
            "2031-03-10 | Arden Post | Our people pay these fares too, | direct",
            "2031-03-15 | Arden Post | We go to the table, we do not go back to the quay, | direct",
        ],
    );
    lacks(&found, "Calder Tribune");
    let partial = rows("quotes-by-speaker", &[("speaker", "Ingrid Solheim"), ("kind", "partial")], "text");
    assert_eq!(partial, ["run like a company, not like a charity."]);
}

#[test]
fn said_before_finds_a_topic_in_a_speakers_words() {
    let okafor = ("speaker", "Tomas Okafor");
    assert_eq!(
        rows("said-before", &[okafor, ("topic", "FARES")], "published text"),
        ["2031-03-10 | Nobody likes to raise fares, and we have put it off for three years,"]
    );
    let anywhere =
        rows("said-before", &[okafor, ("topic", "gdansk"), ("look_in", "article")], "published text");
    has(&anywhere, &["2031-03-11 | We bought ships, not currency,"]);
    let context = rows("said-before", &[okafor, ("topic", "currency")], "context");
    assert!(
        context[0].contains("the chief executive of the AFC, rejects that. “We bought ships"),
        "{context:?}"
    );
}

#[test]
fn quotes_about_hold_the_name() {
    let found = rows("quotes-about", &[("entity", "Saint Brannock")], "published about speaker text");
    has(
        &found,
        &[
            "2031-03-14 | Saint Brannock | Ilse Brandt | would empty the shops of Saint Brannock before Easter.",
        ],
    );
}

#[test]
fn speakers_count_an_utterance_once() {
    let found = rows(
        "speakers",
        &[("from", "2031-03"), ("to", "2031-03")],
        "speaker quotes articles stories sources",
    );
    has(&found, &["Marek Lind | 3 | 3 | 3 | 2", "Tomas Okafor | 3 | 3 | 3 | 2"]);
}

#[test]
fn speakers_by_source_is_a_matrix_of_rows() {
    let columns = "speaker source quotes articles of_quotes percent papers";
    let found = rows("speakers-by-source", &[("speaker", "Marek Lind")], columns);
    assert_eq!(
        found,
        ["Marek Lind | Arden Post | 3 | 3 | 4 | 75 | 2", "Marek Lind | Calder Tribune | 1 | 1 | 4 | 25 | 2"]
    );
    let island =
        rows("speakers-by-source", &[("source", "Island Echo"), ("at_least", "2")], "speaker source");
    has(&island, &["Oona Marsh | Island Echo"]);
}

#[test]
fn same_quote_finds_it_in_other_papers_and_says_where_it_differs() {
    let columns = "speaker first_source first_text source wording";
    has(
        &rows("same-quote", &[], columns),
        &[
            "Marek Lind | Arden Post | We go to the table, we do not go back to the quay, | Calder Tribune | same",
            "Wim Castellan | Tamar Coaster | A seal eats five kilos a day, and it does not pay for a licence, | Lerwin News | same",
        ],
    );
    let space = Workspace::new();
    let line = |paper: &str, day: &str, words: &str| {
        format!(
            "{{\"source\": \"{paper}\", \"url\": \"https://{paper}.example/1\", \"date_publish\": \"{day}\", \"maintext\": \
             \"Mayor Ilse Brandt spoke in {paper} yesterday. “{words},” Ilse Brandt said. The meeting took two hours.\"}}\n"
        )
    };
    space
        .file(
            "a.jsonl",
            line("alpha", "2031-01-02", "We shall never again close the harbor for a whole winter"),
        )
        .file("b.jsonl", line("beta", "2031-01-03", "We shall never again close the harbor for a winter"));
    space.run("import a.jsonl b.jsonl").code(0);
    let found = rows_in(&space, "same-quote", &[("differing", "yes"), ("speaker", "Ilse Brandt")], columns);
    assert_eq!(
        found,
        ["Ilse Brandt | alpha | We shall never again close the harbor for a whole winter, | beta | differs"]
    );
}

#[test]
fn reporting_verbs_are_counted_by_paper() {
    let found = rows("reporting-verbs", &[("source", "Harbour Wire")], "source verb percent speakers");
    assert_eq!(found, ["Harbour Wire | said | 100 | 1"]);
    has(
        &rows("reporting-verbs", &[("speaker", "Ilse Brandt")], "source verb quotes"),
        &["Arden Post | wrote | 1"],
    );
}

#[test]
fn unnamed_sources_are_described_and_not_named() {
    let found = rows("unnamed-sources", &[("holds", "spokesman")], "as_written speaks_for text");
    assert_eq!(
        found,
        [
            "A spokesman for the Ministry of Transport | Ministry of Transport | at the same time as the public."
        ]
    );
    lacks(&rows("unnamed-sources", &[], "as_written"), "Okafor");
}

#[test]
fn unattributed_quotes_have_no_speaker() {
    let space = Workspace::new();
    space.file(
        "a.jsonl",
        "{\"date_publish\": \"2031-01-02\", \"maintext\": \"The wall of the harbor had been painted at night.\\n\\n\
         “Nobody asked the islands about the bridge, and nobody will,” Ilse Brandt said. It was gone in the morning.\"}",
    );
    space.run("import a.jsonl").code(0);
    assert_eq!(rows_in(&space, "unattributed", &[], "text"), [""; 0]);
    let archive = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    archive.execute("UPDATE quotes SET speaker = 'she', speaker_entity_id = NULL", []).unwrap();
    let found = rows_in(&space, "unattributed", &[], "text as_written context");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("Nobody asked the islands about the bridge, and nobody will, | she | "),
        "{found:?}"
    );
    assert!(found[0].contains("painted at night."), "{found:?}");
    assert_eq!(rows_in(&space, "unnamed-sources", &[], "text"), [""; 0]);
    lacks(&rows("unattributed", &[], "text"), "We go to the table");
}

#[test]
fn dates_ahead_come_in_their_order() {
    let found = rows("dates-ahead", &[("to", "2031-03-31")], "from to published");
    has(&found, &["2031-03-28 | 2031-03-28 | 2031-03-15"]);
    assert!(found.is_sorted_by_key(|row| row[..23].to_string()), "{found:#?}");
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
