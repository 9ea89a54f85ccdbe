//! A page saved as text: one story with a photo credit in it, and the openings of four other stories glued to its end.
//!
//! Everything that a reader of the page would say of it has to be in the archive.

use crate::workspace::{Workspace, sample};

fn imported() -> Workspace {
    let space = Workspace::new();
    let page = sample("pages/harbour-bridge.txt");
    space.run_args(&["import", page.to_str().unwrap(), "--published", "2031-03-13"]).code(0).says("1 new");
    space
}

#[test]
fn the_body_is_the_story_alone_to_its_last_sentence() {
    let space = imported();
    let body = space.value("SELECT body FROM articles WHERE kind = 'article'");
    assert!(body.starts_with("Calderran Prime Minister Hanna Lindqvist yesterday said"));
    assert!(body.ends_with("Okafor added when asked whether it was meant to weaken Kessel."));
    assert_eq!(body.split("\n\n").count(), 11);
    assert!(!body.contains("Photo:"));
    assert_eq!(space.rows("SELECT kind, text, line FROM blocks"), [["credit", "Photo: Harbor Wire", "4"]]);
}

#[test]
fn the_glued_openings_are_teasers_of_the_page() {
    let space = imported();
    let rows = space.rows(
        "SELECT t.kicker, substr(t.body, 1, 25), t.cut_off, p.kind FROM articles t JOIN articles p ON p.id = t.parent_id
         WHERE t.kind = 'teaser' ORDER BY t.id",
    );
    assert_eq!(
        rows,
        [
            ["∅", "The fishing fleet of Sain", "1", "article"],
            ["NEXT HARVEST", "The four orchards in the ", "1", "article"],
            ["NIGHT TRAINS", "Sleeping cars from the 19", "1", "article"],
            ["‘PRACTICAL’ LESSONS", "The college said all the ", "1", "article"],
        ]
    );
    let ends = "SELECT substr(body, -28) FROM articles WHERE kicker = '‘PRACTICAL’ LESSONS'";
    assert_eq!(space.value(ends), "three finished the setup and");
}

#[test]
fn relative_dates_of_teasers_are_not_counted_from_the_page() {
    let space = imported();
    let dates = space.rows(
        "SELECT d.text, d.value, d.earliest FROM dates d JOIN articles a ON a.id = d.article_id
         WHERE a.kind = 'teaser' AND d.text IN ('Monday', 'Thursday last week', 'yesterday', 'later this year', 'late 2034')
         ORDER BY a.id, d.start",
    );
    assert_eq!(
        dates,
        [
            ["Monday", "XXXX-WXX-1", "∅"],
            ["Thursday last week", "XXXX-WXX-4", "∅"],
            ["later this year", "XXXX", "∅"],
            ["late 2034", "2034", "2034-09-01"],
            ["yesterday", "XXXX-XX-XX", "∅"],
            ["yesterday", "XXXX-XX-XX", "∅"],
        ]
    );
    assert_eq!(
        space.value("SELECT count(*) FROM articles WHERE kind = 'teaser' AND published_at IS NOT NULL"),
        "0"
    );
}

#[test]
fn relative_dates_of_the_story_are_days() {
    let space = imported();
    let of = |text: &str| {
        let sql = format!(
            "SELECT d.value FROM dates d JOIN articles a ON a.id = d.article_id WHERE a.kind = 'article' AND d.text = '{text}'"
        );
        space.value(&sql)
    };
    assert_eq!(of("yesterday"), "2031-03-12");
    assert_eq!(of("Tuesday"), "2031-03-11");
    assert_eq!(of("April"), "2031-04");
}

#[test]
fn quotes_have_their_speakers_and_terms_have_none() {
    let space = imported();
    let quotes = space.rows(
        "SELECT q.kind, q.speaker, e.name, q.cue, substr(q.text, 1, 20) FROM quotes q
         JOIN articles a ON a.id = q.article_id LEFT JOIN entities e ON e.id = q.speaker_entity_id
         WHERE a.kind = 'article' AND q.kind <> 'indirect' ORDER BY q.start",
    );
    assert_eq!(
        quotes,
        [
            ["direct", "Lindqvist", "Hanna Lindqvist", "said", "In addition to the m"],
            ["term", "∅", "∅", "∅", "bridge nerd"],
            ["term", "∅", "∅", "∅", "Nordic NATO"],
            ["direct", "Okafor", "Joris Okafor", "told", "I think it is one id"],
            ["direct", "he", "Joris Okafor", "said", "It’s difficult to se"],
        ]
    );
}

#[test]
fn one_person_is_one_row_whatever_they_are_called() {
    let space = imported();
    let rows = space.rows(
        "SELECT e.name, e.type, count(*), max(m.title) FROM mentions m JOIN entities e ON e.id = m.entity_id
         JOIN articles a ON a.id = m.article_id
         WHERE a.kind = 'article' AND (m.surface LIKE '%Lindqvist' OR m.surface LIKE '%Okafor') GROUP BY e.id ORDER BY 1",
    );
    assert_eq!(
        rows,
        [
            ["Hanna Lindqvist", "person", "7", "Calderran Prime Minister"],
            ["Joris Okafor", "person", "3", "∅"]
        ]
    );
    let aliases = "SELECT a.alias FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE e.name = ";
    // “Tamar Fruit” comes before the full name: it could be another.
    assert_eq!(
        space.column(&format!("{aliases}'Tamar Fruit Growers Co' ORDER BY 1")),
        ["TFGC", "Tamar Fruit Growers Co", "塔果"]
    );
    assert_eq!(space.column(&format!("{aliases}'Lin Mei-hua' ORDER BY 1")), ["Lin", "Lin Mei-hua", "林美華"]);
}

#[test]
fn check_finds_every_promise_kept() {
    let checked = imported().run("check").code(0).stdout;
    assert!(checked.lines().all(|line| line.starts_with("ok ")), "{checked}");
}
