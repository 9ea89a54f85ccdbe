//! Charts of the canned queries: drawn from the samples and from an archive of 60 papers, with no two texts over each other,
//! and with the values that SQL counts.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;
use serde_json::Value;

use super::chart_archives::{add_what_is_not_read, of_sixty_papers};
use crate::workspace::Workspace;

const SIZES: [&str; 3] = ["column", "wide", "social"];

/// Every query whose chart is declared, with what it needs.
const DRAWN: [(&str, &str); 23] = [
    ("as-written", "-p entity ENTITY"),
    ("bylines", ""),
    ("co-mentions", "-p entity ENTITY"),
    ("datelines", ""),
    ("entities", ""),
    ("entity-sources", "-p entity ENTITY"),
    ("entity-timeline", "-p entity ENTITY"),
    ("first-with", ""),
    ("keywords", "-p source Arden-Post -p top 12"),
    ("not-read", ""),
    ("publication-times", ""),
    ("rank-changes", "-p from 2031-03-12"),
    ("rejects-by-reason", ""),
    ("reporting-verbs", ""),
    ("rising", "-p at_least 1"),
    ("sections", ""),
    ("silent", "-p at_least 1"),
    ("sources", ""),
    ("speakers", ""),
    ("speakers-about", "-p topic ferry"),
    ("speakers-by-source", ""),
    ("volume", ""),
    ("wire-share", ""),
];

/// A text of a picture with its box.
#[derive(Debug)]
struct PlacedText {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    size: f64,
}

/// The texts of a picture, its width and height, and its title.
fn texts_of(svg: &str) -> (Vec<PlacedText>, (f64, f64), String) {
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut texts, mut size, mut title) = (Vec::new(), (0.0, 0.0), String::new());
    let (mut open, mut attributes) = (String::new(), BTreeMap::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => {
                open = tag.name().as_ref().to_string();
                let pairs = tag.attributes().map(|one| one.unwrap());
                let pair = |one: quick_xml::events::attributes::Attribute| {
                    (one.key.as_ref().to_string(), one.value.to_string())
                };
                attributes = pairs.map(pair).collect::<BTreeMap<_, _>>();
                if open == "svg" {
                    let view: Vec<f64> =
                        attributes["viewBox"].split(' ').map(|n| n.parse().unwrap()).collect();
                    size = (view[2], view[3]);
                    assert_eq!(attributes["role"], "img");
                }
            }
            Event::Text(text) if open == "text" || open == "title" => {
                let text = text.xml10_content().to_string();
                if open == "title" {
                    title = text;
                    open.clear();
                    continue;
                }
                let number = |name: &str| attributes[name].parse::<f64>().unwrap();
                let (x, y, width, size) =
                    (number("x"), number("y"), number("textLength"), number("font-size"));
                let left = match attributes.get("text-anchor").map(String::as_str) {
                    Some("middle") => x - width / 2.0,
                    Some("end") => x - width,
                    _ => x,
                };
                let (top, bottom) = (y - size * 0.74, y + size * 0.2);
                texts.push(PlacedText { text, left, right: left + width, top, bottom, size });
                open.clear();
            }
            _ => {}
        }
    }
    (texts, size, title)
}

#[track_caller]
fn assert_readable(svg: &str, what: &str) {
    let (texts, (width, height), title) = texts_of(svg);
    assert!(!title.is_empty() && svg.contains("<desc "), "{what}");
    assert!(texts.len() > 4, "{what}: nothing is drawn");
    for (at, one) in texts.iter().enumerate() {
        assert!(one.size >= 12.0, "{what}: {one:?}");
        assert!(one.left >= -0.5 && one.right <= width + 0.5, "{what} ({width}): {one:?}");
        assert!(one.top >= 0.0 && one.bottom <= height, "{what} ({height}): {one:?}");
        for other in &texts[..at] {
            let apart = one.left >= other.right - 0.5
                || other.left >= one.right - 0.5
                || one.top >= other.bottom - 0.5
                || other.top >= one.bottom - 0.5;
            assert!(apart, "{what}: {one:?} over {other:?}");
        }
    }
}

