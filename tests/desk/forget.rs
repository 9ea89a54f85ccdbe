//! Articles are removed for good: nothing of them is in the file, and they do not come back unless they are let in.

use std::collections::BTreeSet;

use super::{article, check};
use crate::workspace::Workspace;
use crate::workspace::sample;

/// The words of texts, in small letters: those of six letters and more.
fn words(texts: &str) -> BTreeSet<String> {
    let letters = |word: &&str| word.chars().count() >= 6;
    texts.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(letters).map(str::to_string).collect()
}

const TEXTS: &str = "SELECT group_concat(coalesce(title, '') || ' ' || body || ' ' || coalesce(byline, '') || ' ' || coalesce(url, '')
         || ' ' || coalesce(kicker, '') || ' ' || coalesce(dateline, '') || ' ' || coalesce(evidence, '')
         || ' ' || coalesce(section, ''), ' ')";

/// The words that an article (in all its versions, with its teasers) has and no other text of the archive.
fn own_words(space: &Workspace, id: &str) -> BTreeSet<String> {
    let of = |whose: &str| {
        let current = space
            .value(&format!("{TEXTS} FROM articles WHERE {}", whose.replace("$", "coalesce(parent_id, id)")));
        let earlier = space.value(&format!(
            "SELECT coalesce(group_concat(coalesce(title, '') || ' ' || body, ' '), '') FROM revisions WHERE {}",
            whose.replace("$", "article_id")
        ));
        let blocks = space.value(&format!(
            "SELECT coalesce(group_concat(text, ' '), '') FROM blocks WHERE {}",
            whose.replace("$", "article_id")
        ));
        words(&[current, earlier, blocks].join(" "))
    };
    let others = of(&format!("$ <> {id}"));
    let ledger = words(&space.value("SELECT group_concat(path) FROM import_files"));
    let sources =
        words(&space.value("SELECT group_concat(name || ' ' || coalesce(domain, '')) FROM sources"));
    let keys = words(&space.value(&format!(
        "SELECT group_concat(key) FROM names WHERE id IN (SELECT name_id FROM mentions m JOIN articles a ON a.id = m.article_id
         WHERE coalesce(a.parent_id, a.id) <> {id})"
    )));
    let values = words(&space.value("SELECT group_concat(value) FROM dates"));
    let schema = words(&space.value("SELECT group_concat(sql) FROM sqlite_schema"));
    let shared: Vec<String> = [others, ledger, sources, keys, values, schema].into_iter().flatten().collect();
    let shared = shared.join(" ");
    // Columns follow each other without a blank: the kind "share" and "Share this", "Staff reporter" and "SAINT BRANNOCK", the
    // trigger "dates_update" and its view "dates".
    let shared = shared + " shares reporters updated";
    of(&format!("$ = {id}")).into_iter().filter(|word| !shared.contains(word)).collect()
}

/// The bytes of the archive's file and of those that SQLite puts beside it, in small letters.
fn bytes_of_archive(space: &Workspace) -> Vec<u8> {
    let files = ["presscut.db", "presscut.db-wal", "presscut.db-shm"];
    let mut bytes: Vec<u8> =
        files.iter().flat_map(|file| std::fs::read(space.path(file)).unwrap_or_default()).collect();
    bytes.make_ascii_lowercase();
    bytes
}

fn words_in_file<'w>(space: &Workspace, words: &'w BTreeSet<String>) -> Vec<&'w String> {
    let bytes = bytes_of_archive(space);
    let is_there = |word: &&String| memchr::memmem::find(&bytes, word.as_bytes()).is_some();
    words.iter().filter(is_there).collect()
}

#[test]
fn no_word_of_a_forgotten_article_is_left_in_the_file() {
    let space = Workspace::with_samples();
    let ids = space.rows("SELECT id FROM articles WHERE kind = 'article' ORDER BY id");
    for id in ids.iter().map(|row| &row[0]) {
        let own = own_words(&space, id);
        let before = words_in_file(&space, &own).len();
        assert!(before > 0 || own.is_empty(), "article {id}: {own:?}");
        space
            .run(&format!("forget {id} --yes"))
            .code(0)
            .says("1 article forgotten")
            .says("no trace of them is left in it");
        assert_eq!(words_in_file(&space, &own), Vec::<&String>::new(), "article {id}");
        check(&space);
    }
    assert_eq!(space.value("SELECT count(*) FROM articles"), "0");
    assert_eq!(space.value("SELECT count(*) FROM entities"), "0");
    assert_eq!(space.value("SELECT count(*) FROM forgotten"), ids.len().to_string());
}

