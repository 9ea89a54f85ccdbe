//! Nothing that an archive holds arrives alive: no command for a terminal, no script in a page or a picture, no formula in
//! a table for spreadsheets. Every command that the command line knows is run over a hostile archive; every command that
//! gives rows, in every format.

use std::collections::BTreeSet;

use calamine::{Reader, Xlsx, open_workbook};
use clap::CommandFactory;
use presscut::cli::Cli;
use presscut::output::registry::FORMATS;

use crate::proofs::hostile_archive::{HOSTILE, hostile_archive};
use crate::workspace::{Ended, Workspace};

/// How each command is run: its name, then its arguments. A command may be there more than once.
pub(super) const RUNS: &[(&str, &[&str])] = &[
    ("import", &["HOSTILE.jsonl"]),
    ("config", &[]),
    ("news", &[]),
    ("news", &["--only", "names"]),
    ("watch", &[]),
    ("watch add", &["HOSTILE", "--search", "bridge"]),
    ("watch add", &["speakers"]),
    ("watch list", &[]),
    ("watch remove", &["HOSTILE"]),
    ("query", &[]),
    ("query", &["articles", "--import", "last", "--peek"]),
    ("query", &["articles"]),
    ("query", &["speakers"]),
    ("query", &["rejects-by-reason"]),
    ("query", &["HOSTILE"]),
    ("report", &["report.toml"]),
    ("sql", &["SELECT body, title, url, byline, section FROM articles"]),
    ("sql", &["SELECT title AS \"HOSTILE\", url AS link FROM articles"]),
    ("sql", &["SELECT * FROM \"HOSTILE\""]),
    ("sql", &["--explain", "SELECT * FROM articles WHERE title = 'HOSTILE'"]),
    ("search", &["bridge"]),
    ("search", &["bridge", "--kwic"]),
    ("search", &["HOSTILE"]),
    ("shell", &[]),
    ("chart", &["speakers", "-o", "chart.svg"]),
    ("chart", &["speakers", "-o", "chart.vl.json"]),
    ("chart", &["speakers"]),
    ("dossier", &["HOSTILE"]),
    ("dossier", &["--search", "bridge"]),
    ("dossier", &["--search", "bridge", "-o", "dossier.md"]),
    ("export", &["sources"]),
    ("export", &["--datasette", "datasette"]),
    ("export", &["--network", "network"]),
    ("export", &["articles", "--as", "markdown", "markdown"]),
    ("export", &["articles", "--as", "html", "pages"]),
    ("show", &["1", "-o", "article.html"]),
    ("show", &["1", "-o", "article.txt"]),
    ("show", &["1"]),
    ("show", &["HOSTILE"]),
    ("tag", &["1", "HOSTILE"]),
    ("tag", &["1", "follow-up"]),
    ("tag", &["--entity", "HOSTILE", "follow-up"]),
    ("note", &["1", "HOSTILE"]),
    ("note", &["--quote", "1", "Ask the clerk."]),
    ("tags", &[]),
    ("tags list", &[]),
    ("tags list", &["HOSTILE"]),
    ("tags rename", &["HOSTILE", "HOSTILE"]),
    ("tags remove", &["follow-up"]),
    ("tags export", &[]),
    ("tags import", &["HOSTILE.csv"]),
    ("tags history", &[]),
    ("tags undo", &["2"]),
    ("notes", &[]),
    ("notes remove", &["1"]),
    ("notes history", &[]),
    ("notes undo", &["3"]),
    ("imports", &[]),
    ("imports show", &["2"]),
    ("imports undo", &["3"]),
    ("forget", &["1", "--dry-run"]),
    ("forget", &["2", "--yes", "--reason", "HOSTILE"]),
    ("forget", &["--list"]),
    ("merge", &["HOSTILE.db"]),
    ("rejects", &[]),
    ("rejects", &["1"]),
    ("quotes", &[]),
    ("quotes list", &[]),
    ("quotes fix", &["1", "--speaker", "HOSTILE"]),
    ("quotes corrections", &[]),
    ("quotes import", &["HOSTILE.csv"]),
    ("quotes undo", &["1"]),
    ("quotes sample", &["-o", "sample.csv"]),
    ("quotes score", &["HOSTILE.csv"]),
    ("reextract", &["--all"]),
    ("sources", &[]),
    ("sources set", &["HOSTILE", "--dayfirst"]),
    ("entities", &[]),
    ("entities show", &["1"]),
    ("entities show", &["HOSTILE"]),
    ("entities merge", &["HOSTILE", "HOSTILE"]),
    ("entities split", &["HOSTILE"]),
    ("entities rename", &["HOSTILE", "HOSTILE"]),
    ("entities retype", &["HOSTILE", "person"]),
    ("entities hide", &["HOSTILE"]),
    ("entities suggest", &[]),
    ("entities history", &[]),
    ("entities undo", &["1"]),
    ("entities export", &["-o", "names.csv"]),
    ("entities import", &["HOSTILE.csv"]),
    ("trace", &["article", "1"]),
    ("trace", &["quote", "1"]),
    ("trace", &["mention", "1"]),
    ("trace", &["date", "1"]),
    ("extract", &["HOSTILE.jsonl"]),
    ("lake", &[]),
    ("lake extract", &["HOSTILE.jsonl"]),
    ("lake settle", &["HOSTILE.jsonl", "-o", "tables"]),
    ("lake slice", &["HOSTILE.jsonl", "--search", "HOSTILE", "-o", "slice.db"]),
    ("schema", &[]),
    ("schema", &["HOSTILE"]),
    ("check", &[]),
    ("backup", &["HOSTILE.db"]),
    ("completions", &["bash"]),
    ("man", &[]),
    ("licences", &[]),
];