fn draw(space: &Workspace, words: &str, file: &str) -> String {
    let today = [("PRESSCUT_TODAY", "2032-01-05")];
    let all = format!("{words} -o {file} --force");
    let args: Vec<&str> = all.split(' ').filter(|word| !word.is_empty()).collect();
    space.run_with_env(&today, &args).code(0);
    space.read(file)
}

/// The words that draw a query.
fn command(name: &str, parameters: &str, entity: &str) -> String {
    format!("chart {name} {}", parameters.replace("ENTITY", entity))
}

/// The rows of the query that a command draws.
fn rows_of(space: &Workspace, words: &str) -> Vec<Value> {
    let ended = space.run(&format!("{} --json", words.replacen("chart", "query", 1)));
    serde_json::from_str(&ended.code(0).stdout).unwrap()
}

#[test]
fn every_declared_chart_is_drawn_and_no_text_lies_over_another() {
    let drawn: Vec<String> = DRAWN.iter().map(|(name, _)| name.to_string()).collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/query/catalogue/canned");
    let mut declared: Vec<String> = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let line = text.lines().find(|line| line.starts_with("-- chart: "));
        let line = line.unwrap_or_else(|| panic!("{name} declares no chart"));
        if let Some(see) = line.strip_prefix("-- chart: none (see ") {
            let see = see.split(')').next().unwrap();
            let other = std::fs::read_to_string(path.with_file_name(format!("{see}.sql"))).unwrap();
            assert!(!other.contains("-- chart: none"), "{name} names {see}, which has none");
        } else {
            declared.push(name);
        }
    }
    declared.sort();
    assert_eq!(declared, drawn);
    let mut found = BTreeSet::new();
    for (space, is_large) in [(Workspace::with_samples(), false), (of_sixty_papers(), true)] {
        if is_large {
            add_what_is_not_read(&space);
        }
        for (name, parameters) in DRAWN {
            let words = command(name, parameters, "Solheim");
            let rows = rows_of(&space, &words);
            found.extend((!rows.is_empty()).then_some(name));
            for size in SIZES.iter().filter(|_| !rows.is_empty()) {
                let svg = draw(&space, &format!("{words} --size {size}"), "c.svg");
                assert_readable(&svg, &format!("{words} --size {size}"));
            }
        }
    }
    assert_eq!(found.len(), DRAWN.len(), "one of them had no rows in both archives: {found:?}");
}

/// The value beside a name in a picture of bars: the text to the right, at the same height.
fn value_beside<'t>(texts: &'t [PlacedText], name: &str) -> &'t str {
    let at =
        texts.iter().position(|one| one.text == name).unwrap_or_else(|| panic!("no {name} in {texts:#?}"));
    let middle = (texts[at].top + texts[at].bottom) / 2.0;
    let beside =
        texts.iter().find(|one| one.left > texts[at].right && one.top < middle && one.bottom > middle);
    &beside.unwrap_or_else(|| panic!("nothing beside {name}")).text
}

#[test]
fn bars_dots_and_cells_have_the_values_that_sql_counts() {
    let space = of_sixty_papers();
    let (texts, _, title) = texts_of(&draw(&space, "chart speakers", "c.svg"));
    assert_eq!(title, "Utterances by speaker");
    for row in rows_of(&space, "chart speakers") {
        assert_eq!(value_beside(&texts, row["speaker"].as_str().unwrap()), row["utterances"].to_string());
    }
    let counted =
        "SELECT s.name || '|' || count(*) FROM articles a JOIN sources s ON s.id = a.source_id GROUP BY s.id";
    let (texts, _, _) = texts_of(&draw(&space, "chart sources", "c.svg"));
    let short = |name: &&String| !name.contains("Gazette");
    let counts = space.column(counted);
    assert_eq!(counts.len(), 60);
    for count in counts.iter().filter(short) {
        let (name, articles) = count.split_once('|').unwrap();
        assert_eq!(value_beside(&texts, name), articles);
    }
    let (texts, _, _) = texts_of(&draw(&space, "chart publication-times", "c.svg"));
    let cell = "SELECT count(*) FROM articles WHERE published_precision = 'minute'";
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let in_row = |day: &str| -> i64 {
        let line = texts.iter().find(|one| one.text == day).unwrap();
        let middle = (line.top + line.bottom) / 2.0;
        let cells =
            texts.iter().filter(|one| one.left > line.right && one.top < middle && one.bottom > middle);
        cells.map(|one| one.text.parse::<i64>().unwrap()).sum()
    };
    assert_eq!(days.map(in_row).iter().sum::<i64>().to_string(), space.value(cell));
}