/// A page of its own words, and what people wrote on it.
fn with_a_marked_page() -> Workspace {
    let space = Workspace::with_samples();
    let page = |fate: &str| {
        format!(
            "https://post.example/zanzarel\n\nZanzarel clinic closed\n\nBy Ottoline Quaverley\n\nPORT ARDEN, March 9 — \
             Doctor Ignatius Wexlow said on Monday that the Zanzarel clinic is {fate}.\n\n“Nobody was ever vaccinatrixed \
             here,” Ignatius Wexlow told reporters in Port Arden.\n"
        )
    };
    space.file("ignatius-wexlow.txt", page("shuttered"));
    space.run("import ignatius-wexlow.txt").code(0).says("1 new");
    space.file("ignatius-wexlow.txt", page("reopened"));
    space.run("import ignatius-wexlow.txt").code(0).says("1 revised");
    let id = article(&space, "Zanzarel clinic closed");
    space.run_args(&["tag", &id, "zanztag"]).code(0);
    space.run_args(&["note", &id, "ask Wexlow about vaccinatrixed"]).code(0);
    space.run_args(&["tag", "--entity", "Ignatius Wexlow", "wextag"]).code(0);
    space.run_args(&["entities", "rename", "Ignatius Wexlow", "Ignatius Q. Wexlow"]).code(0);
    let quote = space.value(&format!("SELECT id FROM quotes WHERE article_id = {id} ORDER BY id LIMIT 1"));
    space.run_args(&["quotes", "fix", &quote, "--speaker", "Ignatius Q. Wexlow"]).code(0);
    space
}

#[test]
fn revisions_marks_corrections_decisions_and_file_names_go_with_an_article() {
    let space = with_a_marked_page();
    let id = article(&space, "Zanzarel clinic closed");
    let words: BTreeSet<String> =
        ["zanzarel", "wexlow", "vaccinatrixed", "shuttered", "quaverley", "zanztag", "wextag", "ignatius"]
            .map(str::to_string)
            .into();
    assert_eq!(words_in_file(&space, &words).len(), words.len());
    space
        .run_args(&["forget", &id, "--yes", "--reason", "privacy"])
        .code(0)
        .says("1 article forgotten, with 1 earlier version");
    assert_eq!(words_in_file(&space, &words), Vec::<&String>::new());
    check(&space);
    assert_eq!(space.rows("SELECT reason, readmitted_at FROM forgotten"), [["privacy", "∅"]]);
    assert_eq!(space.value("SELECT count(*) FROM decisions"), "0");
}

#[test]
fn a_forgotten_article_is_kept_out_until_it_is_let_in_again() {
    let space = Workspace::with_samples();
    let id = article(&space, "Islanders stock up before strike");
    let url = space.value(&format!("SELECT url FROM articles WHERE id = {id}"));
    let all = space.value("SELECT count(*) FROM articles");
    space.run_args(&["forget", "--url", &url, "--yes"]).code(0).says("1 article forgotten");
    let samples = sample("");
    let samples = samples.to_str().unwrap();
    // Its file is known; under other settings it is read again, and the article is kept out.
    space.run_args(&["import", samples]).code(0).says("nothing new");
    space.import(&[samples, "--dayfirst"]).says("2 kept out (forgotten)");
    assert_eq!(
        space.value("SELECT count(*) FROM articles WHERE title = 'Islanders stock up before strike'"),
        "0"
    );
    space.run_args(&["import", samples, "--readmit"]).code(0).says("1 new");
    assert_eq!(space.value("SELECT count(*) FROM articles"), all);
    assert_ne!(space.value("SELECT readmitted_at FROM forgotten"), "∅");
    check(&space);
}

#[test]
fn an_article_without_an_address_is_known_by_its_text() {
    let space = Workspace::new();
    let story = "The quarry at Hollowmere will close in June, said mayor Nora Quint on Monday in Port Arden.";
    space.file("a.jsonl", serde_json::json!({"title": "Quarry closes", "text": story}).to_string());
    space.run("import a.jsonl").code(0).says("1 new");
    space.run("forget 1 --yes").code(0);
    space
        .file("b.jsonl", serde_json::json!({"title": "Quarry", "source": "Echo", "text": story}).to_string());
    space.import(&["b.jsonl"]).says("0 new").says("1 kept out (forgotten)");
    // Another paper's copy has an address, and is another article.
    let copy = serde_json::json!({"url": "https://echo.example/quarry", "title": "Quarry", "text": story});
    space.file("c.jsonl", copy.to_string());
    space.import(&["c.jsonl"]).says("1 new");
}

#[test]
fn rejected_records_with_the_text_go_too_and_are_not_kept_again() {
    let space = Workspace::new();
    let record = |text: &str| {
        serde_json::json!({"url": "https://post.example/q", "title": "Quarry", "text": text}).to_string()
    };
    space.file("a.jsonl", record("Photo gallery") + "\n");
    space.run("import a.jsonl").code(3).says("1 rejected");
    space.run("rejects --readmit 1").code(0).says("1 record let in");
    space.run("forget 1 --yes").code(0).says("with 1 rejected record");
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    assert_eq!(words_in_file(&space, &words("gallery quarry")), Vec::<&String>::new());
    space.run("import a.jsonl").code(0).says("0 rejected").says("(1 known)");
    space.file("b.jsonl", record("Photo gallery") + "\n" + &record("Photo gallery") + "\n");
    space.import(&["b.jsonl"]).code(0).says("0 rejected, 2 kept out (forgotten)");
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    check(&space);
}

