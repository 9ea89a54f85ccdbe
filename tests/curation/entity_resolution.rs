//! Names that mean one are one entity across articles, whatever the order in which they come.

use serde_json::json;

use crate::workspace::Workspace;

const TEXTS: [&str; 27] = [
    "The lawmaker Wang Keng-sheng (王耿生) spoke in Taipei on Monday. Wang Keng-sheng left early.",
    "The lawmaker Keng-sheng Wang met voters. Keng-sheng Wang was asked about roads.",
    "The lawmaker Wang Kengsheng said no. Later Wang Kengsheng said it twice in Taipei.",
    "Tamar Fruit Growers Co (TFGC) said on Monday that its profit rose. TFGC shares fell.",
    "Shares of TFGC fell by a tenth in Taipei. A spokesman of TFGC declined to comment.",
    "Tamar Fruit Growers Company said that it would hire. Analysts praised Tamar Fruit Growers Company.",
    "The Sund Harbour Bank Association (SHBA) met. The SHBA has ten members.",
    "The Sund Hill Botanic Association (SHBA) met as well. The SHBA has four gardens.",
    "The SHBA said nothing. Later the SHBA said more, according to officials in Port Arden.",
    "The president of Ivory Coast flew to Abidjan on Friday. People in Ivory Coast cheered.",
    "The president of Côte d’Ivoire came back on Sunday. Côte d’Ivoire has a new road.",
    "Many Americans came. An American traveller in the United States, or the U.S., said that the US was far.",
    "The lawyer Dorothea Quill spoke in Port Arden. Asked about it, Dorothea Quill said that she was glad.",
    "The lawyer Dorothea M. Quill won the case. Before that, Dorothea M. Quill had lost two.",
    "The painter Edwin Harrow sold a picture. The painter Edwin Harrow lives in Port Arden.",
    "The judge Edwin P. Harrow retired. The judge Edwin P. Harrow was 70 on Monday.",
    "The farmer Edwin T. Harrow bought a field. The farmer Edwin T. Harrow grows fruit.",
    "The teacher Martha Baker spoke in Port Arden. The teacher Martha Baker was glad.",
    "The baker Martha L. Baker opened a shop. The baker Martha L. Baker was glad.",
    "The mayor Victor Baker spoke in Port Arden. The mayor Victor Baker was late.",
    "The mayor, Victor S. Baker, spoke again. Later Victor Baker left, and Victor S. Baker came back.",
    "The singer José Marlow sang in Port Arden on Monday.",
    "The singer Jose Marlow left. Later Jose Marlow came back, and Jose Marlow sang again.",
    "The painter Paweł Gołąb spoke in Port Arden. The painter Paweł Gołąb was glad. Paweł Gołąb left.",
    "The painter Pawel Golab sold a picture on Monday.",
    "The novelist J. K. Rowland spoke in Port Arden. The novelist J. K. Rowland was glad.",
    "The novelist J.K. Rowland sold a book on Monday.",
];

fn archive(order: &[usize], runs: usize, jobs: usize) -> Workspace {
    let space = Workspace::new();
    let lines: Vec<String> = order
        .iter()
        .map(|at| {
            json!({"url": format!("https://post.example/{at}"), "title": at.to_string(), "text": TEXTS[*at]})
                .to_string()
                + "\n"
        })
        .collect();
    for (number, lines) in lines.chunks(lines.len().div_ceil(runs)).enumerate() {
        space.file(&format!("{number}.jsonl"), lines.concat());
        space.run(&format!("import {number}.jsonl --jobs {jobs}")).code(0);
    }
    space.run("check").code(0);
    space
}