#[test]
fn ticks_are_whole_and_reach_over_the_largest_count_and_a_gap_is_a_gap() {
    let space = Workspace::with_samples();
    let draw_sql = |sql: &str, more: &[&str]| {
        let args: Vec<&str> = ["sql", sql, "-o", "c.svg", "--force"].iter().chain(more).copied().collect();
        space.run_args(&args).code(0);
        space.read("c.svg")
    };
    let sql = "SELECT '2031-01' AS month, 'A' AS paper, 3 AS articles UNION ALL SELECT '2031-02', 'A', 2 UNION ALL
               SELECT '2031-06', 'A', 1 UNION ALL SELECT '2031-07', 'A', 3 UNION ALL SELECT '2031-04', 'B', 2 UNION ALL
               SELECT '2031-05', 'B', 2 UNION ALL SELECT '2031-06', 'B', 2";
    let svg = draw_sql(sql, &[]);
    // Two runs of A, one of B; each name has a line to it.
    assert_eq!(svg.matches("class=\"s-series-1\"").count(), 3, "{svg}");
    assert_eq!(svg.matches("class=\"s-series-2\"").count(), 2);
    let (texts, _, title) = texts_of(&svg);
    assert_eq!(title, "Articles by month and paper");
    let ticks: Vec<&str> = texts
        .iter()
        .filter(|one| one.text.parse::<f64>().is_ok_and(|n| n < 100.0))
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(ticks, ["0", "1", "2", "3"]);
    for name in ["A", "B"] {
        assert_eq!(texts.iter().filter(|one| one.text == name).count(), 1);
    }
    // Points that stand alone are columns with their values.
    let sparse = "SELECT '2031-01' AS month, 7 AS articles UNION ALL SELECT '2031-05', 4 UNION ALL SELECT '2031-09', 9";
    let (texts, _, _) = texts_of(&draw_sql(sparse, &["--kind", "lines"]));
    for value in ["7", "4", "9"] {
        assert!(texts.iter().any(|one| one.text == value), "{texts:#?}");
    }
    // A point alone in a line is a dot with its value.
    let lone = "SELECT '2031-01' AS month, 7 AS articles UNION ALL SELECT '2031-02', 4 UNION ALL SELECT '2031-03', 6 UNION ALL
                SELECT '2031-09', 13";
    let svg = draw_sql(lone, &["--kind", "lines"]);
    assert!(svg.contains("r=\"4.5\"") && texts_of(&svg).0.iter().any(|one| one.text == "13"), "{svg}");
}

#[test]
fn two_to_sixty_categories_with_long_names_never_touch() {
    let space = Workspace::with_samples();
    for count in [2, 7, 30, 60, 61, 400] {
        let sql = format!(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {count})
             SELECT 'The Association of ' || printf('%.*c', x % 40, 'Ж') || ' Harbour-Office Workers and Widows № ' || x AS name,
                    (x * 37) % 1000 AS articles, (x * 91) % 700 AS quotes FROM n"
        );
        for size in SIZES {
            for more in [["--y", "articles"], ["--y", "articles,quotes"], ["--kind", "dots"]] {
                let args = ["sql", &sql, "-o", "c.svg", "--force", "--size", size, more[0], more[1]];
                space.run_args(&args).code(0);
                let svg = space.read("c.svg");
                assert_readable(&svg, &format!("{count} names, {size}, {more:?}"));
                assert!(svg.len() < 200_000);
            }
        }
    }
}