/// The names of all commands, those below a command after it: "entities show".
fn known_commands() -> BTreeSet<String> {
    fn collect(command: &clap::Command, above: &str, names: &mut BTreeSet<String>) {
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            let name = format!("{above} {}", below.get_name()).trim_start().to_string();
            collect(below, &name, names);
            names.insert(name);
        }
    }
    let mut names = BTreeSet::new();
    let mut command = Cli::command();
    command.build();
    collect(&command, "", &mut names);
    names
}

/// Whether a command's output can be had in every format.
fn gives_rows(name: &str) -> bool {
    let mut command = Cli::command();
    command.build();
    let mut found = &command;
    for word in name.split(' ') {
        found = found.find_subcommand(word).unwrap();
    }
    found.get_arguments().any(|argument| argument.get_id() == "markdown")
}

pub(super) fn arguments(name: &str, args: &[&str]) -> Vec<String> {
    // No file's name can hold a slash.
    let as_name = HOSTILE.replace('/', "-");
    name.split(' ')
        .map(str::to_string)
        .chain(args.iter().map(|arg| arg.replace("HOSTILE", &as_name)))
        .collect()
}

/// The archive, with the files that the runs name.
pub(super) fn prepared() -> Workspace {
    let space = hostile_archive();
    let as_name = HOSTILE.replace('/', "-");
    let record = serde_json::json!({"url": "https://post.example/9", "title": HOSTILE, "text": format!("{HOSTILE} The ferry is late, said Jane Roe.")});
    space.file(&format!("{as_name}.jsonl"), format!("{record}\n{{\"text\": \"{HOSTILE}\n"));
    space.file(
        &format!("{as_name}.csv"),
        format!("id,name,type,quote,right\n1,\"{}\",person,x,yes\n", HOSTILE.replace('"', "\"\"")),
    );
    space.file(
        "report.toml",
        "output = \"report.xlsx\"\n[[sheet]]\nquery = \"articles\"\n[[sheet]]\nquery = \"speakers\"\n",
    );
    space
}

fn run(space: &Workspace, args: &[String]) -> Ended {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let input = match args[0] {
        "shell" => format!(
            ".mode table\nSELECT title, url FROM articles;\n.tables\n.schema {HOSTILE}\n.mode markdown\nSELECT name FROM sources;\n.{HOSTILE}\n"
        ),
        _ => String::new(),
    };
    space.run_with_input(&args, input)
}

/// What a terminal would take for a command, or for a change of the writing direction.
fn alive_on_terminal(text: &str) -> Vec<char> {
    let is_alive = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.chars().filter(is_alive).collect()
}

