//! The reference in `docs/reference` is what the program says of itself: commands, canned queries, tables.
//!
//! The pages are made here and compared with the files; `UPDATE_REFERENCE=1 cargo test docs::reference` writes them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use layout::backends::svg::SVGWriter;
use layout::gv::{DotParser, GraphBuilder};

use crate::workspace::Workspace;

const HEAD: &str = "<!-- Made by tests/docs/reference.rs from the program itself: do not edit. -->\n\n";
/// Rows of sample_data shown for a query.
const EXAMPLE_ROWS: usize = 3;

/// Compares a page with its file, or writes it.
fn settle(name: &str, page: &str) {
    settle_file(name, &format!("{HEAD}{}\n", page.trim_end()));
}

fn settle_file(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference").join(name);
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let file = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        file == page,
        "docs/reference/{name} is stale: run UPDATE_REFERENCE=1 cargo test docs::reference; {}",
        first_difference(&file, page)
    );
}

fn first_difference(file: &str, page: &str) -> String {
    let lines = file.lines().zip(page.lines()).enumerate();
    let differing = lines
        .filter(|(_, (old, new))| old != new)
        .map(|(at, (old, new))| format!("line {}: {old:?} is now {new:?}", at + 1));
    differing.take(1).next().unwrap_or_else(|| "its length differs".to_owned())
}

/// The names below `Commands:` in a help.
fn commands_of(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or("");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// A help without what the machine or the user sets.
fn help(space: &Workspace, command: &str) -> String {
    space
        .run(&format!("{command} --help"))
        .code(0)
        .stdout
        .replace("[env: PRESSCUT_DB=] ", "[env: PRESSCUT_DB] ")
}

#[test]
fn the_page_of_commands_is_their_help() {
    let space = Workspace::new();
    let top = help(&space, "");
    let mut page = format!("# Commands\n\n```text\n{top}```\n");
    for command in commands_of(&top) {
        let shown = help(&space, &command);
        let _ = write!(page, "\n## presscut {command}\n\n```text\n{shown}```\n");
        for below in commands_of(&shown) {
            let shown = help(&space, &format!("{command} {below}"));
            let _ = write!(page, "\n### presscut {command} {below}\n\n```text\n{shown}```\n");
        }
    }
    settle("commands.md", &page);
}

/// A value of a parameter that has rows in sample_data.
fn example_value(name: &str, kind: &str) -> Option<&'static str> {
    Some(match (name, kind) {
        ("other", "entity") => "Port Arden",
        (_, "entity" | "speaker" | "person") => "Ingrid Solheim",
        ("than" | "other", "source") => "Calder Tribune",
        (_, "source") => "Arden Post",
        ("words" | "search" | "topic", _) => "ferry",
        ("from", _) => "2031-03-01",
        ("to", _) => "2031-12-31",
        _ => return None,
    })
}

/// A query's own words: title, what it gives, parameters and example, without its SQL.
fn description(described: &str) -> &str {
    let end = described.find("\nWITH ").or_else(|| described.find("\nSELECT ")).unwrap_or(described.len());
    described[..end].trim_end()
}

/// The parameters that a description says are needed: name and type.
fn needed_parameters(described: &str) -> Vec<(&str, &str)> {
    let lines = described.lines().filter(|line| line.starts_with("  ") && line.ends_with("(needed)"));
    lines
        .filter_map(|line| {
            let name = line.split_whitespace().next()?;
            let kind = line.trim_end_matches(" (needed)").rsplit("; ").next()?;
            Some((name, kind))
        })
        .collect()
}

#[test]
fn the_page_of_queries_is_their_headers_with_rows_of_sample_data() {
    let space = Workspace::with_samples();
    let listed = space.run("query").code(0).stdout;
    let mut page = String::from(
        "# Canned queries\n\nEach with its parameters, its columns and an example from `sample_data`. \
         `presscut query NAME --describe` also shows the SQL.\n",
    );
    for line in listed.lines() {
        match line.strip_prefix("  ") {
            None if !line.is_empty() && !line.contains(['`', ':']) => {
                let _ = write!(page, "\n## {line}\n");
            }
            None => {}
            Some(entry) => {
                let name = entry.split_whitespace().next().unwrap();
                page += &section_of_query(&space, name);
            }
        }
    }
    settle("queries.md", &page);
}