/// What there is, without numbers that come from the order.
fn content(space: &Workspace) -> [Vec<Vec<String>>; 4] {
    [
        space.rows("SELECT name, type, key, hidden FROM entities ORDER BY type, key"),
        space.rows("SELECT e.name, e.type, n.name, n.type FROM names n JOIN entities e ON e.id = n.entity_id ORDER BY 2, 1, 4, 3"),
        space.rows("SELECT e.name, e.type, a.alias FROM aliases a JOIN entities e ON e.id = a.entity_id ORDER BY 2, 1, 3"),
        space.rows(
            "SELECT a.url, m.start, m.surface, e.name, e.type FROM mentions m JOIN entities e ON e.id = m.entity_id
             JOIN articles a ON a.id = m.article_id ORDER BY 1, 2",
        ),
    ]
}

fn names_of(space: &Workspace, entity: &str) -> Vec<String> {
    space.column(&format!(
        "SELECT DISTINCT a.alias FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE e.name = '{}' ORDER BY 1",
        entity.replace('\'', "''")
    ))
}

#[test]
fn names_are_put_together_on_evidence_and_not_without() {
    let all: Vec<usize> = (0..TEXTS.len()).collect();
    let space = archive(&all, 1, 2);
    let wang = names_of(&space, "Wang Keng-sheng");
    assert!(wang.contains(&"Keng-sheng Wang".into()) && wang.contains(&"王耿生".into()), "{wang:?}");
    let company = names_of(&space, "Tamar Fruit Growers Company");
    assert!(
        company.contains(&"TFGC".into()) && company.contains(&"Tamar Fruit Growers Co".into()),
        "{company:?}"
    );
    let coast = names_of(&space, "Ivory Coast");
    assert!(coast.contains(&"Côte d’Ivoire".into()), "{coast:?}");
    // Letters that are given to two are neither's where they stand alone.
    let alone = "SELECT DISTINCT e.name FROM mentions m JOIN entities e ON e.id = m.entity_id JOIN articles a ON a.id = m.article_id
                 WHERE a.title = '8' AND m.surface LIKE '%SHBA'";
    assert_eq!(space.column(alone).len(), 1);
    assert!(!space.value(alone).contains("Association"), "{}", space.value(alone));
    // An initial more tells nobody apart, unless there is another, or the family is one of many.
    let people = "SELECT e.name, n.name FROM names n JOIN entities e ON e.id = n.entity_id
                  WHERE n.name LIKE '% Quill' OR n.name LIKE '% Harrow' OR n.name LIKE '% Baker' ORDER BY 1, 2";
    assert_eq!(
        space.rows(people),
        [
            ["Dorothea Quill", "Dorothea M. Quill"],
            ["Dorothea Quill", "Dorothea Quill"],
            ["Edwin Harrow", "Edwin Harrow"],
            ["Edwin P. Harrow", "Edwin P. Harrow"],
            ["Edwin T. Harrow", "Edwin T. Harrow"],
            ["Martha Baker", "Martha Baker"],
            ["Martha L. Baker", "Martha L. Baker"],
            ["Victor Baker", "Victor Baker"],
            ["Victor Baker", "Victor S. Baker"],
        ]
    );
    let us = names_of(&space, "United States");
    assert!(us.contains(&"U.S.".into()) && us.contains(&"US".into()), "{us:?}");
}

#[test]
fn an_entity_is_called_as_most_articles_spell_it() {
    let all: Vec<usize> = (0..TEXTS.len()).collect();
    let space = archive(&all, 3, 2);
    let spelled = "SELECT e.name, a.alias, a.key FROM aliases a JOIN entities e ON e.id = a.entity_id
                   WHERE a.key IN ('jose marlow', 'pawel golab', 'jk rowland') ORDER BY a.key, a.alias";
    assert_eq!(
        space.rows(spelled),
        [
            ["J. K. Rowland", "J. K. Rowland", "jk rowland"],
            ["J. K. Rowland", "J.K. Rowland", "jk rowland"],
            ["Jose Marlow", "Jose Marlow", "jose marlow"],
            ["Jose Marlow", "José Marlow", "jose marlow"],
            ["Paweł Gołąb", "Pawel Golab", "pawel golab"],
            ["Paweł Gołąb", "Paweł Gołąb", "pawel golab"],
        ]
    );
    // What is taken back counts no more.
    space.run("imports undo 3").code(0);
    space.run("check").code(0);
    let jose = "SELECT name FROM entities WHERE key = 'jose marlow'";
    assert_eq!(space.column(jose), Vec::<String>::new());
    space.file(
        "more.jsonl",
        json!({"url": "https://post.example/more", "text": TEXTS[21]}).to_string() + "\n",
    );
    space.run("import more.jsonl").code(0);
    assert_eq!(space.value(jose), "José Marlow");
    let many = TEXTS[22].to_string();
    space.file("many.jsonl", json!({"url": "https://post.example/many", "text": many}).to_string() + "\n");
    space.run("import many.jsonl").code(0);
    assert_eq!(space.value(jose), "Jose Marlow");
    space.run("check").code(0);
}