#[test]
fn ids_ranks_and_codes_are_no_values_and_a_query_without_a_chart_names_one() {
    let space = Workspace::with_samples();
    let says = |args: &[&str], text: &str, code: i32| space.run_args(args).code(code).says(text);
    says(&["chart", "longest", "-o", "x.svg"], "`presscut chart sections` has one", 2);
    says(&["query", "articles", "--chart"], "`presscut chart volume` has one", 2);
    says(&["chart", "longest", "--x", "title", "--y", "place", "-o", "x.svg"], "place is a rank", 1);
    says(
        &["chart", "longest", "--x", "title", "--y", "byline", "-o", "x.svg"],
        "byline is no column of numbers",
        1,
    );
    says(&["sql", "SELECT id, source_id FROM articles", "-o", "x.svg"], "no ids, ranks or codes", 1);
    says(
        &["sql", "SELECT title, 2 AS n FROM articles", "--kind", "lines", "-o", "x.svg"],
        "lines are drawn over days",
        1,
    );
    assert!(!space.path("x.svg").exists());
    // Numbers that count the rows are taken for a rank where there are others.
    let ranked = "SELECT title, row_number() OVER () AS n, word_count AS words FROM articles";
    space.run_args(&["sql", ranked, "-o", "r.svg"]).code(0);
    assert!(space.read("r.svg").contains(">Words by title</title>"));
    space.run("chart longest --x title --y words --kind dots -o x.svg").code(0);
    assert!(space.read("x.svg").contains(">Words by title</title>"));
    let head = "-- title: T\n-- about: a\n-- chart: bars (x source, y source_id): T; u\nSELECT 'a' AS source, 2 AS n";
    space.file("queries/own.sql", head);
    says(&["chart", "own", "-o", "o.svg"], "line 3: y source_id: a column that is an id", 1);
    space.file("queries/own.sql", head.replace("source_id", "m"));
    says(&["chart", "own", "-o", "o.svg"], "line 3: y m: the SQL gives no such column, but source, n", 1);
    space.file("queries/own.sql", head.replace("source_id", "n").replace("T; u", "Papers by number; papers"));
    space.run("chart own -o o.svg").code(0);
    assert!(space.read("o.svg").contains(">Papers by number</title>"));
}

#[test]
fn a_chart_is_a_picture_of_points_a_specification_and_a_page() {
    let space = Workspace::with_samples();
    for (size, width) in [("column", 840), ("wide", 1920), ("social", 1200)] {
        space.run(&format!("chart speakers -o s.png --force --size {size}")).code(0);
        let png = std::fs::read(space.path("s.png")).unwrap();
        assert!(png.starts_with(b"\x89PNG"));
        assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), width);
        assert!(png.len() > 10_000, "{} bytes: nothing is drawn", png.len());
    }
    for query in ["speakers", "volume", "publication-times", "speakers-by-source", "rising"] {
        space.run(&format!("chart {query} -o {query}.vl.json")).code(0);
        let specification: Value = serde_json::from_str(&space.read(&format!("{query}.vl.json"))).unwrap();
        assert!(specification["$schema"].as_str().unwrap().contains("vega-lite"));
        assert!(!specification["data"]["values"].as_array().unwrap().is_empty(), "{query}");
    }
    space.run("chart speakers -o s.html").code(0);
    let page = space.read("s.html");
    assert!(
        page.contains("role=\"img\"")
            && page.contains("prefers-color-scheme:dark")
            && page.contains("<table")
    );
    let svg = draw(&space, "chart entity-timeline -p entity Solheim -p from 2031-03 -p to 2031-03", "t.svg");
    assert!(svg.contains(">Mentions of Ingrid Solheim by month, March 2031</title>"), "{svg}");
    assert!(svg.contains("Mentions, copies left out · March 2031 · "));
    assert!(svg.contains("Archive: presscut.db, ") && svg.contains(" articles counted · 5 January 2032"));
}

