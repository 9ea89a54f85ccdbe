//! The shapes of archives and questions whose growth is measured: what a command can have much of to work on.

use crate::proofs::growth_shapes::{Commands, Shape, command, each, word};
use crate::workspace::{Workspace, corpus};

/// Imports n articles, then runs a command.
fn then(space: &Workspace, n: usize, args: &[&str]) -> Commands {
    space.file("many.jsonl", (0..n as u64).map(corpus::line).collect::<String>());
    vec![command(&["import", "many.jsonl", "--quiet"]), command(args)]
}

fn report(space: &Workspace, n: usize) -> Commands {
    let sheet = |number: usize| format!("[[sheet]]\nname = \"Sheet {number}\"\nquery = \"sources\"\n");
    space.file("report.toml", format!("output = \"report.xlsx\"\n{}", each(n, sheet)));
    then(space, 5, &["report", "report.toml"])
}

fn rows(n: usize, format: &str) -> Commands {
    let sql = format!(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {n}) SELECT x, 'Port Arden' AS place FROM n"
    );
    let output = format!("rows.{format}");
    vec![command(&["sql", &sql, "-o", &output, "--timeout", "0"])]
}

fn with_rows(space: &Workspace, n: usize, format: &str) -> Commands {
    [then(space, 3, &["check"]), rows(n, format)].concat()
}

/// Every shape of an archive or a question.
pub(super) const ARCHIVE_SHAPES: &[Shape] = &[
    // Commands on an archive of n.
    Shape { name: "undo of n articles", size: 150, make: |s, n| then(s, n, &["imports", "undo", "1"]) },
    Shape {
        name: "reextract of n articles",
        size: 80,
        make: |s, n| then(s, n, &["reextract", "--all", "--quiet", "--jobs", "1"]),
    },
    Shape { name: "check of n articles", size: 300, make: |s, n| then(s, n, &["check"]) },
    Shape { name: "backup of n articles", size: 1000, make: |s, n| then(s, n, &["backup", "copy.db"]) },
    Shape {
        name: "merge among n articles",
        size: 200,
        make: |s, n| then(s, n.max(20), &["entities", "merge", "Ilse Brandt", "Marek Lind"]),
    },
    Shape {
        name: "search among n articles",
        size: 400,
        make: |s, n| then(s, n, &["search", "ferry OR budget", "--csv"]),
    },
    Shape {
        name: "network of n articles",
        size: 300,
        make: |s, n| then(s, n, &["export", "--network", "net.gexf"]),
    },
    Shape {
        name: "suggestions among n names",
        size: 1500,
        make: |s, n| {
            let line = |i: usize| {
                format!(
                    "{{\"url\": \"https://a.example/{i}\", \"text\": \"Mayor {} {} spoke in Port Arden on Tuesday.\"}}\n",
                    word(i),
                    word(i + 7)
                )
            };
            s.file("a.jsonl", each(n, line));
            vec![command(&["import", "a.jsonl", "--quiet"]), command(&["entities", "suggest", "--csv"])]
        },
    },
    Shape { name: "sheets of a report", size: 50, make: report },
    Shape { name: "rows as CSV", size: 60_000, make: |s, n| with_rows(s, n, "csv") },
    Shape { name: "rows as HTML", size: 30_000, make: |s, n| with_rows(s, n, "html") },
    Shape { name: "rows as a workbook", size: 20_000, make: |s, n| with_rows(s, n, "xlsx") },
    Shape { name: "rows as Parquet", size: 60_000, make: |s, n| with_rows(s, n, "parquet") },
    Shape {
        name: "SQL of n tokens",
        size: 60_000,
        make: |s, n| {
            s.file("a.sql", format!("SELECT 1 IN ({}1)", "1, ".repeat(n)));
            [then(s, 3, &["check"]), vec![command(&["sql", "@a.sql", "--csv"])]].concat()
        },
    },
    Shape {
        name: "a search of n words",
        size: 300,
        make: |s, n| {
            [
                then(s, 3, &["check"]),
                vec![command(&[
                    "search",
                    &each(n, |i| format!("{} OR ", word(i))),
                    "--csv",
                    "--timeout",
                    "0",
                ])],
            ]
            .concat()
        },
    },
    Shape {
        name: "extraction of n records",
        size: 80,
        make: |s, n| {
            s.file("a.jsonl", each(n, |i| corpus::line(i as u64)));
            vec![command(&["extract", "a.jsonl", "--jobs", "1"])]
        },
    },
];
