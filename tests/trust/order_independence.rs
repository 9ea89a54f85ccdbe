//! The same scrapes give the same archive, whatever their order: in one run or many, with any number of workers, and
//! however often each file comes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use crate::workspace::Workspace;

/// A record of one of five pages, in one of four versions; two of the versions are other pages' texts too, and one is a
/// shortened one. Or something that is no article.
#[derive(Debug, Clone, Copy)]
enum Scrape {
    Page { page: usize, version: usize },
    WithoutAddress { version: usize },
    Wall,
    Broken,
}

const SENTENCES: [&str; 8] = [
    "The council of Port Arden voted on Tuesday to close the old quay for two years.",
    "Fishing boats are to move to the northern basin before May, said harbour master Eino Vik.",
    "Traders on the waterfront fear for their summer season and ask for lower rents.",
    "“We will lose our best months,” said Nora Quint, who sells nets and ropes there.",
    "The tidal mill of Quillan ground its first flour in ninety years on Saturday.",
    "Some two hundred people had come down before dawn to see the sluice being opened.",
    "“My grandfather swept this floor,” said Renata Okonjo, who leads the trust.",
    "Bakers of the town will get their first sacks of flour in May, she added later.",
];

fn text(page: usize, version: usize) -> String {
    let sentences = match version {
        0 => SENTENCES[..4].join("\n\n"),
        1 => SENTENCES[4..].join("\n\n"),
        2 => SENTENCES[..3].join("\n\n"),
        _ => format!(
            "Page {page} of the review is about nothing but itself, says its author, Oona Marsh of Sund."
        ),
    };
    sentences.to_string()
}

fn line(scrape: Scrape) -> String {
    let record = match scrape {
        // Each version says when it was changed: a later one of those is never undone by an earlier.
        Scrape::Page { page, version } => json!({
            "url": format!("https://www.paper{}.example/{page}?utm_source={version}", page % 2),
            "title": format!("Page {page}, version {version}"),
            "published": format!("2031-03-0{}T08:00:00Z", 1 + page),
            "date_modify": format!("2031-03-10T0{version}:00:00Z"),
            "text": text(page, version),
        }),
        Scrape::WithoutAddress { version } => json!({"text": text(0, version), "published": "2031-03-05"}),
        Scrape::Wall => json!({"title": "Just a moment...", "text": "Checking your browser"}),
        Scrape::Broken => return "{\"text\": \"cut o\n".into(),
    };
    record.to_string() + "\n"
}

fn scrapes() -> impl Strategy<Value = Vec<Scrape>> {
    let one = prop_oneof![
        6 => (0..5usize, 0..4usize).prop_map(|(page, version)| Scrape::Page { page, version }),
        2 => (0..4usize).prop_map(|version| Scrape::WithoutAddress { version }),
        1 => Just(Scrape::Wall),
        1 => Just(Scrape::Broken),
    ];
    proptest::collection::vec(one, 1..14)
}

/// What an archive says of its articles, without the numbers that come from the order: the current versions with what was
/// found in them and the stories that they tell, all versions, and what was turned away.
fn content(space: &Workspace) -> Vec<BTreeSet<Vec<String>>> {
    [
        "SELECT a.identity, a.url IS NULL, a.title, a.body, a.published_at, a.modified_at, a.word_count, d.identity, s.identity, a.similarity,
             (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) FROM articles a
         JOIN articles s ON s.id = a.story_id LEFT JOIN articles d ON d.id = a.duplicate_of",
        "SELECT a.identity, r.title, r.body, r.modified_at FROM revisions r JOIN articles a ON a.id = r.article_id",
        "SELECT a.identity, e.name, e.type, m.start, m.surface FROM mentions m JOIN entities e ON e.id = m.entity_id
         JOIN articles a ON a.id = m.article_id",
        "SELECT a.identity, q.start, q.text, q.speaker, e.name FROM quotes q JOIN articles a ON a.id = q.article_id
         LEFT JOIN entities e ON e.id = q.speaker_entity_id",
        "SELECT a.identity, d.start, d.text, d.value, d.earliest FROM dates d JOIN articles a ON a.id = d.article_id",
        "SELECT name, domain FROM sources",
        "SELECT rule, reason, raw FROM rejects",
        "SELECT text_key FROM texts",
    ]
    .iter()
    .map(|sql| space.rows(sql).into_iter().collect())
    .collect()
}

/// The summary's numbers are those of the tables: `import` has to be the last of the archive's.
fn the_summary_is_true(space: &Workspace, said: &str) {
    let counted = space.value(
        "SELECT \"new\" || ' new, ' || unchanged || ' unchanged, ' || revised || ' revised, ' || duplicate || ' duplicate, '
             || rejected || ' rejected' FROM imports ORDER BY id DESC LIMIT 1",
    );
    assert!(said.contains(&counted), "{counted} is not in {said}");
    let added = "SELECT sum(\"new\" + duplicate) = (SELECT count(*) FROM articles WHERE kind = 'article')
                    AND sum(revised) = (SELECT count(*) FROM revisions) FROM imports";
    assert_eq!(space.value(added), "1", "{said}");
}

/// A run of the binary takes its time: more cases are for a machine with time, PROPTEST_CASES=500.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_articles(
        scrapes in scrapes(),
        order in proptest::collection::vec(any::<Index>(), 14),
        runs in 1..4usize,
        jobs in 1..4usize,
    ) {
        let in_order = Workspace::new();
        let lines: Vec<String> = scrapes.iter().map(|scrape| line(*scrape)).collect();
        in_order.file("all.jsonl", lines.concat());
        let said = in_order.run("import all.jsonl --jobs 2").stderr;
        the_summary_is_true(&in_order, &said);

        // The same lines in another order, over several runs, and then each file once more.
        let shuffled = Workspace::new();
        let mut left = lines;
        let mut taken = Vec::new();
        for index in order {
            if !left.is_empty() {
                taken.push(left.remove(index.index(left.len())));
            }
        }
        let size = taken.len().div_ceil(runs);
        let files: Vec<String> = (0..taken.len().div_ceil(size)).map(|number| format!("{number}.jsonl")).collect();
        for (name, lines) in files.iter().zip(taken.chunks(size)) {
            shuffled.file(name, lines.concat());
        }
        for name in files.iter().chain(files.iter().rev()) {
            let said = shuffled.run(&format!("import {name} --jobs {jobs}")).stderr;
            the_summary_is_true(&shuffled, &said);
        }
        // The second time, under other settings, so that the files are read and not only known.
        let known = shuffled.run(&format!("import {} --max-record 7", files.join(" "))).stderr;
        prop_assert!(known.contains("nothing new"), "{}", known);
        prop_assert_eq!(content(&shuffled), content(&in_order));
        shuffled.run("check").code(0);
    }
}