/// The commands of docs/output.md that draw its pictures, by the name of the picture.
#[cfg(unix)]
fn pictures_of_the_documents() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/output.md")).unwrap();
    let commands = page.lines().filter(|line| line.starts_with("presscut ") && line.ends_with(".svg"));
    let named = |line: &str| {
        (
            line.rsplit(' ').next().unwrap().to_string(),
            line.replacen("presscut", env!("CARGO_BIN_EXE_presscut"), 1),
        )
    };
    commands.map(named).collect()
}

#[cfg(unix)]
#[test]
fn the_pictures_of_the_documents_are_what_their_commands_draw() {
    let space = Workspace::with_samples();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let pictures = pictures_of_the_documents();
    assert_eq!(pictures.len(), 6, "a picture of each kind");
    for (name, command) in pictures {
        let ended = std::process::Command::new("sh")
            .args(["-c", &command])
            .env("PRESSCUT_TODAY", "2031-04-20")
            .current_dir(space.path(""))
            .output()
            .unwrap();
        assert!(ended.status.success(), "{command}: {}", String::from_utf8_lossy(&ended.stderr));
        let drawn = space.read(&name);
        assert_readable(&drawn, &name);
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::write(folder.join(&name), &drawn).unwrap();
        }
        let shown = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(
            shown == drawn,
            "docs/pictures/{name} is not what its command draws: run with UPDATE_PICTURES=1"
        );
    }
}

/// What Chromium shows of a page, if it is there.
#[cfg(unix)]
fn dom_of(space: &Workspace, page: &str, scheme: u8) -> Option<String> {
    let output = std::process::Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"])
        .arg(format!("--user-data-dir={}", space.path("profile").display()))
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .arg(format!("file://{}", space.path(page).display()))
        .output();
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            println!("chromium is not there: charts are not shown by it");
            None
        }
    }
}

#[cfg(unix)]
#[test]
fn chromium_shows_each_chart_light_and_dark_with_no_text_over_another() {
    let space = of_sixty_papers();
    let mut page = "<!doctype html><meta charset=utf-8><body>".to_string();
    let mut drawn = 0;
    for (name, parameters) in DRAWN {
        let words = command(name, parameters, "Solheim");
        if rows_of(&space, &words).is_empty() {
            continue;
        }
        drawn += 1;
        page.push_str(&draw(&space, &format!("{words} --size column"), "c.svg"));
        page.push_str(&draw(&space, &format!("{words} --size wide"), "c.svg"));
    }
    assert!(drawn > 15, "{drawn}");
    page.push_str(
        "<script>let over = [], ids = new Set();
        for (const svg of document.querySelectorAll('svg')) {
          ids.add(svg.querySelector('title').id);
          const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
          const view = svg.viewBox.baseVal;
          boxes.forEach(([name, a], at) => {
            if (a.x < -1 || a.x + a.width > view.width + 1) over.push('outside: ' + name);
            for (const [other, b] of boxes.slice(0, at)) {
              const apart = a.x >= b.x + b.width - 1 || b.x >= a.x + a.width - 1 || Math.abs((a.y + a.height / 2) - (b.y + b.height / 2)) > 11;
              if (!apart) over.push(name + ' over ' + other);
            }
          });
        }
        const ground = getComputedStyle(document.querySelector('svg rect')).fill;
        const ink = getComputedStyle(document.querySelector('svg text')).fill;
        document.body.innerHTML = '<pre>FOUND ' + over.length + ' ' + over.slice(0, 5).join('; ') + ' IDS ' + ids.size + ' GROUND ' + ground + ' INK ' + ink + '</pre>';
        </script>",
    );
    space.file("all.html", page);
    for (scheme, ground, ink) in
        [(1, "rgb(255, 255, 255)", "rgb(26, 26, 26)"), (0, "rgb(27, 30, 33)", "rgb(240, 240, 240)")]
    {
        let Some(dom) = dom_of(&space, "all.html", scheme) else { return };
        let found = dom.split("<pre>").nth(1).unwrap_or(&dom).split("</pre>").next().unwrap();
        assert!(found.starts_with("FOUND 0 "), "{found}");
        assert!(found.contains(&format!("IDS {} GROUND {ground} INK {ink}", drawn * 2)), "{found}");
    }
}