#[track_caller]
fn assert_dead_on_terminal(text: &str, what: &str) {
    let alive = alive_on_terminal(text);
    assert!(alive.is_empty(), "{what}: {alive:?}: {text:.2000}");
}

/// No element of a page comes from the archive: no script but presscut's own, nothing that runs on an event, no link that
/// is no address of the web.
#[track_caller]
fn assert_dead_in_page(page: &str, what: &str) {
    let tree = dom_query::Document::from(page);
    for script in tree.select("script").iter() {
        assert!(!script.text().contains("alert("), "{what}: {}", script.html());
    }
    assert_eq!(tree.select("img, svg[onload], iframe, object, embed").length(), 0, "{what}");
    for element in tree.select("*").iter() {
        let node = &element.nodes()[0];
        for attribute in node.attrs() {
            let name = attribute.name.local.to_string();
            assert!(!name.starts_with("on"), "{what}: {name}");
            let is_link = matches!(name.as_str(), "href" | "src" | "action" | "xlink:href");
            let value = attribute.value.to_string();
            assert!(
                !is_link
                    || value.starts_with("http://")
                    || value.starts_with("https://")
                    || value.starts_with('#'),
                "{what}: {value:?}"
            );
        }
    }
}

/// Whether XML 1.0 has a character: the controls of ASCII, but for line breaks and tabs, it has not.
fn is_of_xml(c: char) -> bool {
    c >= ' ' || matches!(c, '\n' | '\t' | '\r')
}

/// A picture is well-formed XML without scripts, events and characters that XML does not have.
#[track_caller]
fn assert_dead_in_picture(picture: &str, what: &str) {
    assert!(picture.chars().all(is_of_xml), "{what}: a control character");
    let mut reader = quick_xml::Reader::from_str(picture);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{what}: {error}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let name = tag.name().as_ref().to_lowercase();
                assert!(!["script", "img", "foreignobject", "a"].contains(&name.as_str()), "{what}: {name}");
                for attribute in tag.attributes() {
                    let key = attribute.unwrap().key.as_ref().to_lowercase();
                    assert!(!key.starts_with("on") && !key.ends_with("href"), "{what}: {key}");
                }
            }
            _ => {}
        }
    }
}

/// No cell of a table for spreadsheets begins as a formula does; a number may begin with its sign.
#[track_caller]
fn assert_dead_in_csv(table: &[u8], what: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    for record in reader.byte_records() {
        for cell in &record.unwrap() {
            let cell = String::from_utf8_lossy(cell);
            let text = cell.trim_start_matches('\u{feff}');
            let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            assert!(!runs || text.parse::<f64>().is_ok(), "{what}: {text:.200}");
        }
    }
}

/// A workbook has no formula, and no link but to the web.
#[track_caller]
fn assert_dead_in_workbook(path: &std::path::Path, what: &str) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap_or_else(|error| panic!("{what}: {error}"));
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{what}: a formula in {name}");
    }
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    for number in 0..archive.len() {
        let mut member = archive.by_index(number).unwrap();
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut member, &mut xml).unwrap();
        assert!(
            !xml.contains("<f>")
                && !xml.contains("javascript:alert(1)\" Tar")
                && !xml.contains("Target=\"javascript"),
            "{what}: {}",
            member.name().unwrap_or_default()
        );
        assert!(
            xml.chars().all(is_of_xml),
            "{what}: {}: a control character",
            member.name().unwrap_or_default()
        );
    }
}

#[test]
fn every_command_is_run_over_the_hostile_archive() {
    let run: BTreeSet<String> = RUNS.iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(run, known_commands(), "RUNS has every command of the command line, and no other");
}