#[test]
fn neither_the_order_nor_the_workers_nor_what_was_taken_back_matter() {
    let all: Vec<usize> = (0..TEXTS.len()).collect();
    let expected = content(&archive(&all, 1, 1));
    let reversed: Vec<usize> = all.iter().rev().copied().collect();
    let mixed: Vec<usize> = all.iter().map(|at| at * 5 % TEXTS.len()).collect();
    for (order, runs, jobs) in [(&reversed, 1, 3), (&reversed, 4, 1), (&mixed, 3, 2), (&mixed, 12, 1)] {
        assert_eq!(content(&archive(order, runs, jobs)), expected, "{order:?} in {runs} runs");
    }
    // The second run ties and parts names; taking it back unties and puts together again.
    let (first, second) = mixed.split_at(TEXTS.len().div_ceil(2));
    let half = content(&archive(first, 1, 1));
    let space = archive(&mixed, 2, 1);
    assert_eq!(content(&space), expected);
    space.run("imports undo 2").code(0);
    assert_eq!(content(&space), half);
    space.run("check").code(0);
    space.run("import 1.jsonl").code(0);
    space.run("imports undo 1").code(0);
    assert_eq!(content(&space), content(&archive(second, 1, 1)));
}

/// An archive as it was before names and entities were kept apart, with two articles that spell one name differently.
fn old_archive(space: &Workspace) {
    let old = rusqlite::Connection::open(space.path("presscut.db")).unwrap();
    for sql in [
        include_str!("../../migrations/0001_archive.sql"),
        include_str!("../../migrations/0002_passed_over.sql"),
        include_str!("../../migrations/0003_gate.sql"),
        include_str!("../../migrations/0004_publication.sql"),
        include_str!("../../migrations/0005_encoding.sql"),
        include_str!("../../migrations/0006_stories.sql"),
        include_str!("../../migrations/0007_undo.sql"),
    ] {
        old.execute_batch(sql).unwrap();
    }
    old.execute_batch(
        "INSERT INTO imports (id, started_at, status, command, version, \"new\") VALUES (1, '2031-03-10T00:00:00Z', 'done', '', '0.1.0', 2);
         INSERT INTO import_files (id, import_id, path, settings, status, records) VALUES (1, 1, 'old.jsonl', '', 'done', 2);
         INSERT INTO texts (id, text_key, sketch) VALUES (1, 'one', x''), (2, 'two', x'');
         INSERT INTO articles (id, kind, body, word_count, identity, text_key, extractor, import_id, import_file_id, record, byte_offset,
             byte_length, text_id, story_id)
         VALUES (1, 'article', 'Wang Keng-sheng (王耿生) spoke.', 3, 'url:1', 'one', '', 1, 1, 1, 0, 1, 1, 1),
                (2, 'article', 'Keng-sheng Wang left.', 3, 'url:2', 'two', '', 1, 1, 2, 1, 1, 2, 2);
         INSERT INTO entities (id, name, type, key)
         VALUES (1, 'Wang Keng-sheng', 'person', 'wang keng sheng'), (2, 'Keng-sheng Wang', 'person', 'keng sheng wang');
         INSERT INTO aliases (entity_id, alias, key)
         VALUES (1, 'Wang Keng-sheng', 'wang keng sheng'), (1, '王耿生', '王耿生'), (2, 'Keng-sheng Wang', 'keng sheng wang');
         INSERT INTO mentions (article_id, entity_id, start, \"end\", surface) VALUES (1, 1, 0, 15, 'Wang Keng-sheng'), (2, 2, 0, 15, 'Keng-sheng Wang');
         PRAGMA user_version = 7;
         PRAGMA application_id = 1348695412;",
    )
    .unwrap();
}

#[test]
fn an_archive_of_before_is_brought_up_to_date_with_its_names_put_together() {
    let space = Workspace::new();
    old_archive(&space);
    space.run("entities").code(1).says("any `presscut import` brings it up to date");
    let text = "The quay of Port Arden opens in May, said engineer Tomas Okafor.";
    space.file("a.jsonl", json!({"url": "https://post.example/3", "text": text}).to_string() + "\n");
    space.run("import a.jsonl").code(0);
    assert_eq!(
        space.rows("SELECT e.id, e.name, m.surface FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE m.article_id < 3 ORDER BY m.id"),
        [["1", "Wang Keng-sheng", "Wang Keng-sheng"], ["1", "Wang Keng-sheng", "Keng-sheng Wang"]]
    );
    assert_eq!(names_of(&space, "Wang Keng-sheng"), ["Keng-sheng Wang", "Wang Keng-sheng", "王耿生"]);
    space.run("check").code(0);
    space.run("imports undo 1").code(0);
    assert_eq!(names_of(&space, "Wang Keng-sheng"), [] as [&str; 0]);
    space.run("check").code(0);
}

#[test]
fn a_name_between_given_and_family_name_tells_nobody_apart_where_an_article_uses_both() {
    let space = Workspace::new();
    let texts = [
        "The mayor Mira Rodan Holt spoke in Port Arden. Mira Holt was glad. Later Mira Rodan Holt left.",
        "The mayor Mira Holt left. Later Mira Holt came back to Port Arden.",
        "The judge Jonas Albert Quill spoke in Port Arden. Asked about it, Jonas Quill was glad.",
        "The judge Jonas Quill left. Later Jonas Quill came back to Port Arden.",
        "The singer Dora Elin Marlow spoke in Port Arden. The singer Dora Marlow was glad.",
        "The singer Dora Marlow left. Later Dora Marlow came back to Port Arden.",
        // No article has both of these.
        "The judge Karl Otto Brandt retired. The judge Karl Otto Brandt was 70 on Monday.",
        "The farmer Karl Brandt bought a field. The farmer Karl Brandt grows fruit.",
        "The teacher Anna van Sund spoke in Port Arden. The teacher Anna van Sund was glad.",
        "The baker Anna Sund opened a shop. The baker Anna Sund was glad.",
        "The pilot Peter Lund Jr. spoke in Port Arden. The pilot Peter Lund Jr. was glad.",
        "The poet Peter Ivar Lund wrote a book. The poet Peter Ivar Lund was glad.",
    ];
    let line = |(at, text)| {
        json!({"url": format!("https://post.example/{at}"), "title": "T", "text": text}).to_string() + "\n"
    };
    space.file("in.jsonl", texts.iter().enumerate().map(line).collect::<String>());
    space.run("import in.jsonl").code(0);
    space.run("check").code(0);
    let people = |like: &str| {
        space.column(&format!(
            "SELECT name FROM entities WHERE type = 'person' AND name LIKE '%{like}%' ORDER BY 1"
        ))
    };
    assert_eq!(people("Holt").len(), 1);
    assert_eq!(people("Quill").len(), 1);
    assert_eq!(people("Marlow").len(), 1);
    assert_eq!(people("Brandt"), ["Karl Brandt", "Karl Otto Brandt"]);
    assert_eq!(people("Sund").len(), 2);
    assert_eq!(people("Lund").len(), 2);
}
