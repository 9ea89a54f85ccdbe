//! `presscut lake settle` and `presscut lake slice`: shards of a corpus become what one archive of all of it is.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::workspace::{Workspace, corpus};

/// Articles of the corpus in shards of different sizes, with reprints, changed stories, dates that can be two days, and names
/// that are one across shards only.
fn shards(articles: u64) -> Vec<(String, String)> {
    // Shorter than the corpus has them, and in some articles alone somebody has a middle initial.
    let body = |number: u64| {
        let paragraphs: Vec<String> =
            corpus::body(number).split("\n\n").take(3).map(str::to_string).collect();
        let body = paragraphs.join("\n\n");
        if number % 13 == 2 { body.replace("Ilse Brandt", "Ilse M. Brandt") } else { body }
    };
    let line = |number: u64| {
        let paper = number % 7;
        // Every ninth is a reprint of one of another shard, every eleventh says more of an article that was there.
        let (text, url) = match number {
            n if n % 9 == 4 && n > 400 => (body(n - 400), format!("https://paper{paper}.example/{n}")),
            n if n % 11 == 5 && n > 300 => (
                body(n) + "\n\nMayor Nora Quint agreed.",
                format!("https://paper{}.example/{}", (n - 300) % 7, n - 300),
            ),
            n => (body(n), format!("https://paper{paper}.example/{n}")),
        };
        // Two papers write days first; of one of them the first shards show no order.
        let (day, month) = (1 + number % 12, 1 + (number / 3) % 12);
        let date = match paper {
            2 if number > 700 => format!("{}/{month:02}/2031", 13 + number % 15),
            2 | 3 => format!("{day:02}/{month:02}/2031"),
            _ => format!("2031-{month:02}-{day:02}"),
        };
        json!({"id": number, "url": url, "title": format!("Plan {number} is opposed"), "date_publish": date,
            "authors": ["Jane Roe"], "maintext": text})
        .to_string()
            + "\n"
    };
    let bounds = [0, articles / 20, articles / 2, articles * 11 / 20, articles];
    bounds
        .windows(2)
        .enumerate()
        .map(|(at, bounds)| (format!("shard{at}.jsonl"), (bounds[0]..bounds[1]).map(line).collect()))
        .collect()
}

/// The rows of every table, from SQLite itself.
fn tables(archive: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let other = Workspace::new();
    std::fs::copy(archive, other.path("presscut.db")).unwrap();
    let names = [
        "sources",
        "articles",
        "entities",
        "aliases",
        "mentions",
        "quotes",
        "dates",
        "sums",
        "blocks",
        "revisions",
        "stories",
    ];
    let rows = |name: &str| {
        let columns = other.column(&format!(
            "SELECT '\"' || name || '\"' FROM pragma_table_info('{name}') WHERE name NOT IN ('import_file_id')"
        ));
        other.rows(&format!("SELECT {} FROM {name} ORDER BY 1, 2", columns.join(", ")))
    };
    names.iter().map(|name| (name.to_string(), rows(name))).collect()
}

fn written_parts(space: &Workspace, folder: &str) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(space.path(folder)).sort_by_file_name().into_iter().map(Result::unwrap);
    walk.filter(|entry| entry.path().extension().is_some_and(|end| end == "parquet"))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// How many articles are settled here; 20,000 are in the run that docs/scale.md shows.
const ARTICLES: u64 = 2000;

