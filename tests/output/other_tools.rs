//! Whole tables, charts, the archive in Datasette, and its networks in networkx.
//!
//! Datasette and networkx are looked for as `datasette` and as a module of `python3` (or of PRESSCUT_PYTHON); where they
//! are missing, their tests say so and pass.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

use crate::workspace::Workspace;

fn python() -> String {
    std::env::var("PRESSCUT_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// What a Python program prints, if it has the module.
fn with_python(module: &str, folder: &Path, arguments: &[&str]) -> Option<String> {
    let has = Command::new(python()).args(["-c", &format!("import {module}")]).output();
    if !has.is_ok_and(|ended| ended.status.success()) {
        eprintln!("skipped: {module} is not installed");
        return None;
    }
    let ended = Command::new(python()).current_dir(folder).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    Some(String::from_utf8(ended.stdout).unwrap())
}

#[test]
fn tables_go_whole_into_files_a_folder_or_a_workbook() {
    let space = Workspace::with_samples();
    space.run("export quote_list -o quotes.csv").code(0).says("quotes.csv: ");
    let rows = csv::Reader::from_path(space.path("quotes.csv")).unwrap().into_records().count();
    assert_eq!(rows.to_string(), space.value("SELECT count(*) FROM quote_list"));

    space.run("export --format parquet -o archive --manifest").code(0).says("archive/articles.parquet: ");
    for table in ["articles", "sources", "entities", "aliases", "mentions", "quotes", "dates", "imports"] {
        let file = File::open(space.path(&format!("archive/{table}.parquet"))).unwrap();
        let rows = SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows();
        assert_eq!(rows.to_string(), space.value(&format!("SELECT count(*) FROM {table}")), "{table}");
    }
    let manifest: Value = serde_json::from_str(&space.read("archive/quotes.parquet.manifest.json")).unwrap();
    assert_eq!(manifest["answers"][0]["sql"], "SELECT * FROM \"quotes\"");

    space.run("export articles quotes -o both.xlsx").code(0).says("both.xlsx: ");
    let mut book: Xlsx<_> = open_workbook(space.path("both.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["articles", "quotes", "Manifest"]);
    let quotes = book.worksheet_range("quotes").unwrap().height() - 1;
    assert_eq!(quotes.to_string(), space.value("SELECT count(*) FROM quotes"));

    space.run("export quots -o x.csv").code(2).says("did you mean quotes");
    space.run("export articles quotes -o both.csv").code(2).says("a file each into a folder");
    space.run("export articles quotes").code(2).says("a file each into a folder");
}

/// The blocks of Python in the section on pandas of docs/output.md.
fn pandas_of_the_documents() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/output.md");
    let page = std::fs::read_to_string(page).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("In pandas")).unwrap();
    let blocks = section.split("```python\n").skip(1).map(|block| block.split("```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

#[test]
fn pandas_reads_the_archive_and_what_is_written_as_the_documents_say() {
    let space = Workspace::with_samples();
    space.run("export quote_list -o quotes.parquet").code(0);
    space.run("query articles -o articles.csv").code(0);
    let program = pandas_of_the_documents()
        + "\nprint(len(quotes), len(articles), articles.published.dtype.kind, len(dates), dates.earliest.dtype.kind)\n\
           print(quotes.dtypes.confidence.kind, surface == mention.surface, by_month.sum())\n";
    let Some(printed) = with_python("pandas, pyarrow", &space.path(""), &["-c", &program]) else { return };
    let count = |sql: &str| space.value(&format!("SELECT count(*) FROM {sql}"));
    let dated = count("articles WHERE kind = 'article' AND published_day IS NOT NULL");
    let (quotes, articles) = (count("quote_list"), count("articles WHERE kind = 'article'"));
    let dates = count("date_list WHERE earliest IS NOT NULL");
    assert_eq!(
        printed.lines().rev().take(2).collect::<Vec<_>>(),
        [format!("f True {dated}").as_str(), format!("{quotes} {articles} M {dates} M").as_str(),]
    );
}

#[test]
fn charts_are_drawn_of_times_and_of_categories() {
    let space = Workspace::with_samples();
    space.run("chart speakers -o speakers.svg").code(0).says("speakers.svg: ");
    let svg = space.read("speakers.svg");
    assert!(svg.starts_with("<svg") && svg.contains("Marek Lind") && !svg.contains("href"));
    space
        .run_args(&[
            "sql",
            "SELECT published_day AS day, count(*) AS n FROM articles GROUP BY 1",
            "--chart",
            "-o",
            "days.html",
        ])
        .code(0);
    let page = space.read("days.html");
    assert!(
        page.contains("<figure class=\"wide\"><svg") && page.contains("<button type=\"button\">Day</button>")
    );
    let table = space.run("chart speakers -t").code(0).stdout;
    assert!(table.starts_with("speaker") && table.contains("████████"), "{table}");
    let sql = "SELECT '2031-03' AS month, 'a' AS who, 4 AS n UNION ALL SELECT '2031-05', 'a', 8 UNION ALL SELECT '2031-05', 'b', 1";
    let table = space.run_args(&["sql", sql, "--chart"]).code(0).stdout;
    assert_eq!(
        table,
        "series  from     to        n  trend\n───────────────────────────────────\na       2031-03  2031-05  12  ▅ █\nb       2031-03  2031-05   1    █\n"
    );
    space.run("chart speakers --y stories -o x.svg").code(0);
    space
        .run("chart speakers --y nothing -o y.svg")
        .code(1)
        .says("no column nothing")
        .says("speaker, type, utterances");
    assert!(!space.path("y.svg").exists());
    space
        .run("chart speakers --csv")
        .code(2)
        .says("a chart is SVG, PNG, HTML, a Vega-Lite specification or a table");
    space
        .run_args(&["sql", "SELECT 1 AS a WHERE 0", "-o", "none.svg"])
        .code(1)
        .says("there are no rows to draw");
}

#[test]
fn datasette_serves_the_canned_queries() {
    let space = Workspace::with_samples();
    space.run("export --datasette served").code(0).says("datasette.yaml: serve it with");
    space.run("export --datasette served").code(1).says("is there already");
    space.run("export --datasette served --force").code(0);
    let help = Command::new(python()).args(["-m", "datasette", "serve", "--help"]).output();
    let option = match &help {
        Ok(help) if String::from_utf8_lossy(&help.stdout).contains("-c, --config") => "-c",
        _ => "-m",
    };
    let ask = |page: &str| {
        let arguments = ["-m", "datasette", "presscut.db", option, "served/datasette.yaml", "--get", page];
        with_python("datasette", &space.path(""), &arguments)
    };
    let Some(speakers) = ask("/presscut/speakers.json?_shape=array") else { return };
    let of_presscut =
        |command: &str| -> Value { serde_json::from_str(&space.run(command).code(0).stdout).unwrap() };
    let served = |text: String| -> Value { serde_json::from_str(&text).unwrap() };
    assert_eq!(served(speakers), of_presscut("query speakers --json"));
    let quotes = ask("/presscut/quotes-by-speaker.json?_shape=array&speaker=Ingrid+Solheim").unwrap();
    assert_eq!(served(quotes), of_presscut("query quotes-by-speaker -p speaker Solheim --json"));
    let ahead = ask("/presscut/dates-ahead.json?_shape=array&source=arden+post").unwrap();
    let expected =
        space.run_args(&["query", "dates-ahead", "-p", "source=Arden Post", "--json"]).code(0).stdout;
    assert_eq!(served(ahead), served(expected));
    let page = ask("/presscut").unwrap();
    assert!(page.contains("quotes-by-speaker") && page.contains("Speakers"));
}

#[test]
fn networks_have_the_nodes_and_edges_that_sql_counts() {
    let space = Workspace::with_samples();
    space.run("export --network graphs").code(0).says("graphs/co-mentions.gexf: ");
    space.run("export --network graphs").code(1).says("is there already");
    let mentions = "SELECT DISTINCT m.article_id AS a, m.entity_id AS e FROM mentions m JOIN articles a ON a.id = m.article_id
                    WHERE a.kind = 'article' AND a.duplicate_of IS NULL";
    let nodes = space.value(&format!("SELECT count(DISTINCT e) FROM ({mentions})"));
    let edges = space.value(&format!(
        "SELECT count(*) FROM (SELECT DISTINCT x.e, y.e FROM ({mentions}) x JOIN ({mentions}) y ON x.a = y.a AND x.e < y.e)"
    ));
    let quotes =
        "FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.kind <> 'term' AND a.kind = 'article'
                  AND a.duplicate_of IS NULL AND q.speaker_entity_id IS NOT NULL AND a.source_id IS NOT NULL";
    let speakers = space
        .value(&format!("SELECT count(DISTINCT q.speaker_entity_id) + count(DISTINCT a.source_id) {quotes}"));
    let pairs = space
        .value(&format!("SELECT count(*) FROM (SELECT DISTINCT q.speaker_entity_id, a.source_id {quotes})"));
    let program = "
import networkx, sys
for name in sys.argv[1:]:
    read = networkx.read_gexf if name.endswith('gexf') else networkx.read_graphml
    graph = read(name)
    ends = sorted(data['label'] for _, data in graph.nodes(data=True))[0]
    weights = sum(data['weight'] for _, _, data in graph.edges(data=True))
    print(len(graph), graph.number_of_edges(), graph.is_directed(), int(weights), ends)
";
    space.file("read.py", program);
    let names =
        ["co-mentions.gexf", "co-mentions.graphml", "speakers-sources.gexf", "speakers-sources.graphml"];
    let paths = names.map(|name| format!("graphs/{name}"));
    let arguments: Vec<&str> = ["read.py"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let Some(told) = with_python("networkx", &space.path(""), &arguments) else { return };
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with(&format!("{nodes} {edges} False ")), "{told}");
    assert_eq!(lines[0], lines[1]);
    assert!(lines[2].starts_with(&format!("{speakers} {pairs} True ")), "{told}");
    assert_eq!(lines[2], lines[3]);
    space.run("export --network few --least 2").code(0);
    assert!(space.read("few/co-mentions.gexf").matches("<edge ").count() < edges.parse().unwrap());
}

#[test]
fn a_network_is_what_a_person_can_look_at_and_a_list_does_not_tie_all_to_all() {
    let space = Workspace::new();
    let people: Vec<String> = (0..45)
        .map(|at| {
            let first =
                ["Marek", "Ilse", "Tomas", "Priya", "Anders", "Ingrid", "Nora", "Astrid", "Magnus"][at % 9];
            format!("{first} {}", ["Lindgren", "Brandtner", "Okaforson", "Ramanov", "Solheimer"][at / 9])
        })
        .collect();
    let article = |number: usize, day: &str, text: &str| {
        let url = format!("https://paper.example/{number}");
        serde_json::json!({"url": url, "source": "Arden Post", "title": format!("Plan {number}"), "date_publish": day, "maintext": text})
            .to_string()
    };
    let met = "said Marek Lindgren, the minister. He met Ilse Brandtner, the mayor, on the quay.";
    let all: Vec<String> = people.iter().map(|name| format!("The list has {name}, a minister.")).collect();
    let lines = [
        article(
            1,
            "2031-03-04",
            &format!("“We wait for number one,” {met} It rained for an hour, and the ferry was late again."),
        ),
        article(
            2,
            "2031-04-05",
            &format!("“Nobody came for number two,” {met} The harbour was closed until the evening."),
        ),
        article(3, "2031-04-09", &all.join(" ")),
    ];
    space.file("a.jsonl", lines.join("\n"));
    space.import(&["a.jsonl"]).code(0);
    let edges = |words: &str| -> Vec<Vec<String>> {
        space.run(&format!("export --network graphs --force {words}")).code(0);
        let text = space.read("graphs/co-mentions-edges.csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
    };
    let names = space
        .value("SELECT count(DISTINCT entity_id) FROM mentions WHERE article_id = 3")
        .parse::<f64>()
        .unwrap();
    assert!(names >= 40.0, "{names} names were found");
    let ended = space.run("export --network graphs").code(0);
    assert!(ended.stderr.contains("500 edges, the strongest of "), "{}", ended.stderr);
    let strongest = edges("");
    assert_eq!(strongest.len(), 500);
    let weight = |edge: &[String]| edge[3].parse::<f64>().unwrap();
    // Two articles and a list: 2 + 1/(n − 1); in the list alone 1/(n − 1).
    let id =
        |name: &str| format!("e{}", space.value(&format!("SELECT id FROM entities WHERE name = '{name}'")));
    let (marek, ilse) = (id("Marek Lindgren"), id("Ilse Brandtner"));
    let both = edges("--edges 0 --least 0").into_iter().find(|edge| {
        edge[..2] == [marek.clone(), ilse.clone()] || edge[..2] == [ilse.clone(), marek.clone()]
    });
    let both = both.unwrap();
    assert!((weight(&both) - (2.0 + 1.0 / (names - 1.0))).abs() < 1e-9, "{both:?}");
    assert!((both[4].parse::<f64>().unwrap() - weight(&both) / 3.0).abs() < 1e-9, "{both:?}");
    assert_eq!(both[5], "3");
    assert_eq!(edges("--least 2").len(), 1);
    assert!(edges("--types location").is_empty());
    let march = edges("--period 2031-03 --types person");
    assert_eq!((march.len(), march[0][3].as_str()), (1, "1"));
    let nodes = space.read("graphs/co-mentions-nodes.csv");
    assert!(nodes.starts_with("Id,Label,type,articles,mentions,first,last\n"), "{nodes}");
    assert!(nodes.contains(",Marek Lindgren,person,1,1,2031-03-04,2031-03-04"), "{nodes}");
    space.run("export --network graphs --force --types nobody").code(2).says("nobody is no type: person");
    space.run("export --network graphs --force --period someday").code(2).says("is no period");
}