fn section_of_query(space: &Workspace, name: &str) -> String {
    let described = space.run(&format!("query {name} --describe")).code(0).stdout;
    let described = description(&described);
    let mut args = vec!["query".to_owned(), name.to_owned()];
    for (parameter, kind) in needed_parameters(described) {
        let value = example_value(parameter, kind)
            .unwrap_or_else(|| panic!("{name}: no example value for {parameter} ({kind})"));
        args.extend(["-p".to_owned(), parameter.to_owned(), value.to_owned()]);
    }
    let quote = |word: &String| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() };
    let command = args.iter().map(quote).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = args.iter().map(String::as_str).chain(["--csv"]).collect();
    let rows = space.run_args(&words).code(0).stdout;
    let mut rows = csv::Reader::from_reader(rows.as_bytes()).into_records().map(Result::unwrap).peekable();
    let header = {
        let words: Vec<&str> = args.iter().map(String::as_str).chain(["--csv", "--limit", "0"]).collect();
        space.run_args(&words).stdout
    };
    let columns = header.lines().next().unwrap_or("").replace(',', ", ");
    let mut section = format!("\n### {name}\n\n```text\n{described}\n```\n\nColumns: {columns}.\n");
    if rows.peek().is_some() {
        let limit = EXAMPLE_ROWS.to_string();
        let words: Vec<&str> =
            args.iter().map(String::as_str).chain(["--markdown", "--limit", &limit]).collect();
        let table = space.run_args(&words).stdout;
        let _ = write!(section, "\n`presscut {command}`:\n\n{table}");
    } else {
        let _ = write!(section, "\n`presscut {command}` gives no rows in `sample_data`.\n");
    }
    section
}

/// The tables and their references, as a picture: an arrow for each pair of tables.
fn diagram(columns: &[csv::StringRecord]) -> String {
    let references: BTreeSet<(&str, &str)> = columns
        .iter()
        .filter(|row| &row[1] == "table")
        .filter_map(|row| Some((&row[0], row[4].strip_prefix("of ")?)))
        .filter(|(table, other)| table != other)
        .collect();
    let edges: String = references.iter().map(|(table, other)| format!("{table} -> {other};\n")).collect();
    let dot = format!("digraph schema {{\nrankdir=LR;\nnode [shape=box];\n{edges}}}\n");
    let graph = DotParser::new(&dot).process().unwrap();
    let mut builder = GraphBuilder::new();
    builder.visit_graph(&graph);
    let mut picture = SVGWriter::new();
    builder.get().do_it(false, false, false, &mut picture);
    picture.finalize()
}

#[test]
fn the_page_of_the_schema_is_that_of_an_archive() {
    let space = Workspace::with_samples();
    let listed = space.run("schema --csv").code(0).stdout;
    let mut reader = csv::Reader::from_reader(listed.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut page = String::from(
        "# Schema\n\nAn archive is an ordinary SQLite file. Tables first, then the flat views made for spreadsheets.\n\n",
    );
    page += "An arrow leads from a table to the one whose rows its rows belong to.\n\n\
             ![The tables of an archive and what refers to what; each table below names its references](schema.svg)\n";
    settle_file("schema.svg", &diagram(&rows));
    let mut table = "";
    for row in &rows {
        if &row[0] != table {
            table = &row[0];
            let _ = write!(
                page,
                "\n## {table}\n\n{}.\n\n| column | type | note |\n|---|---|---|\n",
                capital(&row[1])
            );
        }
        let _ = writeln!(page, "| `{}` | {} | {} |", &row[2], &row[3], &row[4]);
    }
    settle("schema.md", &page);
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[test]
fn the_page_of_formats_is_what_the_program_lists() {
    let listed = Workspace::new().run("import --list-formats").code(0).stdout;
    let mut page = String::from(
        "# Formats that are read\n\nThe content decides which one a file has; a name only where the content leaves it open. \
         `--format NAME` says it.\n\n| name | extensions | one article is |\n| --- | --- | --- |\n",
    );
    for line in listed.lines() {
        let (name, rest) = line.split_once(' ').unwrap();
        let words: Vec<&str> = rest.split_whitespace().collect();
        let (extensions, meaning): (Vec<&str>, Vec<&str>) = {
            let end = words.iter().position(|word| !word.starts_with('.')).unwrap_or(words.len());
            (words[..end].to_vec(), words[end..].to_vec())
        };
        let _ = writeln!(page, "| `{name}` | {} | {} |", extensions.join(" "), meaning.join(" "));
    }
    settle("formats.md", &page);
}