#[test]
fn settling_shards_gives_what_one_archive_of_all_gives() {
    let one = Workspace::new();
    let lake = Workspace::new();
    for (name, lines) in shards(ARTICLES) {
        one.file(&name, &lines);
        lake.file(&name, &lines);
        // Each shard is extracted apart, as machines do.
        lake.run(&format!("lake extract {name} -o lake --part-size 2")).code(0);
    }
    one.run("import shard0.jsonl shard1.jsonl shard2.jsonl shard3.jsonl").code(0);
    lake.run("lake settle lake -o tables").code(0).says("tables: ").says(" rows in ");
    for ((name, expected), (_, settled)) in
        tables(&one.path("presscut.db")).into_iter().zip(tables(&lake.path("tables/settled.db")))
    {
        assert_eq!(expected.len(), settled.len(), "{name}");
        let differs = expected.iter().zip(&settled).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{name}");
    }
    // The corpus has what makes settling hard.
    let count = |sql: &str| one.value(sql).parse::<u64>().unwrap();
    assert!(count("SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL") > 50);
    assert!(count("SELECT count(*) FROM revisions") > 50);
    assert!(count("SELECT count(*) FROM articles WHERE date_order = 'day first (source)'") > 50);
    assert!(
        count("SELECT count(*) FROM names n JOIN names o ON o.entity_id = n.entity_id AND o.id < n.id") > 0
    );
    // The tables are those of the archive.
    one.run("export --format parquet --partition month -o tables").code(0);
    let (expected, settled) = (written_parts(&one, "tables"), written_parts(&lake, "tables"));
    let below = |space: &Workspace, paths: &[PathBuf]| -> Vec<PathBuf> {
        paths.iter().map(|path| path.strip_prefix(space.path("tables")).unwrap().to_path_buf()).collect()
    };
    assert_eq!(below(&one, &expected), below(&lake, &settled));
    assert!(lake.path("tables/duckdb.sql").exists() && lake.path("tables/spark.sql").exists());
}

#[test]
fn new_parts_are_settled_alone_and_decisions_of_an_archive_hold() {
    let space = Workspace::new();
    let lines = |from: u64, to: u64| (from..to).map(corpus::line).collect::<String>();
    space.file("january.jsonl", lines(0, 40)).file("february.jsonl", lines(40, 70));
    space.run("lake extract january.jsonl -o lake").code(0);
    space.run("lake settle lake -o tables").code(0).says("40 new");
    space.run("lake extract february.jsonl -o lake").code(0);
    space.run("lake settle lake -o tables").code(0).says("30 new, 0 unchanged");
    // A topic becomes an archive to curate; what is decided there holds for the lake.
    space.run("lake slice lake --month 2031-03 -o march.db").code(0).says("march.db: ");
    space.run_args(&["--db", "march.db", "entities", "merge", "Ilse Brandt", "Tomas Okafor"]).code(0);
    space.run("--db march.db lake settle lake -o tables").code(0).says("decision");
    std::fs::copy(space.path("tables/settled.db"), space.path("presscut.db")).unwrap();
    let entities = "SELECT count(DISTINCT e.id) FROM entities e JOIN aliases a ON a.entity_id = e.id
                    WHERE a.alias IN ('Ilse Brandt', 'Tomas Okafor')";
    assert_eq!(space.value(entities), "1");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "70");
    space.run("check").code(0);
}

#[test]
fn a_slice_has_the_articles_of_its_days_that_hold_its_words() {
    let space = Workspace::new();
    let input: String = (0..80).map(corpus::line).collect();
    space.file("made.jsonl", input + "{\"title\": \"x\"}\n");
    space.run("lake extract made.jsonl -o lake --ok-rejects").code(0);
    space.run("import made.jsonl").code(3);
    let expected = space.column(
        "SELECT url FROM articles WHERE published_month IN ('2031-03', '2031-04') AND body LIKE '%Lucía Ferrán%' ORDER BY url",
    );
    assert!(expected.len() > 3, "{expected:?}");
    std::fs::remove_file(space.path("presscut.db")).unwrap();
    for month in ["2031-03", "2031-04"] {
        space
            .run_args(&[
                "lake",
                "slice",
                "lake",
                "--month",
                month,
                "--search",
                "\"lucia FERRAN\"",
                "-o",
                "presscut.db",
            ])
            .code(0);
    }
    assert_eq!(space.column("SELECT url FROM articles ORDER BY url"), expected);
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    space.run("lake slice lake -o x.db").code(2);
    space.run("lake slice lake --search ! -o x.db").code(2).says("--search has no word");
    space.run("lake slice lake --month soon -o x.db").code(2).says("is no period");
}