#[test]
fn no_command_shows_a_terminal_what_commands_it() {
    let space = prepared();
    let mut shown = 0;
    for (name, args) in RUNS {
        let mut args = arguments(name, args);
        let styles: &[&str] = if gives_rows(name) && !args.contains(&"-o".to_string()) {
            &["--table", "--markdown"]
        } else {
            &[""]
        };
        for style in styles {
            args.extend((!style.is_empty()).then(|| style.to_string()));
            let ended = run(&space, &args);
            let what = format!("{name} {style}");
            assert!(!ended.stderr.contains("panicked"), "{what}: {}", ended.stderr);
            assert_dead_on_terminal(&ended.stderr, &format!("{what} on stderr"));
            // JSON, scripts and manual pages are for programs; `extract` writes JSON, which escapes what it must, and so does
            // `lake extract`.
            if !["completions", "man", "extract", "lake extract"].contains(name) {
                assert_dead_on_terminal(&ended.stdout, &format!("{what} on stdout"));
            }
            shown += usize::from(
                ended.stdout.contains("cmd|")
                    || ended.stdout.contains("<script>")
                    || ended.stderr.contains("cmd|"),
            );
            args.truncate(args.len() - usize::from(!style.is_empty()));
        }
    }
    println!("output: {} runs on a terminal, {shown} showed a hostile text, none alive", RUNS.len());
    assert!(shown > 30, "only {shown} runs showed anything of the archive: nothing was proved");
}

#[test]
fn no_file_that_a_command_writes_runs_anything() {
    let space = prepared();
    let (mut files, mut hostile) = (0, 0);
    for (name, args) in RUNS.iter().filter(|(name, args)| gives_rows(name) && !args.contains(&"-o")) {
        for format in FORMATS {
            let file = format!("out.{}", format.extensions.first().unwrap_or(&"txt"));
            let mut args = arguments(name, args);
            args.extend(["--format", format.name, "-o", &file, "--force"].map(String::from));
            args.extend((format.name == "csv").then(|| "--excel".to_string()));
            let what = format!("{name} {:?} as {}", &args[1..2], format.name);
            let _ = std::fs::remove_file(space.path(&file));
            let ended = run(&space, &args);
            assert!(!ended.stderr.contains("panicked"), "{what}: {}", ended.stderr);
            assert_dead_on_terminal(&ended.stderr, &what);
            let Ok(bytes) = std::fs::read(space.path(&file)) else { continue };
            files += 1;
            let text = String::from_utf8_lossy(&bytes);
            hostile += usize::from(text.contains("cmd|") || text.contains("alert(1)"));
            match format.name {
                "html" => assert_dead_in_page(&text, &what),
                "svg" => assert_dead_in_picture(&text, &what),
                "csv" => assert_dead_in_csv(&bytes, &what),
                "xlsx" => assert_dead_in_workbook(&space.path(&file), &what),
                "json" => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
                _ => {}
            }
        }
    }
    println!("output: {files} files, {hostile} with a hostile text, none alive");
    assert!(files > 60 && hostile > 30, "{files} files, {hostile} hostile: nothing was proved");
}

#[test]
fn reports_charts_and_networks_run_nothing() {
    let space = prepared();
    for words in [
        "report report.toml",
        "chart speakers -o chart.svg",
        "dossier --search bridge -o dossier.html",
        "dossier --search bridge -o dossier.xlsx",
        "dossier #1 -o named.html",
        "export --network network",
        "entities export -o names.csv --excel",
        "export --datasette datasette",
    ] {
        let ended = space.run(words);
        assert!(ended.code == 0 || words.contains("--excel"), "{words}: {}", ended.stderr);
    }
    assert_dead_in_workbook(&space.path("report.xlsx"), "report");
    assert_dead_in_picture(&space.read("chart.svg"), "chart");
    assert_dead_in_workbook(&space.path("dossier.xlsx"), "dossier");
    for name in ["dossier.html", "named.html"] {
        let page = space.read(name);
        assert!(page.contains("&lt;script&gt;") || page.contains("cmd|"), "{name}: nothing was proved");
        assert_dead_in_page(&page, name);
    }
    for entry in std::fs::read_dir(space.path("network")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|extension| extension == "csv") {
            // A name that begins as a formula stays as it is: the file is for programs, as CSV without --excel is.
            assert!(text.starts_with("Id,Label,") || text.starts_with("Source,Target,"));
            continue;
        }
        assert_dead_in_picture(&text, &path.display().to_string());
    }
    // YAML's own reader would refuse control characters too.
    let yaml = space.read("datasette/datasette.yaml");
    assert!(alive_on_terminal(&yaml).is_empty());
}
