//! Queries of quotes and speakers.

use super::{has, lacks, rows, rows_in};
use crate::workspace::Workspace;

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
        "speaker utterances articles stories sources",
    );
    has(&found, &["Marek Lind | 3 | 3 | 3 | 2", "Tomas Okafor | 3 | 3 | 3 | 2"]);
}

#[test]
fn speakers_count_the_rows_of_quotes_by_speaker_and_their_utterances() {
    let space = Workspace::with_samples();
    let counted = rows_in(&space, "speakers", &[], "speaker utterances quotes");
    assert!(counted.len() > 5, "{counted:?}");
    let mut in_pieces = 0;
    for row in counted {
        let fields: Vec<&str> = row.split(" | ").collect();
        let quotes = rows_in(&space, "quotes-by-speaker", &[("speaker", fields[0])], "article_id utterance");
        let said: std::collections::BTreeSet<&String> = quotes.iter().collect();
        assert_eq!([fields[1], fields[2]], [said.len().to_string(), quotes.len().to_string()], "{row}");
        in_pieces += usize::from(said.len() < quotes.len());
    }
    assert!(in_pieces > 0);
}

#[test]
fn speakers_by_source_is_a_matrix_of_rows() {
    let columns = "speaker source utterances articles of_utterances percent papers";
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
fn queries_of_speakers_leave_out_what_is_less_sure_and_say_how_many_rows() {
    let space = Workspace::with_samples();
    for (query, speaker) in [
        ("quotes-by-speaker", &["-p", "speaker=Marek Lind"][..]),
        ("speakers", &[][..]),
        ("speakers-by-source", &[][..]),
        ("quotes-about", &["-p", "entity=Saint Brannock"][..]),
    ] {
        let rows = |min: &str| {
            let limit = format!("min_confidence={min}");
            let args = [&["query", query, "--csv", "-p", limit.as_str()][..], speaker].concat();
            let output = space.run_args(&args).code(0);
            (output.stdout.lines().count(), output.stderr)
        };
        let (all, (none, said)) = (rows("0"), rows("1"));
        assert!(all.0 > none, "{query}");
        assert!(!all.1.contains("left out"), "{query}: {}", all.1);
        let left_out = all.0 - none;
        let (rows, are) = if left_out == 1 { ("row", "is") } else { ("rows", "are") };
        let line =
            format!("{left_out} {rows} {are} left out, less sure than 1: -p min_confidence 0 shows all");
        assert!(said.contains(&line), "{query}: {said}");
    }
}

#[test]
fn speakers_count_the_quotes_that_they_leave_out() {
    let space = Workspace::with_samples();
    let totals = |min: &str| {
        rows_in(&space, "speakers", &[("min_confidence", min)], "utterances left_out")
            .iter()
            .map(|row| row.split(" | ").map(|count| count.parse::<u64>().unwrap()).collect::<Vec<_>>())
            .fold((0, 0), |sum, row| (sum.0 + row[0], sum.1 + row[1]))
    };
    let (all, some) = (totals("0"), totals("0.97"));
    assert_eq!(all.1, 0);
    assert!(some.0 < all.0 && some.1 > 0, "{all:?} {some:?}");
}

#[test]
fn a_confidence_is_a_share() {
    let space = Workspace::with_samples();
    for wrong in ["80", "-0.1", "high"] {
        let limit = format!("min_confidence={wrong}");
        let said = space.run_args(&["query", "speakers", "-p", limit.as_str()]).code(2).stderr;
        assert!(said.contains("is not a number from 0 to 1"), "{said}");
    }
}