#[test]
fn articles_are_chosen_by_source_day_search_and_numbers_on_standard_input() {
    let space = Workspace::with_samples();
    let count = |space: &Workspace, which: &str| {
        space.value(&format!("SELECT count(*) FROM article_list WHERE kind = 'article' AND {which}"))
    };
    space
        .run_args(&["forget", "--source", "arden post", "--before", "2031-03-12", "--dry-run"])
        .code(0)
        .says("1 article would be removed for good")
        .says("Ferry fares to rise by a tenth from April (Arden Post, 2031-03-10")
        .says("nothing was changed");
    space.run_args(&["forget", "--source", "arden post", "--before", "2031-03-12", "--yes"]).code(0);
    assert_eq!(count(&space, "source = 'Arden Post' AND published_at < '2031-03-12'"), "0");
    space.run_args(&["forget", "--search", "lighthouse", "--yes"]).code(0).says("3 articles forgotten");
    space.run("search lighthouse --count --csv").code(0);
    assert_eq!(count(&space, "title LIKE '%lighthouse%'"), "0");
    let found = space.run_args(&["search", "Solheim", "--csv"]).code(0).stdout;
    let chosen = found.lines().count() - 1;
    space.run_with_input(&["forget", "-", "--yes"], &found).code(0).says(&format!("{chosen} article"));
    assert_eq!(space.run("search Solheim --csv").stdout.lines().count(), 1);
    check(&space);
}

#[test]
fn copies_are_named_and_go_with_an_article_when_that_is_said() {
    let space = Workspace::with_samples();
    let (first, copy) = (
        article(&space, "Harbor strike goes to arbitration"),
        article(&space, "Judge to settle dock strike"),
    );
    space
        .run_args(&["forget", &first, "--yes"])
        .code(0)
        .says("with just the same text, and staying without --copies: ")
        .says("Judge to settle dock strike (Calder Tribune, 2031-03-15T20:30:00)");
    assert_eq!(
        space.rows(&format!("SELECT duplicate_of, story_id FROM articles WHERE id = {copy}")),
        [["∅".into(), copy.clone()]]
    );
    check(&space);
    let other = Workspace::with_samples();
    other.run_args(&["forget", &first, "--copies", "--yes"]).code(0).says("2 articles forgotten");
    assert_eq!(other.value(&format!("SELECT count(*) FROM articles WHERE id IN ({first}, {copy})")), "0");
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_is_forgotten() {
    let space = Workspace::with_samples();
    let before = space.value("SELECT count(*) FROM articles");
    space
        .run("forget 1 999 998 --yes")
        .code(1)
        .says("there is no article 999, 998")
        .says("nothing was forgotten");
    space.run("forget --yes").code(2).says("say which articles");
    space.run("forget ferry --yes").code(2).says("ferry is not the number of an article");
    space
        .run_args(&["forget", "--url", "https://nowhere.example/", "--yes"])
        .code(1)
        .says("no article with the address");
    space.run("forget --source Gazette --yes").code(2).says("Gazette");
    space.run("forget --before yesterdayish --yes").code(2);
    space.run("forget --search zebra --yes").code(1).says("nothing was found");
    space
        .run_with_input(&["forget", "-", "--yes"], "id\n1\nferry\n")
        .code(2)
        .says("line 3 of standard input");
    space.run("forget 1").code(1).says("Islanders stock up before strike").says("--yes says so beforehand");
    space.run("forget --finish").code(1).says("nothing to finish");
    assert_eq!(space.value("SELECT count(*) FROM articles"), before);
    assert_eq!(space.run("forget --list --csv").code(0).stdout.lines().count(), 1);
}

#[test]
fn backups_that_still_have_the_article_are_named() {
    let space = Workspace::with_samples();
    space.run_args(&["sql", "--write", "UPDATE articles SET kicker = 'x' WHERE id = 1"]).code(0);
    let ended = space.run("forget 1 --yes").code(0);
    assert!(ended.stderr.contains("presscut-before-"), "{}", ended.stderr);
    assert!(ended.stderr.contains("may still have them"), "{}", ended.stderr);
}

#[test]
fn a_reader_that_holds_the_old_pages_is_told_of_and_the_rest_is_finished_later() {
    let space = Workspace::with_samples();
    let own = own_words(&space, "1");
    let reader = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM articles").unwrap();
    let _: i64 = reader.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap();
    space.run("forget 1 --yes").code(1).says("they are forgotten, but another program has presscut.db open");
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    space.run("check").code(1);
    space.run("forget --finish").code(0).says("no trace of them is left in it");
    assert_eq!(words_in_file(&space, &own), Vec::<&String>::new());
    check(&space);
}
